"""An account with a table and a database that can be restored, whose calls can be made to fail."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from botocore import xform_name
from botocore.session import get_session
from botocore.validate import ParamValidator

from tests.unit.recovery.dynamo import FakeDynamo, FakeStreams
from tests.unit.recovery.facts import ARN, DATABASE, NOW, TABLE
from tests.unit.recovery.rds import FakeRds
from tools.failures.stack import Stack
from tools.recovery.made import Clock


class FakeClock(Clock):
    def __init__(self) -> None:
        self.time = NOW
        self.naps: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += timedelta(seconds=seconds)


class World:
    """`fails_at`: the number of the call that fails, with `error`. A call may have worked although it
    failed (`late`)."""

    def __init__(self, arn: str = ARN) -> None:
        self.clock = FakeClock()
        self.said: list[str] = []
        self.dynamodb, self.rds = FakeDynamo(self), FakeRds(self)
        self.functions = FakeFunctions(self)
        self.calls: list[str] = []
        self.fails_at: int | None = None
        self.error: BaseException = KeyboardInterrupt()
        self.late = False
        clients = {
            "dynamodb": self.dynamodb,
            "dynamodbstreams": FakeStreams(self),
            "rds": self.rds,
            "lambda": self.functions,
            "secretsmanager": FakeSecrets(),
        }
        outputs = {
            "table_name": TABLE,
            "database_arn": arn,
            "database_master_secret_arn": "arn:secret",
            "function_names": {"measure_database": "daybook-test-measure-database"},
        }
        self.stack = Stack(outputs, lambda name: Calls(self, name, clients[name]))

    @property
    def left(self) -> set[str]:
        """What a drill has made and not removed."""
        return {*self.dynamodb.tables, *self.rds.instances, *self.rds.clusters} - {TABLE, DATABASE}

    def count(self, operation: str) -> bool:
        """Whether this call is the one that fails."""
        self.calls.append(operation)
        return self.fails_at == len(self.calls)


@cache
def input_of(service: str, operation: str) -> Any:
    """botocore's model of what the operation, named as clients name it, takes."""
    model = _model(service)
    return next(
        model.operation_model(one).input_shape
        for one in model.operation_names
        if xform_name(one) == operation
    )


@cache
def _model(service: str) -> Any:
    return get_session().get_service_model(service)


class Calls:
    """A client that counts its calls, takes only what the real one would, and fails when it is told to."""

    def __init__(self, world: World, service: str, client: Any) -> None:
        self._world, self._service, self._client = world, service, client

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        work = getattr(self._client, operation)

        def call(**asked: Any) -> Any:
            if operation != "scan":  # the fake's own marks of a page
                shape = input_of(self._service, operation)
                assert not ParamValidator().validate(asked, shape).has_errors(), (operation, asked)
            fails = self._world.count(operation)
            if fails and not self._world.late:
                raise self._world.error
            answer = work(**asked)
            if fails:
                raise self._world.error
            return answer

        return work if operation == "get_paginator" else call


class FakeFunctions:
    """measure_database: `live` and `restored` are the tables that it finds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.live = {"users": table(3, "30")}
        self.restored = {"users": table(3, "30")}
        self.logins: list[dict[str, Any]] = []
        self.fails = False

    def invoke(self, **asked: Any) -> Any:
        told = json.loads(asked["Payload"])
        self.logins.append(told)
        if self.fails:
            said = {"errorMessage": f"refused {told['password']}"}
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(json.dumps(said).encode())}
        found = self.live if told["host"].startswith(DATABASE + ".") else self.restored
        return {"Payload": io.BytesIO(json.dumps({"tables": found}).encode())}


def table(
    rows: int, checksum: str, *, dated: bool = True, settled: tuple[int, str] | None = None
) -> dict[str, Any]:
    settled_rows, settled_checksum = settled or (rows, checksum)
    return {
        "rows": rows, "checksum": checksum, "dated": dated, "settled_rows": settled_rows,
        "settled_checksum": settled_checksum, "later": rows - settled_rows,
    }  # fmt: skip


class FakeSecrets:
    def get_secret_value(self, **_: Any) -> Any:
        return {"SecretString": json.dumps({"username": "m", "password": "of the live one"})}
