from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.plans import PREFIX, REGION, functions, plan
from tools.cost import traffic
from tools.cost.errors import CostError
from tools.cost.measuring import measured
from tools.cost.plan import Plan
from tools.cost.profile import MEASURED, USAGE, Work, load
from tools.cost.services.watch import all_routes
from tools.manifests import load_all

TOLD = json.loads(USAGE.read_text())
PROFILE = load()


@pytest.mark.parametrize("entry", TOLD["work"], ids=lambda entry: entry["name"])
def test_each_habit_of_people_is_something_daybook_does_and_says_why(entry: dict) -> None:
    assert len(entry["why"]) > 5
    routes = {route.name for route in load_all()[entry["function"]].routes}
    assert "route" not in entry or entry["route"] in routes
    assert ("bench" in entry) or {"calls", "read", "write"} <= set(entry)


@pytest.mark.parametrize("figure", TOLD["figures"].values(), ids=TOLD["figures"])
def test_each_figure_says_why(figure: dict) -> None:
    assert len(figure["why"]) > 5 and figure["value"] > 0


@pytest.mark.exhaustive
def test_what_daybook_measures_is_what_the_benchmarks_measure() -> None:
    assert json.loads(MEASURED.read_text()) == measured(), "run: invoke cost.measure"


def test_what_is_asked_of_the_schedule_is_in_the_manifests() -> None:
    assert set(TOLD["schedules"]) == {
        name for name, one in _manifests().items() if "schedule" in one["triggers"]
    }


def _manifests() -> dict[str, dict]:
    folder = USAGE.parents[2] / "functions"
    found = {file.parent.name: json.loads(file.read_text()) for file in folder.glob("*/function.json")}
    return {name: {"triggers": {}, **one} for name, one in found.items()}


def test_a_figure_that_nobody_measures_stops(tmp_path: Path) -> None:
    work = {"name": "x", "function": "habits", "a_month": 1, "why": "y", "bench": "nothing"}
    (tmp_path / "usage.json").write_text(json.dumps({**TOLD, "work": [work]}))
    with pytest.raises(
        CostError, match="'x' names the figure 'nothing', which `invoke cost.measure` does not"
    ):
        load(tmp_path / "usage.json")


def test_a_mistyped_field_stops(tmp_path: Path) -> None:
    work = {"name": "x", "function": "habits", "a_month": 1, "why": "y", "wrote": 3}
    (tmp_path / "usage.json").write_text(json.dumps({**TOLD, "work": [work]}))
    with pytest.raises(CostError, match="'x' has unknown fields: wrote"):
        load(tmp_path / "usage.json")


def test_work_of_a_function_that_is_gone_stops() -> None:
    left = tuple(one for one in functions() if one.key != "habits")
    with pytest.raises(CostError, match="the function habits, which is not in the plan"):
        traffic.of(Plan(REGION, PREFIX, left), PROFILE, 1)


def test_a_month_of_one_person_is_what_the_profile_says() -> None:
    told = traffic.of(plan(), PROFILE, 1)
    assert told.routes["habits check_in"] == 150
    assert told.requests == pytest.approx(sum(work.a_month for work in PROFILE.work if work.route))
    changes = sum(work.a_month * work.changes for work in PROFILE.work)
    assert told.calls["relay"] == told["events"] == pytest.approx(changes)
    own = sum(work.a_month * work.write for work in PROFILE.work)
    assert told["write"] == pytest.approx(own + changes * PROFILE.relay.write)


def test_nobody_does_nothing() -> None:
    told = traffic.of(plan(), PROFILE, 0)
    assert told.requests == told.table_gb == sum(told.calls.values()) == sum(told.sums.values()) == 0


def test_time_is_ones_own_the_tables_and_what_else_is_waited_for() -> None:
    figures = {"handler_ms": 10, "dynamodb_ms": 5, "cold_ms": 1000}
    tally = traffic._Tally(figures)
    tally.add(Work("w", "f", 1, "", calls=2, ms=30), 100, 0.01)
    assert tally.seconds["f"] == pytest.approx(100 * (10 + 0.01 * 1000 + 2 * 5 + 30) / 1000)


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("rate(1 minute)", 43_800),
        ("rate(5 minutes)", 8760),
        ("rate(1 hour)", 730),
        ("rate(1 day)", 730 / 24),
        ("cron(0 2 * * ? *)", 730 / 24),
        ("cron(0 2 ? * MON *)", 730 / 24 / 7),
    ],
)
def test_a_schedule_goes_so_often(expression: str, times: float) -> None:
    assert traffic.times_a_month(expression) == pytest.approx(times)


def test_a_schedule_that_nobody_can_read_stops() -> None:
    with pytest.raises(CostError, match=r"does not know how often at\(2026"):
        traffic.times_a_month("at(2026-01-01T00:00:00)")


def test_there_are_more_routes_than_the_profile_names() -> None:
    named = {f"{work.function} {work.route}" for work in PROFILE.work if work.route}
    assert named < set(all_routes())
