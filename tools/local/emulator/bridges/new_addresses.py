"""Gap: MiniStack changes a person's address at once, whatever the pool says, and cannot verify one.

What AWS does: "Keep original attribute value active when an update is pending" in
docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
"""

from __future__ import annotations

import secrets
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

ACTION = "VerifyUserAttribute"
_PENDING = "_new_address"


def install(emulator: SimpleNamespace) -> None:
    cognito = emulator.cognito
    require(cognito, "_UNSIGNED_IDP_ACTIONS", "_user_pool_for_access_token", "_resolve_user")
    require(cognito, "_merge_attributes", "_send_verification_email", "_run_idp_handler", "run_reentrant")
    require(cognito, "error_response_json", "json_response")
    cognito._UNSIGNED_IDP_ACTIONS.add(ACTION)
    replace(cognito, "_update_user_attributes", lambda original: _holding_back(original, cognito))
    replace(cognito, "_dispatch_idp", lambda original: _with_verification(original, cognito))


def _holding_back(original: Any, cognito: Any) -> Any:
    """A new address of a pool that wants it proven waits for its code; other attributes change at once."""

    def update_user_attributes(data: dict[str, Any]) -> Any:
        user, pool = cognito._user_pool_for_access_token(data.get("AccessToken"))
        wanted = {item["Name"]: item["Value"] for item in data.get("UserAttributes", [])}
        if user is None or "email" not in wanted or not _is_proven_first(pool):
            return original(data)
        address = wanted.pop("email")
        if cognito._resolve_user(pool, address)[0] is not None:
            message = "An account with the given email already exists."
            return cognito.error_response_json("AliasExistsException", message, 400)
        original({**data, "UserAttributes": [{"Name": n, "Value": v} for n, v in wanted.items()]})
        code = f"{secrets.randbelow(10**6):06d}"
        user[_PENDING] = {"address": address, "code": code}
        cognito._send_verification_email(pool, user["Username"], {"email": address}, code)
        details = {"Destination": address, "DeliveryMedium": "EMAIL", "AttributeName": "email"}
        return cognito.json_response({"CodeDeliveryDetailsList": [details]})

    return update_user_attributes


def _with_verification(original: Any, cognito: Any) -> Any:
    async def dispatch(action: str, data: dict[str, Any]) -> Any:
        if action != ACTION:
            return await original(action, data)

        def verify(data: dict[str, Any]) -> Any:
            return _verify(cognito, data)

        # As for its own actions: checks of the token first, off the event loop.
        return await cognito.run_reentrant(
            cognito._run_idp_handler, verify, action, data, thread_name="ministack-cognito-trigger"
        )

    return dispatch


def _verify(cognito: Any, data: dict[str, Any]) -> Any:
    user, pool = cognito._user_pool_for_access_token(data.get("AccessToken"))
    if user is None:
        return cognito.error_response_json("NotAuthorizedException", "Invalid access token.", 400)
    pending = user.get(_PENDING)
    if pending is None or pending["code"] != data.get("Code"):
        message = "Invalid verification code provided, please try again."
        return cognito.error_response_json("CodeMismatchException", message, 400)
    if cognito._resolve_user(pool, pending["address"])[0] is not None:
        message = "An account with the given email already exists."
        return cognito.error_response_json("AliasExistsException", message, 400)
    proven = [{"Name": "email", "Value": pending["address"]}, {"Name": "email_verified", "Value": "true"}]
    user["Attributes"] = cognito._merge_attributes(user.get("Attributes", []), proven)
    del user[_PENDING]
    return cognito.json_response({})


def _is_proven_first(pool: dict[str, Any]) -> bool:
    settings = pool.get("UserAttributeUpdateSettings") or {}
    return "email" in (settings.get("AttributesRequireVerificationBeforeUpdate") or [])
