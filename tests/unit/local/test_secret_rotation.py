from __future__ import annotations

import asyncio
import json
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import secret_rotation
from tools.local.emulator.seams import SeamMissing

ROTATE = {"SecretId": "signing", "RotationLambdaARN": "arn:rotate", "ClientRequestToken": "v1"}


class Cloud:
    """A Secrets Manager with one secret, and a function that `steps` records; it fails at `failing`."""

    def __init__(self, failing: str = "", known: bool = True) -> None:
        self.secret: dict[str, Any] = {"ARN": "arn:signing", "Name": "signing", "Versions": {}}
        self.steps: list[tuple[str, str]] = []
        self.service = SimpleNamespace(
            _resolve=lambda _: ("signing", self.secret),
            _find_stage_version=self.find,
            _create_secret=self.create,
            _get_secret_value=self.get,
            _rotate_secret=lambda _: (400, {}, b"refused"),
            json_response=lambda body: (200, {}, json.dumps(body).encode()),
            error_response_json=lambda code, message, status: (status, {}, f"{code}: {message}".encode()),
            new_uuid=lambda: "new",
            handle_request=self.handle,
        )

        def run(_record: Any, event: dict[str, Any]) -> dict[str, Any]:
            self.steps.append((event["Step"], event["ClientRequestToken"]))
            return {"error": True, "body": "broken"} if event["Step"] == failing else {"body": None}

        functions = SimpleNamespace(
            _get_func_record_for_ref=lambda name: ({} if known else None, {}, name),
            _execution_record_for_config=lambda record, _: record,
            _execute_function_with_config_scope=run,
        )
        secret_rotation.install(SimpleNamespace(secretsmanager=self.service, lambda_svc=functions))

    def find(self, secret: dict[str, Any], stage: str) -> tuple[str | None, Any]:
        found = [(name, each) for name, each in secret["Versions"].items() if stage in each["Stages"]]
        return found[0] if found else (None, None)

    async def handle(self, *request: Any) -> Any:
        return (200, {}, b"as before")

    def ask(self, operation: str) -> Any:
        headers, body = {"x-amz-target": f"secretsmanager.{operation}"}, b'{"SecretId": "signing"}'
        return asyncio.run(self.service.handle_request("POST", "/", headers, body, {}))

    def create(self, data: dict[str, Any]) -> Any:
        self.secret["Versions"]["v0"] = {"SecretString": data.get("SecretString"), "Stages": ["AWSCURRENT"]}
        return self.service.json_response({"VersionId": "v0"})

    def get(self, data: dict[str, Any]) -> Any:
        version = self.secret["Versions"][data["VersionId"]]
        return self.service.json_response(
            {name: value for name, value in version.items() if value is not None}
        )

    def rotate(self, **data: Any) -> Any:
        answer = self.service._rotate_secret({**ROTATE, **data})
        for thread in threading.enumerate():
            if thread.name == "daybook-rotation":
                thread.join(5)
        return answer


def test_the_function_is_called_for_each_step_with_the_new_version() -> None:
    cloud = Cloud()
    status, _, body = cloud.rotate()
    assert status == 200 and json.loads(body)["VersionId"] == "v1"
    assert cloud.steps == [(step, "v1") for step in secret_rotation.STEPS]
    assert cloud.secret["RotationLambdaARN"] == "arn:rotate" and cloud.secret["RotationEnabled"]


def test_a_version_waits_without_a_value_until_the_function_has_put_one() -> None:
    cloud = Cloud()
    cloud.rotate()
    assert cloud.secret["Versions"]["v1"]["Stages"] == ["AWSPENDING"]
    assert b"ResourceNotFoundException" in cloud.service._get_secret_value({"VersionId": "v1"})[2]
    cloud.secret["Versions"]["v1"]["SecretString"] = "keys"
    assert cloud.service._get_secret_value({"VersionId": "v1"})[0] == 200


def test_a_secret_made_without_a_value_has_no_version() -> None:
    cloud = Cloud()
    assert cloud.service._create_secret({"Name": "signing"})[0] == 200
    assert cloud.secret["Versions"] == {}
    cloud.service._create_secret({"Name": "signing", "SecretString": "kept"})
    assert cloud.secret["Versions"]["v0"]["SecretString"] == "kept"


def test_a_step_that_fails_is_the_last_and_the_next_rotation_takes_it_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud = Cloud(failing="testSecret")
    cloud.rotate()
    assert [step for step, _ in cloud.steps] == ["createSecret", "setSecret", "testSecret"]
    assert "testSecret: broken" in caplog.text
    cloud.steps.clear()
    status, _, body = cloud.rotate(ClientRequestToken="v2")
    assert status == 400 and b"reattempted" in body
    assert cloud.steps[0] == ("createSecret", "v1")


def test_a_rotation_that_is_over_leaves_its_label_to_the_next() -> None:
    cloud = Cloud()
    cloud.rotate()
    cloud.secret["Versions"]["v1"]["Stages"].append("AWSCURRENT")
    cloud.steps.clear()
    assert cloud.rotate(ClientRequestToken="v2")[0] == 200
    assert cloud.steps[0] == ("createSecret", "v2")
    assert cloud.secret["Versions"]["v1"]["Stages"] == ["AWSCURRENT"]
    assert cloud.secret["Versions"]["v2"]["Stages"] == ["AWSPENDING"]


def test_settings_alone_rotate_nothing() -> None:
    cloud = Cloud()
    assert cloud.rotate(RotateImmediately=False)[0] == 200
    assert cloud.steps == [] and cloud.secret["Versions"] == {}


def test_a_rotation_is_cancelled_and_all_else_asked_as_before() -> None:
    cloud = Cloud()
    cloud.rotate()
    assert cloud.ask("DescribeSecret")[2] == b"as before"
    assert cloud.secret["RotationEnabled"]
    assert cloud.ask("CancelRotateSecret")[0] == 200
    assert not cloud.secret["RotationEnabled"]


def test_a_function_that_is_not_there_is_told(caplog: pytest.LogCaptureFixture) -> None:
    Cloud(known=False).rotate()
    assert "there is no function arn:rotate" in caplog.text


def test_without_a_function_there_is_no_rotation() -> None:
    assert Cloud().rotate(RotationLambdaARN=None)[0] == 400


def test_a_deleted_secret_is_the_emulators_to_refuse() -> None:
    cloud = Cloud()
    cloud.secret["DeletedDate"] = 1
    assert cloud.rotate()[2] == b"refused"


def test_an_emulator_without_the_operation_is_noticed_at_start() -> None:
    names = ("_resolve", "_find_stage_version", "json_response", "error_response_json", "new_uuid")
    service = SimpleNamespace(**dict.fromkeys(names), _create_secret=None, _get_secret_value=None)
    functions = (
        "_get_func_record_for_ref",
        "_execution_record_for_config",
        "_execute_function_with_config_scope",
    )
    emulator = SimpleNamespace(secretsmanager=service, lambda_svc=SimpleNamespace(**dict.fromkeys(functions)))
    with pytest.raises(SeamMissing, match="_rotate_secret"):
        secret_rotation.install(emulator)
