"""Gap: DescribeAlarms, asked in the query protocol as Terraform does, leaves out most of what an alarm was
made of (statistic, dimensions, expressions, actions, description): it would be planned anew each time.

Answer: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/, API_MetricAlarm and API_CompositeAlarm.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape, unescape

from tools.local.emulator.seams import replace, require

# Beside the alarm's other fields; a newer description takes the place of the older.
_ASKED = "asked"
_MEMBER = re.compile(r"<member><AlarmName>(.*?)</AlarmName>.*?</member>", re.DOTALL)
_STATE = ("AlarmArn", "StateValue", "StateReason")


def install(emulator: SimpleNamespace) -> None:
    service = emulator.cloudwatch
    require(service, "_alarms", "_composite_alarms")
    replace(service, "_put_metric_alarm", lambda original: _remembering(original, service._alarms))
    replace(
        service, "_put_composite_alarm", lambda original: _remembering(original, service._composite_alarms)
    )
    replace(service, "_describe_alarms", lambda original: _in_full(original, service))


def _remembering(original: Any, alarms: Any) -> Any:
    def put_alarm(params: dict[str, Any], data: Any, is_cbor: bool, is_json: bool = False) -> Any:
        answer = original(params, data, is_cbor, is_json)
        if answer[0] == 200 and not is_cbor and not is_json:
            asked = {key: value[0] if isinstance(value, list) else value for key, value in params.items()}
            # Tags are asked for by another call.
            alarms[asked["AlarmName"]][_ASKED] = {
                key: value
                for key, value in asked.items()
                if key not in ("Action", "Version") and not key.startswith("Tags.")
            }
        return answer

    return put_alarm


def _in_full(original: Any, service: Any) -> Any:
    def describe_alarms(params: dict[str, Any], data: Any, is_cbor: bool, is_json: bool = False) -> Any:
        status, headers, body = original(params, data, is_cbor, is_json)
        if is_cbor or is_json or status != 200:
            return status, headers, body
        text = body.decode() if isinstance(body, bytes) else body
        return status, headers, _MEMBER.sub(lambda found: _member(found, service), text).encode()

    return describe_alarms


def _member(found: re.Match[str], service: Any) -> str:
    name = unescape(found[1])
    alarm = service._alarms.get(name) or service._composite_alarms.get(name) or {}
    if _ASKED not in alarm:
        return found[0]
    state = "".join(f"<{key}>{escape(str(alarm.get(key, '')))}</{key}>" for key in _STATE)
    return f"<member>{_as_xml(_tree(alarm[_ASKED]))}{state}</member>"


def _tree(flat: dict[str, str]) -> dict[str, Any]:
    """`Metrics.member.1.Id` → {Metrics: {member: {1: {Id: …}}}}."""
    root: dict[str, Any] = {}
    for key, value in flat.items():
        *path, last = key.split(".")
        node = root
        for part in path:
            node = node.setdefault(part, {})
        node[last] = value
    return root


def _as_xml(node: Any) -> str:
    if not isinstance(node, dict):
        return escape(str(node))
    if set(node) == {"member"}:
        members = sorted(node["member"].items(), key=lambda numbered: int(numbered[0]))
        return "".join(f"<member>{_as_xml(member)}</member>" for _, member in members)
    return "".join(f"<{key}>{_as_xml(value)}</{key}>" for key, value in node.items())
