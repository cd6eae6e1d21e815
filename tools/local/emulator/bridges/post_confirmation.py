"""Gap: MiniStack never runs the user pool's PostConfirmation trigger, nor marks the address as verified.

Event and behaviour: docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(emulator.cognito, "_pool_for_client", "_resolve_user", "error_response_json", "get_region")
    require(
        emulator.lambda_svc,
        "_get_func_record_for_ref",
        "_execution_record_for_config",
        "_execute_function_with_config_scope",
    )
    replace(emulator.cognito, "_confirm_sign_up", lambda original: _with_trigger(original, emulator))


def _with_trigger(original: Any, emulator: SimpleNamespace) -> Any:
    cognito = emulator.cognito

    def confirm_sign_up(data: dict[str, Any]) -> Any:
        response = original(data)
        pool, _ = cognito._pool_for_client(data.get("ClientId"))
        user = cognito._resolve_user(pool, data.get("Username"))[0] if pool else None
        if response[0] != 200 or user is None:
            return response
        _verify_address(pool, user)
        trigger = (pool.get("LambdaConfig") or {}).get("PostConfirmation")
        # The person stays confirmed when the trigger fails; only the answer is an error, as on AWS.
        failure = trigger and _run(emulator, trigger, _event(cognito, pool, user, data))
        if failure:
            return cognito.error_response_json("UserLambdaValidationException", failure, 400)
        return response

    return confirm_sign_up


def _verify_address(pool: dict[str, Any], user: dict[str, Any]) -> None:
    attributes = user.setdefault("Attributes", [])
    names = {attribute["Name"] for attribute in attributes}
    for name in pool.get("AutoVerifiedAttributes") or []:
        if name in names and f"{name}_verified" not in names:
            attributes.append({"Name": f"{name}_verified", "Value": "true"})


def _event(cognito: Any, pool: dict[str, Any], user: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    attributes = {attribute["Name"]: attribute["Value"] for attribute in user.get("Attributes", [])}
    return {
        "version": "1",
        "triggerSource": "PostConfirmation_ConfirmSignUp",
        "region": cognito.get_region(),
        "userPoolId": pool["Id"],
        "userName": user["Username"],
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": data["ClientId"]},
        "request": {
            "userAttributes": attributes | {"cognito:user_status": "CONFIRMED"},
            "clientMetadata": data.get("ClientMetadata") or {},
        },
        "response": {},
    }


def _run(emulator: SimpleNamespace, function: str, event: dict[str, Any]) -> str | None:
    """Runs the function, and returns what went wrong or None."""
    service = emulator.lambda_svc
    record, config, name = service._get_func_record_for_ref(function)
    if record is None:
        return f"PostConfirmation failed: there is no function {name}."
    result = service._execute_function_with_config_scope(
        service._execution_record_for_config(record, config), event
    )
    return f"PostConfirmation failed with error {result.get('body')}." if result.get("error") else None
