from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

from tools.local.emulator.bridges import flow_logs

ASKED = {"DeliverLogsPermissionArn": "arn:aws:iam::1:role/a&b", "MaxAggregationInterval": "60"}


def ec2() -> Any:
    """MiniStack's service as far as it matters: it keeps a flow log's name, and has no tags of its type."""
    service = SimpleNamespace(
        _p=lambda parameters, name: parameters.get(name, ""), _esc=escape, _flow_logs={}, tagged=[]
    )

    def create(_: Any) -> Any:
        service._flow_logs[f"fl-{len(service._flow_logs)}"] = {}
        return 200, {}, ""

    def describe(_: Any) -> Any:
        items = "".join(
            f"<item>\n  <flowLogId>{name}</flowLogId><tagSet/></item>" for name in service._flow_logs
        )
        return 200, {}, f"<flowLogSet>{items}</flowLogSet>"

    service._parse_tag_specs = lambda _, kind, name: service.tagged.append((kind, name))
    service._ACTION_MAP = {"CreateFlowLogs": create, "DescribeFlowLogs": describe}
    flow_logs.install(SimpleNamespace(ec2=service))
    return service


def described(service: Any) -> list[dict[str, str]]:
    _, _, body = service._ACTION_MAP["DescribeFlowLogs"]({})
    return [{child.tag: child.text or "" for child in item} for item in fromstring(body)]  # noqa: S314


def test_what_was_asked_for_is_told() -> None:
    service = ec2()
    service._ACTION_MAP["CreateFlowLogs"](ASKED)
    (told,) = described(service)
    assert (told["deliverLogsPermissionArn"], told["maxAggregationInterval"]) == tuple(ASKED.values())
    assert told["logFormat"].startswith("${version} ${account-id}")
    assert "logGroupName" not in told
    assert service.tagged == [("vpc-flow-log", "fl-0")]


def test_a_flow_log_of_an_earlier_start_is_told_as_it_was() -> None:
    service = ec2()
    service._flow_logs["fl-old"] = {}
    assert described(service) == [{"flowLogId": "fl-old", "tagSet": ""}]
