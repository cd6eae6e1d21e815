"""The one line a request leaves in the log. With METRICS_DETAIL `route` it is at once its metrics (embedded
metric format, see shared/metrics.py); otherwise API Gateway's own, which cost nothing, say how many and how
fast.
"""

from __future__ import annotations

import json
import time
from typing import Any

from shared.log import trace_id, write_line
from shared.metrics import NAMESPACE, in_detail
from shared.settings import settings

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
# Text already, because it is the same in every line.
_METRICS = _encode(
    {
        "Namespace": NAMESPACE,
        "Dimensions": [["environment", "service", "route"]],
        "Metrics": [
            {"Name": "Latency", "Unit": "Milliseconds"},
            {"Name": "Requests", "Unit": "Count"},
            {"Name": "ClientErrors", "Unit": "Count"},
            {"Name": "ServerErrors", "Unit": "Count"},
        ],
    }
)
_MAX_PATH = 200


def write(status: int, latency_ms: float, fields: dict[str, Any]) -> None:
    """`fields` are what is particular to the request: request_id, method, path, route, user_id, …"""
    line = {
        "level": "ERROR" if status >= 500 else "INFO",
        "message": "request",
        "service": settings.service_name,
        "status": status,
        "Latency": round(latency_ms, 3),
        "Requests": 1,
        "ClientErrors": int(400 <= status < 500),
        "ServerErrors": int(status >= 500),
        **fields,
    }
    if trace := trace_id():
        line["trace_id"] = trace
    write_line(_metrics_head() + _encode(line)[1:])


def _metrics_head() -> str:
    """How the line begins: with what makes metrics of it, where they are paid for."""
    if not in_detail():
        return "{"
    environment = _encode(settings.environment)
    return (
        f'{{"_aws":{{"Timestamp":{int(time.time() * 1000)},"CloudWatchMetrics":[{_METRICS}]}},'
        f'"environment":{environment},'
    )


def fields_of(event: dict[str, Any]) -> dict[str, Any]:
    """What the line says of the event: no query, no body, no headers, which may hold secrets."""
    http = event["requestContext"]["http"]
    return {
        "request_id": event["requestContext"]["requestId"],
        "method": http["method"],
        "path": event["rawPath"][:_MAX_PATH],
    }
