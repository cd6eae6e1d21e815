"""What is written into CloudWatch Logs, and kept there."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cost.charges import Charge
from tools.cost.errors import CostError
from tools.cost.plan import Plan, Resource
from tools.cost.services.edge import viewer_requests
from tools.cost.traffic import GB, MINUTES, Sums, Traffic, functions

TYPES = frozenset({"aws_cloudwatch_log_group", "aws_flow_log"})

_MONTH_DAYS = 30.4
# A flow log says of each network interface every ten minutes that there was nothing.
_INTERFACES, _IDLE_RECORD_BYTES, _RECORD_MINUTES = 4, 120, 10
# The firewall's log has what it refused or counted, and not what it let through.
_REFUSED, _REFUSED_BYTES = 0.005, 1500
# Part of a group's name → whose log it is.
KINDS = {
    "/aws/lambda/": "functions'",
    "/aws/apigateway/": "API's",
    "/aws/vpc/": "network's",
    "/aws/cloudfront/": "CloudFront's",
    "aws-waf-logs-": "firewall's",
}


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    days, regions = Sums(), dict[str, str]()
    for group in plan.of("aws_cloudwatch_log_group"):
        kind = kind_of(group)
        days[kind] = max(days[kind], group.get("retention_in_days", 0) or 3650)
        regions[kind] = group.region
    for kind, region in sorted(regions.items()):
        written = _bytes(kind, plan, traffic) / GB
        yield Charge("logs.ingest", written, f"{kind} logs", region)
        kept = written * days[kind] / _MONTH_DAYS
        yield Charge("logs.storage", kept, f"{kind} logs, {days[kind]:.0f} days", region)


def kind_of(group: Resource) -> str:
    """Raises CostError for a log of which nobody has said how much is written into it."""
    name = group.get("name", "")
    for part, kind in KINDS.items():
        if part in name:
            return kind
    raise CostError(f"Nobody has said how much is written into the log {name}: tools/cost/services/logs.py.")


def _bytes(kind: str, plan: Plan, traffic: Traffic) -> float:
    figures = traffic.figures
    if kind == "functions'":
        own = traffic.requests * figures["request_log_bytes"]
        return own + sum(traffic.calls.values()) * figures["call_log_bytes"]
    if kind == "API's":
        return traffic.requests * figures["access_log_bytes"]
    if kind == "network's":
        return _flows(plan, traffic)
    seen = traffic.requests + sum(viewer_requests(traffic))
    return seen * (figures["access_log_bytes"] if kind == "CloudFront's" else _REFUSED * _REFUSED_BYTES)


def _flows(plan: Plan, traffic: Traffic) -> float:
    idle = _INTERFACES * MINUTES / _RECORD_MINUTES * _IDLE_RECORD_BYTES
    within = [name for name, function in functions(plan).items() if function.blocks("vpc_config")]
    return idle + sum(traffic.calls[name] for name in within) * traffic.figures["flow_log_bytes"]
