"""What a person sees of releases, and an environment's desk."""

from __future__ import annotations

from typing import Any

import pytest
from invoke import Context, Exit

from tools.release import environment, tasks
from tools.release.model import WATCHING, Ledger, Release, Rollout

FIRST = Release("1", "2026-11-01T12:00:00+00:00", {"a": "1", "b": "1"}, "3f2c1ab" + "0" * 33)
SECOND = Release("2", "2026-11-02T12:00:00+00:00", {"a": "2", "b": "1"})


def test_the_list_shows_releases_what_is_under_way_and_what_is_refused() -> None:
    rollout = Rollout(WATCHING, {"a": "2"}, {"a": "3"}, 10, 5, "me", 0, SECOND)
    assert tasks.listed(Ledger((SECOND, FIRST), rollout, {"b": "2"})) == [
        "   2  2026-11-02T12:00:00+00:00  unknown         2 functions  release",
        "   1  2026-11-01T12:00:00+00:00  3f2c1ab00000    2 functions  release",
        "Under way: release, at 'watching': a",
        "Rolled back, not released again by itself: b 2",
    ]
    assert tasks.listed(Ledger()) == ["Nothing has been released yet."]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"env": "prd"}, "no environment 'prd'"),
        ({"env": "prod", "canary": "ten"}, "--canary takes a number, not ten"),
        ({"env": "prod", "minutes": "soon"}, "--minutes takes a number, not soon"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_a_sentence(options: dict[str, str], complaint: str) -> None:
    with pytest.raises(Exit, match=complaint):
        tasks.release(Context(), **options)


def test_a_desk_has_the_alarms_of_its_region_and_of_the_edge() -> None:
    made: list[tuple[str, str]] = []

    def client(service: str, region: str) -> Any:
        made.append((service, region))
        return object()

    arguments = ("bucket", client, print, lambda _: True, 2)
    desk = environment.desk(["b", "a"], "daybook-test-", "eu-west-2", *arguments)
    assert desk.functions == ["a", "b"]
    assert desk.keep == 2
    assert [region for service, region in made if service == "cloudwatch"] == ["eu-west-2", "us-east-1"]
    made.clear()
    environment.desk(["a"], "daybook-test-", "us-east-1", *arguments)
    assert [region for service, region in made if service == "cloudwatch"] == ["us-east-1"]


def test_this_checkout_says_where_it_is() -> None:
    revision = environment.revision()
    assert revision is None or len(revision) == 40
