"""Metrics as CloudWatch's embedded metric format: a log line that CloudWatch turns into a metric, without a
call.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import json
import time

from shared.log import write_line
from shared.settings import settings

NAMESPACE = "Daybook"


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """Adds `value` to the metric `name` of this service. Each set of dimension values is a metric of its own
    that is paid for: never an id.
    """
    line = {
        "_aws": {
            "Timestamp": int(time.time() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": [["service", *dimensions]],
                    "Metrics": [{"Name": name, "Unit": "Count"}],
                }
            ],
        },
        "service": settings.service_name,
        **dimensions,
        name: value,
    }
    write_line(json.dumps(line, separators=(",", ":")))
