from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import fromstring

from tools.local.emulator.bridges import alarm_descriptions

MATH = {
    "Action": ["PutMetricAlarm"],
    "AlarmName": ["daybook-local-functions-fail"],
    "AlarmDescription": ["More than <1> % & so on."],
    "AlarmActions.member.1": ["arn:aws:sns:eu-west-2:000000000000:alarms"],
    "Metrics.member.1.Id": ["errors"],
    "Metrics.member.1.MetricStat.Metric.MetricName": ["Errors"],
    "Metrics.member.1.MetricStat.Metric.Dimensions.member.1.Name": ["FunctionName"],
    **{f"Metrics.member.{number}.Id": [f"m{number}"] for number in range(2, 12)},
    "Tags.member.1.Key": ["Project"],
}


class CloudWatch:
    """MiniStack's service as far as it matters here: it keeps and tells only the name of an alarm."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.service = SimpleNamespace(
            _alarms={},
            _composite_alarms={},
            _put_metric_alarm=self.keep("_alarms"),
            _put_composite_alarm=self.keep("_composite_alarms"),
            _describe_alarms=self.describe,
        )
        alarm_descriptions.install(SimpleNamespace(cloudwatch=self.service))

    def keep(self, where: str) -> Any:
        def put(params: Any, data: Any, is_cbor: bool, is_json: bool = False) -> Any:
            name = data["AlarmName"] if is_json else params["AlarmName"][0]
            if self.status == 200:
                getattr(self.service, where)[name] = {
                    "AlarmName": name,
                    "StateValue": "OK",
                    "AlarmArn": "arn:1",
                }
            return self.status, {}, b""

        return put

    def describe(self, params: Any, data: Any, is_cbor: bool, is_json: bool = False) -> Any:
        names = [*self.service._alarms, *self.service._composite_alarms]
        members = "".join(
            f"<member><AlarmName>{name}</AlarmName><MetricName></MetricName></member>" for name in names
        )
        return 200, {}, f"<Alarms>{members}</Alarms>".encode()

    def told(self) -> Any:
        return fromstring(self.service._describe_alarms({}, {}, False)[2])  # noqa: S314 - our own


def test_an_alarm_is_told_as_it_was_asked_for() -> None:
    cloudwatch = CloudWatch()
    cloudwatch.service._put_metric_alarm(MATH, {}, False)
    (member,) = cloudwatch.told()
    assert member.findtext("AlarmDescription") == "More than <1> % & so on."
    assert member.findtext("AlarmActions/member") == "arn:aws:sns:eu-west-2:000000000000:alarms"
    assert [one.findtext("Id") for one in member.findall("Metrics/member")] == [
        "errors",
        *(f"m{number}" for number in range(2, 12)),
    ]
    assert member.findtext("Metrics/member/MetricStat/Metric/Dimensions/member/Name") == "FunctionName"
    assert (member.findtext("StateValue"), member.findtext("AlarmArn")) == ("OK", "arn:1")
    assert member.find("Tags") is None
    assert member.find("MetricName") is None


def test_composite_alarms_too() -> None:
    cloudwatch = CloudWatch()
    cloudwatch.service._put_composite_alarm(
        {"AlarmName": ["people"], "AlarmRule": ['ALARM("a & b")']}, {}, False
    )
    assert cloudwatch.told().findtext("member/AlarmRule") == 'ALARM("a & b")'


def test_what_was_refused_is_not_remembered() -> None:
    cloudwatch = CloudWatch(status=400)
    assert cloudwatch.service._put_metric_alarm(MATH, {}, False)[0] == 400
    assert len(cloudwatch.told()) == 0


def test_other_protocols_are_answered_as_before() -> None:
    cloudwatch = CloudWatch()
    cloudwatch.service._put_metric_alarm({}, {"AlarmName": "json"}, False, True)
    assert cloudwatch.told().findtext("member/AlarmName") == "json"
    assert (
        cloudwatch.service._describe_alarms({}, {}, False, True)[2] == cloudwatch.describe({}, {}, False)[2]
    )
