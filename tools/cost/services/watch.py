"""Metrics, alarms, dashboards, traces, the trail."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cost.charges import Charge
from tools.cost.plan import Plan, Resource
from tools.cost.traffic import Sums, Traffic, functions

TYPES = frozenset(
    {
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_composite_alarm",
        "aws_cloudwatch_dashboard",
        "aws_cloudtrail",
        "aws_appautoscaling_policy",
    }
)
# A request leaves four metrics where each route has its own (shared/http/access_log.py).
_METRICS_A_ROUTE = 4
# Application Auto Scaling makes them, a pair for what is used and a pair for what is provisioned:
# docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
_ALARMS_A_POLICY = 4


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    yield from _alarms(plan)
    yield Charge("cloudwatch.dashboards", len(plan.of("aws_cloudwatch_dashboard")), "dashboards")
    yield Charge("cloudwatch.metrics", _metrics(plan, traffic), _metrics_driver(plan))
    yield Charge("xray.traces", _traces(plan, traffic), "requests that are traced")
    for trail in plan.of("aws_cloudtrail"):
        if any(block.get("data_resource") for block in trail.blocks("event_selector")):
            yield Charge("cloudtrail.data", traffic["put"] + traffic["get"], "data events of the trail")


def _alarms(plan: Plan) -> Iterator[Charge]:
    counted = Sums()
    for alarm in plan.of("aws_cloudwatch_metric_alarm"):
        counted["alarms_fast" if _period(alarm) < 60 else "alarms"] += metrics_of(alarm)
    counted["alarms"] += _ALARMS_A_POLICY * len(plan.of("aws_appautoscaling_policy"))
    for kind, metrics in counted.items():
        yield Charge(f"cloudwatch.{kind}", metrics, "metrics that alarms look at")
    yield Charge("cloudwatch.composite", len(plan.of("aws_cloudwatch_composite_alarm")), "composite alarms")


def metrics_of(alarm: Resource) -> int:
    """How many metrics the alarm is paid for: those that its expression takes, or its own."""
    return sum(1 for query in alarm.blocks("metric_query") if query.get("metric")) or 1


def _period(alarm: Resource) -> float:
    metrics = [part for query in alarm.blocks("metric_query") for part in query.get("metric") or []]
    return min((part.get("period") or 60 for part in metrics), default=alarm.get("period", 60))


def in_detail(plan: Plan) -> bool:
    """Whether each route has metrics of its own (observability.metrics = "route")."""
    environments = [block for one in functions(plan).values() for block in one.blocks("environment")]
    return any((block.get("variables") or {}).get("METRICS_DETAIL") == "route" for block in environments)


def _metrics(plan: Plan, traffic: Traffic) -> float:
    """Paid by the hour, and only for those in which there was something to count."""
    for_people = sum(traffic.calls.values()) - traffic.scheduled
    names = traffic.figures["other_metrics"] * traffic.share_of_hours(for_people)
    if not in_detail(plan):
        return names
    named = sum(traffic.share_of_hours(times) for times in traffic.routes.values())
    others = traffic.share_of_hours(traffic.a_person("other_routes_a_month"))
    return names + _METRICS_A_ROUTE * (named + others * (len(all_routes()) - len(traffic.routes)))


def _metrics_driver(plan: Plan) -> str:
    what = "four a route" if in_detail(plan) else "names that are counted"
    return f"{what}, in hours with any"


def all_routes() -> list[str]:
    from tools.manifests import load_all

    return [f"{name} {route.name}" for name, manifest in load_all().items() for route in manifest.routes]


def _traces(plan: Plan, traffic: Traffic) -> float:
    modes = [block.get("mode") for one in functions(plan).values() for block in one.blocks("tracing_config")]
    stages = [stage.get("xray_tracing_enabled") for stage in plan.of("aws_api_gateway_stage")]
    if "Active" not in modes and not any(stages):
        return 0.0
    begun = sum(traffic.calls.values())
    first = min(begun, traffic.figures["trace_seconds"])
    return first + (begun - first) * traffic.figures["trace_share"]
