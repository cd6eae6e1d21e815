"""Who calls, as the authorizer said in the event, checked again: the resolver denies by default."""

from __future__ import annotations

import time
from typing import Any

from shared.errors import Forbidden, Unauthenticated
from shared.http.request import User


def user_of(event: dict[str, Any], scope: str) -> User:
    """The caller. Raises Unauthenticated (no, bad or expired credentials) or Forbidden (the token lacks
    `scope`).

    The authorizer lets bad tokens pass with a `problem`, because what API Gateway itself answers could not be
    problem+json; and it is cached for up to a minute, so `expires_at` is compared here.
    """
    context = _said(event["requestContext"].get("authorizer") or {})
    problem = context.get("problem")
    if problem:
        raise _refused(problem)
    user_id = context.get("user_id")
    if not user_id or not isinstance(user_id, str):
        raise Unauthenticated("Send an access token: Authorization: Bearer <token>.", code="token-missing")
    if _expired(context.get("expires_at")):
        raise _refused("token_expired")
    scopes = frozenset(str(context.get("scopes") or "").split())
    user = User(user_id, str(context.get("session_id") or ""), scopes)
    if not user.may(scope):
        raise Forbidden(f"This token does not have the scope {scope}.", code="scope-missing")
    return user


def _said(authorizer: dict[str, Any]) -> dict[str, Any]:
    """What the authorizing function told, or what a JWT authorizer has read in an access token of the pool.

    A JWT authorizer takes identity tokens too, since those name the client as their audience:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
    """
    claims = (authorizer.get("jwt") or {}).get("claims") or {}
    if claims.get("token_use") != "access":
        return authorizer.get("lambda") or {}
    # As functions/authorizer/tokens.py reads them.
    session_id = claims.get("origin_jti") or claims.get("jti")
    return {
        "user_id": claims.get("sub"),
        "session_id": session_id,
        "scopes": "*",
        "expires_at": claims.get("exp"),
    }


def _expired(expires_at: Any) -> bool:
    try:
        return float(expires_at) <= time.time()
    except (TypeError, ValueError):
        return True


def _refused(problem: str) -> Unauthenticated:
    if problem == "token_expired":
        return Unauthenticated("The access token has expired. Refresh the session.", code="token-expired")
    if problem == "token_revoked":
        return Unauthenticated("This session has ended. Sign in again.", code="session-ended")
    return Unauthenticated("The access token is not valid. Sign in again.", code="token-invalid")
