"""Gap: DescribeFlowLogs leaves out the role, the interval, the format and the tags of a flow log, so that
Terraform would make it anew each time.

Answer: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import require

_ITEM = re.compile(r"<item>\s*<flowLogId>([^<]+)</flowLogId>")
# docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
_DEFAULT_FORMAT = (
    "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} "
    "${packets} ${bytes} ${start} ${end} ${action} ${log-status}"
)
# What is asked → (what it is called in the answer, what holds when nothing is asked)
_MEMBERS = {
    "DeliverLogsPermissionArn": ("deliverLogsPermissionArn", ""),
    "MaxAggregationInterval": ("maxAggregationInterval", "600"),
    "LogFormat": ("logFormat", _DEFAULT_FORMAT),
    "LogGroupName": ("logGroupName", ""),
}
_KEPT = "asked"


def install(emulator: SimpleNamespace) -> None:
    ec2 = emulator.ec2
    require(ec2, "_p", "_esc", "_flow_logs", "_parse_tag_specs", "_ACTION_MAP")
    # The dispatch table holds the functions themselves.
    ec2._ACTION_MAP["CreateFlowLogs"] = _keeping(ec2._ACTION_MAP["CreateFlowLogs"], ec2)
    ec2._ACTION_MAP["DescribeFlowLogs"] = _in_full(ec2._ACTION_MAP["DescribeFlowLogs"], ec2)


def _keeping(original: Any, ec2: Any) -> Any:
    def create(parameters: Any) -> Any:
        before = set(ec2._flow_logs)
        response = original(parameters)
        for name in set(ec2._flow_logs) - before:
            asked = {member: ec2._p(parameters, member) or usual for member, (_, usual) in _MEMBERS.items()}
            ec2._flow_logs[name][_KEPT] = asked
            ec2._parse_tag_specs(parameters, "vpc-flow-log", name)
        return response

    return create


def _in_full(original: Any, ec2: Any) -> Any:
    def describe(parameters: Any) -> Any:
        status, headers, body = original(parameters)
        text = body.decode() if isinstance(body, bytes) else body
        return status, headers, _ITEM.sub(lambda found: found[0] + _members(found[1], ec2), text).encode()

    return describe


def _members(name: str, ec2: Any) -> str:
    asked = ec2._flow_logs[name].get(_KEPT, {})
    return "".join(
        f"<{_MEMBERS[member][0]}>{ec2._esc(value)}</{_MEMBERS[member][0]}>"
        for member, value in asked.items()
        if value
    )
