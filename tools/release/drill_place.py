"""What the bad deploy drill is practised on: a function of its own, an alarm, and somebody who calls."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tools.release.aliases import ALIAS

LEDGER = "release-drill.json"
_METRIC = {"Namespace": "Daybook/Drill", "MetricName": "WrongAnswers"}
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ],
}


@dataclass(frozen=True)
class Place:
    """`client` makes boto3's client of a service; everything that the drill makes is called `name`."""

    name: str
    bucket: str
    client: Callable[[str], Any]


@contextmanager
def function(place: Place) -> Iterator[None]:
    iam, functions, s3 = place.client("iam"), place.client("lambda"), place.client("s3")
    role = iam.create_role(RoleName=place.name, AssumeRolePolicyDocument=json.dumps(_TRUST))["Role"]["Arn"]
    try:
        _patiently(
            lambda: functions.create_function(
                FunctionName=place.name,
                Role=role,
                Runtime="python3.13",
                Handler="drill.handler",
                Code={"ZipFile": answering(200)},
                Timeout=5,
            ),
            functions.exceptions.InvalidParameterValueException,
        )
        first = publish(place, answering(200))
        functions.create_alias(FunctionName=place.name, Name=ALIAS, FunctionVersion=first)
        yield
    finally:
        _quietly(lambda: functions.delete_function(FunctionName=place.name))
        _quietly(lambda: iam.delete_role(RoleName=place.name))
        _quietly(lambda: s3.delete_object(Bucket=place.bucket, Key=LEDGER))


@contextmanager
def alarm(place: Place) -> Iterator[None]:
    cloudwatch = place.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName=place.name,
        AlarmDescription="Wrong answers of the bad deploy drill.",
        **_METRIC,
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=3,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
    )
    try:
        yield
    finally:
        cloudwatch.delete_alarms(AlarmNames=[place.name])


@contextmanager
def callers(place: Place, seen: list[bool]) -> Iterator[None]:
    """Somebody who calls without a pause, and counts wrong answers as a metric."""
    over, cloudwatch = threading.Event(), place.client("cloudwatch")

    def keep_calling() -> None:
        while not over.wait(0.02):
            seen.append(call(place))
            if not seen[-1]:
                cloudwatch.put_metric_data(
                    Namespace=_METRIC["Namespace"],
                    MetricData=[{"MetricName": _METRIC["MetricName"], "Value": 1}],
                )

    caller = threading.Thread(target=keep_calling, name="drill")
    caller.start()
    try:
        yield
    finally:
        over.set()
        caller.join()


def call(place: Place) -> bool:
    answer = place.client("lambda").invoke(FunctionName=place.name, Qualifier=ALIAS)
    return "FunctionError" not in answer and json.loads(answer["Payload"].read())["statusCode"] == 200


def publish(place: Place, code: bytes) -> str:
    functions = place.client("lambda")
    functions.get_waiter("function_active_v2").wait(FunctionName=place.name)
    functions.update_function_code(FunctionName=place.name, ZipFile=code)
    functions.get_waiter("function_updated_v2").wait(FunctionName=place.name)
    return str(functions.publish_version(FunctionName=place.name)["Version"])


def answering(status: int) -> bytes:
    """A zip with a function that answers so."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("drill.py", f'def handler(event, context):\n    return {{"statusCode": {status}}}\n')
    return buffer.getvalue()


def _patiently(work: Callable[[], Any], refusal: type[Exception]) -> None:
    """A role that was just made is not known everywhere at once."""
    for _ in range(10):
        try:
            work()
            return
        except refusal:
            time.sleep(2)
    work()


def _quietly(work: Callable[[], Any]) -> None:
    """What is not there needs no removal."""
    from botocore.exceptions import ClientError

    try:
        work()
    except ClientError:
        return
