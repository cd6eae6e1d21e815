"""What a number of people sets in motion in a month: calls, units, messages, bytes. It grows with them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tools.cost.errors import CostError
from tools.cost.plan import Plan, Resource
from tools.cost.profile import Profile, Work

# AWS counts a month as 730 hours.
HOURS = 730
MINUTES = HOURS * 60
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MINUTES_OF = {"minute": 1, "hour": 60, "day": 1440}
GB = 1024**3
# Fields of Work that are added up as they are.
SUMMED = ("read", "write", "mails", "queue", "put", "get", "transitions", "database", "events", "kb")


class Sums(dict[str, float]):
    """Sums by name; what was never added to is 0."""

    def __missing__(self, name: str) -> float:
        return 0.0


@dataclass(frozen=True)
class Traffic:
    """Of a month: Lambda's calls and their seconds by function, requests by "function route", and sums."""

    users: float
    figures: Mapping[str, float]
    calls: Sums
    seconds: Sums
    routes: Sums
    sums: Sums
    scheduled: float
    table_gb: float

    @property
    def requests(self) -> float:
        """To the API."""
        return sum(self.routes.values())

    def __getitem__(self, name: str) -> float:
        """What all of it comes to of a field of Work (SUMMED)."""
        return self.sums[name]

    def a_person(self, figure: str) -> float:
        """The figure of usage.json, for all people."""
        return self.users * self.figures[figure]

    def share_of_hours(self, times_a_month: float) -> float:
        """Of the month's hours, in how many something happens that happens so often, at any time."""
        return -math.expm1(-times_a_month / HOURS)


def of(plan: Plan, profile: Profile, users: float) -> Traffic:
    """Raises CostError when the profile names a function that the plan has not."""
    tally, here = _Tally(profile.figures), functions(plan)
    for work, times in _all(profile, users):
        _require(work, here)
        tally.add(work, times, profile.figures["cold_share"])
    scheduled = 0.0
    for work, times in _scheduled(plan, profile):
        # What is called each minute stays warm.
        tally.add(work, times, 0.0)
        scheduled += times
    habits = profile.figures["habits"] * profile.figures["years"] * 12 * profile.habit_month_bytes
    table = users * (habits + profile.figures["table_kb_other"] * 1024) / GB
    return Traffic(
        users, profile.figures, tally.calls, tally.seconds, tally.routes, tally.sums, scheduled, table
    )


class _Tally:
    """Adds up work."""

    def __init__(self, figures: Mapping[str, float]) -> None:
        self._figures = figures
        self.calls, self.seconds, self.routes, self.sums = Sums(), Sums(), Sums(), Sums()

    def add(self, work: Work, times: float, cold_share: float) -> None:
        self.calls[work.function] += times * work.share
        self.seconds[work.function] += times * self._seconds(work, cold_share)
        for name in SUMMED:
            self.sums[name] += times * getattr(work, name)
        if work.route is not None:
            self.routes[f"{work.function} {work.route}"] += times

    def _seconds(self, work: Work, cold_share: float) -> float:
        own = work.share * (self._figures["handler_ms"] + cold_share * self._figures["cold_ms"])
        return (own + work.calls * self._figures["dynamodb_ms"] + work.ms) / 1000


def functions(plan: Plan) -> dict[str, Resource]:
    """The functions by folder (see function_names in terraform/functions.tf)."""
    found = plan.of("aws_lambda_function")
    return {_folder(one.values["function_name"], plan.prefix): one for one in found}


def _folder(name: str, prefix: str) -> str:
    return name.removeprefix(f"{prefix}-").replace("-", "_")


def _all(profile: Profile, users: float) -> Iterator[tuple[Work, float]]:
    for work in profile.work:
        yield work, users * work.a_month
    changes = sum(work.a_month * work.changes for work in profile.work)
    yield profile.relay, users * changes


def _require(work: Work, here: Mapping[str, Resource]) -> None:
    if work.function not in here:
        raise CostError(
            f"usage.json: {work.name!r} is done by the function {work.function}, which is not in the plan. "
            f"Name the one that does it now, or take the line out."
        )


def _scheduled(plan: Plan, profile: Profile) -> Iterator[tuple[Work, float]]:
    """What one time takes, and times a month, of the schedules that are on."""
    for schedule in plan.of("aws_scheduler_schedule"):
        if schedule.get("state", "ENABLED") == "ENABLED":
            name = schedule.key
            work = profile.schedules.get(name) or Work(name, name, 0, "a schedule")
            yield work, times_a_month(schedule.values["schedule_expression"])


def times_a_month(expression: str) -> float:
    """Of a schedule; a cron expression goes as once a day, or once a week when it names weekdays."""
    if rate := _RATE.fullmatch(expression):
        return MINUTES / (int(rate[1]) * _MINUTES_OF[rate[2]])
    if not expression.startswith("cron("):
        raise CostError(f"tools/cost does not know how often {expression} is: say it in traffic.py.")
    weekday = expression.removeprefix("cron(").removesuffix(")").split()[4]
    return HOURS / 24 / (1 if weekday in "*?" else 7)
