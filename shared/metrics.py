"""Metrics as CloudWatch's embedded metric format: a log line that CloudWatch turns into a metric, without a
call.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

CloudWatch takes money for each name with each set of dimension values. So METRICS_DETAIL says what becomes a
metric: `lean` the names of LEAN, once an environment; `route` every name, and each route's requests, also by
service and route. What is no metric is a line of the log all the same, for Logs Insights.
"""

from __future__ import annotations

import json
import time
from typing import Any

from shared.log import write_line
from shared.settings import settings

NAMESPACE = "Daybook"

# Ten cost nothing (the first ten of an account). Each says that something was lost or may be abused; what is
# healed by itself is not among them.
LEAN = frozenset(
    {
        "CodeDeliveryFailures",
        "ErasuresFailed",
        "MailsNotSent",
        "MailsReturned",
        "NoticesLost",
        "ProfileWriteFailures",
        "RecordsSetAside",
        "RefreshTokensReused",
        "RemindersSent",
        "SecurityEventsLost",
    }
)


def in_detail() -> bool:
    """Whether metrics by service and route are paid for."""
    return settings.metrics_detail == "route"


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """Adds `value` to the metric `name`. In detail each set of dimension values is a metric of its own: never
    an id.
    """
    line = {
        **_definition(name, dimensions),
        "message": "counted",
        "environment": settings.environment,
        "service": settings.service_name,
        **dimensions,
        name: value,
    }
    write_line(json.dumps(line, separators=(",", ":")))


def _definition(name: str, dimensions: dict[str, str]) -> dict[str, Any]:
    """What makes the line a metric; nothing when it is to be a line only."""
    sets = [["environment"]] if name in LEAN else []
    if in_detail():
        sets.append(["environment", "service", *dimensions])
    if not sets:
        return {}
    defined = {"Namespace": NAMESPACE, "Dimensions": sets, "Metrics": [{"Name": name, "Unit": "Count"}]}
    return {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [defined]}}
