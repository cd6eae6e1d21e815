"""What is said of a switch that does not apply, or not for good, and of what a destroy leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tools.switches import apply
from tools.switches.switch import Switch, SwitchError

LAMP = Switch("lamp", {"off": {}, "on": {"lamp": "on"}})


class Cloud:
    """One in which `refused` settings do not apply, `unsettled` ones would change again, and a destroy stops
    or leaves things."""

    def __init__(self, stops: bool = False, left: tuple[str, ...] = (), **settings: Any) -> None:
        self.stops, self.left = stops, set(left)
        self.refused, self.unsettled = settings.get("refused"), settings.get("unsettled")
        self.applied: list[Mapping[str, Any]] = []
        self.there: set[str] = set()
        self.environment, self.client = "local", None

    def stack(self, _: str) -> Cloud:
        return self

    def settings(self) -> dict[str, Any]:
        return {"dist_dir": "dist"}

    def apply(self, settings: Mapping[str, Any]) -> None:
        if settings.get("lamp") == "on" and self.refused:
            raise SwitchError("no lamp")
        self.applied.append(settings)

    def check_settled(self) -> None:
        if self.applied[-1].get("lamp") == "on" and self.unsettled:
            raise SwitchError("the lamp flickers")

    def destroy(self) -> None:
        if self.stops:
            raise SwitchError("stopped")
        self.there = self.left


@pytest.fixture
def said() -> list[str]:
    return []


def problems(cloud: Any, said: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(apply, "inventory", lambda _: set(cloud.there))
    return apply.try_switches(cloud, [LAMP], said.append)


def test_a_switch_goes_over_and_back(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Cloud()
    assert problems(cloud, said, monkeypatch) == []
    assert [settings.get("lamp") for settings in cloud.applied] == [None, "on", None]
    assert said[-1].startswith("destroy local: 0 left")


@pytest.mark.parametrize(("kind", "why"), [("refused", "no lamp"), ("unsettled", "the lamp flickers")])
def test_what_fails_is_said_at_once_and_at_the_end_and_the_others_go_on(
    kind: str, why: str, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problems(Cloud(**{kind: True}), said, monkeypatch) == [f"── lamp: on\n{why}"]
    assert any("lamp: on: FAILED" in line and why in line for line in said)
    assert any(line.startswith("all back: applied") for line in said)


def test_a_destroy_that_stops_is_said(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(Cloud(stops=True), said, monkeypatch) == ["── destroy local\nstopped"]
    assert said[-1] == "destroy local: FAILED\nstopped"


def test_what_a_destroy_leaves_is_named(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = problems(Cloud(left=("sqs: letters",)), said, monkeypatch)
    assert problem == "── destroy local left\nsqs: letters"
