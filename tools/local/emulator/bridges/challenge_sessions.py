"""Gap: who knows a code of an authenticator app is let in without a password: no `Session` is looked at.

On AWS a Session is what a right password gives, is good for one right code, and ends by itself:
docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

CHALLENGE = "SOFTWARE_TOKEN_MFA"
VALIDITY_S = 300


def install(emulator: SimpleNamespace, clock: Callable[[], float] = time.monotonic) -> None:
    cognito = emulator.cognito
    require(cognito, "error_response_json", "_resolve_user", "_pool_for_client")
    sessions: dict[str, tuple[str, float]] = {}
    replace(cognito, "_mfa_challenge_for_user", lambda original: _remembering(original, sessions, clock))
    for operation in ("_admin_respond_to_auth_challenge", "_respond_to_auth_challenge"):
        replace(cognito, operation, lambda original: _asking(original, cognito, sessions, clock))


def _remembering(original: Any, sessions: dict[str, tuple[str, float]], clock: Callable[[], float]) -> Any:
    def challenge_for(pool: dict[str, Any], user: dict[str, Any], pid: str, username: str) -> Any:
        challenge = original(pool, user, pid, username)
        if challenge is not None:
            sessions[challenge["Session"]] = user["Username"], clock() + VALIDITY_S
        return challenge

    return challenge_for


def _asking(
    original: Any, cognito: Any, sessions: dict[str, tuple[str, float]], clock: Callable[[], float]
) -> Any:
    def respond(data: dict[str, Any]) -> Any:
        if data.get("ChallengeName") != CHALLENGE:
            return original(data)
        owner, until = sessions.get(data.get("Session", ""), ("", 0.0))
        pool, _ = cognito._pool_for_client(data.get("ClientId"))
        name = (data.get("ChallengeResponses") or {}).get("USERNAME")
        user = cognito._resolve_user(pool, name)[0] if pool else None
        if user is None or owner != user["Username"] or clock() > until:
            message = "Invalid session for the user, session is expired."
            return cognito.error_response_json("NotAuthorizedException", message, 400)
        response = original(data)
        if response[0] == 200:
            del sessions[data["Session"]]
        return response

    return respond
