"""Gap: RotateSecret copies the value into a new version and calls nobody; a secret that was made without a
value has one all the same. Here the rotation function is called for its four steps, in the background.

Steps and labels: docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

from __future__ import annotations

import contextvars
import json
import logging
import threading
import time
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

Secret = dict[str, Any]
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
_PENDING = "A previous rotation isn't complete. That rotation will be reattempted."
logger = logging.getLogger("daybook.rotation")


def install(emulator: SimpleNamespace) -> None:
    service = emulator.secretsmanager
    require(service, "_resolve", "_find_stage_version", "json_response", "error_response_json", "new_uuid")
    require(
        emulator.lambda_svc,
        "_get_func_record_for_ref",
        "_execution_record_for_config",
        "_execute_function_with_config_scope",
    )
    replace(service, "_create_secret", lambda original: _without_empty_version(service, original))
    replace(service, "_get_secret_value", lambda original: _only_values(service, original))
    replace(service, "_rotate_secret", lambda original: _rotating(emulator, original))
    replace(service, "handle_request", lambda original: _with_cancelling(service, original))


def _without_empty_version(service: Any, original: Any) -> Any:
    def create(data: dict[str, Any]) -> Any:
        answer = original(data)
        if answer[0] != 200 or "SecretString" in data or "SecretBinary" in data:
            return answer
        secret: Secret = service._resolve(data["Name"])[1]
        secret["Versions"].clear()
        return service.json_response({"ARN": secret["ARN"], "Name": secret["Name"]})

    return create


def _only_values(service: Any, original: Any) -> Any:
    """A version waits without a value until the function has put one."""

    def get(data: dict[str, Any]) -> Any:
        answer = original(data)
        if answer[0] != 200 or {"SecretString", "SecretBinary"} & set(json.loads(answer[2])):
            return answer
        return service.error_response_json(
            "ResourceNotFoundException", "Secrets Manager can't find the specified secret value.", 400
        )

    return get


def _rotating(emulator: SimpleNamespace, original: Any) -> Any:
    service = emulator.secretsmanager

    def rotate(data: dict[str, Any]) -> Any:
        _, secret = service._resolve(data.get("SecretId"))
        if not secret or secret.get("DeletedDate"):
            return original(data)  # It says why not.
        _keep_settings(secret, data)
        function = secret.get("RotationLambdaARN")
        if not function:
            return service.error_response_json(
                "InvalidRequestException",
                "No Lambda rotation function ARN is associated with this secret.",
                400,
            )
        if not data.get("RotateImmediately", True):
            return service.json_response({"ARN": secret["ARN"], "Name": secret["Name"]})
        left_over = _pending(service, secret)
        version = left_over or data.get("ClientRequestToken") or service.new_uuid()
        if not left_over:
            _add_waiting(secret, version)
        _in_background(emulator, function, secret, version)
        if left_over:
            return service.error_response_json("InvalidRequestException", _PENDING, 400)
        return service.json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": version})

    return rotate


def _with_cancelling(service: Any, original: Any) -> Any:
    """CancelRotateSecret, which Terraform calls before it deletes a secret, is not known at all."""

    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: Any) -> Any:
        if not headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
            return await original(method, path, headers, body, query)
        _, secret = service._resolve(json.loads(body).get("SecretId"))
        if not secret:
            return service.error_response_json("ResourceNotFoundException", "There is no such secret.", 400)
        secret["RotationEnabled"] = False
        return service.json_response({"ARN": secret["ARN"], "Name": secret["Name"]})

    return handle


def _keep_settings(secret: Secret, data: dict[str, Any]) -> None:
    secret["RotationEnabled"] = True
    secret.update({name: data[name] for name in ("RotationLambdaARN", "RotationRules") if data.get(name)})


def _pending(service: Any, secret: Secret) -> str | None:
    """The version of a rotation that has not come to its end."""
    version, content = service._find_stage_version(secret, "AWSPENDING")
    return version if content and "AWSCURRENT" not in content["Stages"] else None


def _add_waiting(secret: Secret, version: str) -> None:
    """A label is at one version only; the one that has come to be current may have kept this one."""
    for other in secret["Versions"].values():
        other["Stages"] = [stage for stage in other["Stages"] if stage != "AWSPENDING"]
    empty = {"SecretString": None, "SecretBinary": None}
    secret["Versions"][version] = {**empty, "CreatedDate": int(time.time()), "Stages": ["AWSPENDING"]}


def _in_background(emulator: SimpleNamespace, function: str, secret: Secret, version: str) -> None:
    # The emulator keeps account and region of a request in context variables.
    context = contextvars.copy_context()
    work = (_run_steps, emulator, function, secret, version)
    threading.Thread(target=context.run, args=work, name="daybook-rotation", daemon=True).start()


def _run_steps(emulator: SimpleNamespace, function: str, secret: Secret, version: str) -> None:
    for step in STEPS:
        event = {"Step": step, "SecretId": secret["ARN"], "ClientRequestToken": version}
        failure = _run(emulator.lambda_svc, function, event)
        if failure:
            logger.error("Rotation of %s failed at %s: %s", secret["Name"], step, failure)
            return
    secret["LastRotatedDate"] = int(time.time())


def _run(service: Any, function: str, event: dict[str, Any]) -> str | None:
    """Runs the function, and returns what went wrong or None."""
    record, config, name = service._get_func_record_for_ref(function)
    if record is None:
        return f"there is no function {name}"
    execution = service._execution_record_for_config(record, config)
    result = service._execute_function_with_config_scope(execution, event)
    return str(result.get("body")) if result.get("error") else None
