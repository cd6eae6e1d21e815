"""Lambda, and what calls it: schedules, the bus, the state machine."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cost.charges import Charge
from tools.cost.plan import Plan
from tools.cost.traffic import Traffic, functions

TYPES = frozenset(
    {"aws_lambda_function", "aws_scheduler_schedule", "aws_cloudwatch_event_bus", "aws_sfn_state_machine"}
)


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    calls = sum(traffic.calls.values())
    yield Charge("lambda.requests", calls, "calls of the functions")
    for architecture, seconds in _gb_seconds(plan, traffic).items():
        yield Charge(f"lambda.seconds.{architecture}", seconds, "their time × memory")
    yield Charge("scheduler.calls", traffic.scheduled, "schedules that are on (reminders: each minute)")
    if plan.has("aws_cloudwatch_event_bus"):
        yield Charge("events.published", traffic["events"], "an event for each change of the table")
    if plan.has("aws_sfn_state_machine"):
        yield Charge("states.transitions", traffic["transitions"], "accounts that are erased")


def _gb_seconds(plan: Plan, traffic: Traffic) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, function in functions(plan).items():
        architecture = function.get("architectures", ["x86_64"])[0]
        spent = traffic.seconds[name] * function.get("memory_size", 128) / 1024
        found[architecture] = found.get(architecture, 0.0) + spent
    return found
