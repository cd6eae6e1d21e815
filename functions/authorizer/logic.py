"""Who calls, by the bearer token, and what the API is told about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from shared import origin, viewer
from shared.identity.access_tokens import PREFIX as PERSONAL
from shared.identity.native_tokens import INVALID, Claims, TokenRefused
from shared.log import logger

if TYPE_CHECKING:
    from functions.authorizer.repository import Credentials
    from functions.authorizer.tokens import Verifier
    from shared.identity.sessions import Session

REVOKED = "token_revoked"

# A personal access token may have no end; what the authorizer says of it always has one.
PERSONAL_ANSWER_S = 3600


class Checks(NamedTuple):
    """What a token is held against. `stands_by(access token)`: whether the provider knows a session that
    Daybook has not opened; None where there are no others."""

    verifier: Verifier
    credentials: Credentials
    stands_by: Callable[[str], bool] | None


class Caller(NamedTuple):
    user_id: str
    session_id: str
    scopes: str
    expires_at: int


def authorize(event: Mapping[str, Any], checks: Checks, now: float) -> dict[str, Any]:
    """The answer to a request event: an HTTP API's (payload 2.0) in the simple response format, a REST API's
    (1.0) as a policy. `now`: epoch seconds.

    It always allows, since API Gateway's own refusal could not be problem+json: the resolver denies when it
    reads the `problem`. Raises KeysUnavailable, Unavailable or Throttled when it cannot be told whether the
    token is good, on which API Gateway answers 500.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
    """
    try:
        caller = _caller(event, checks, now)
    except TokenRefused as refused:
        logger.info("token refused", problem=refused.problem, why=str(refused))
        return _answer(event, Caller("", "", "", 0), refused.problem)
    return _answer(event, caller, "")


def _caller(event: Mapping[str, Any], checks: Checks, now: float) -> Caller:
    token, at = _bearer_token(event), datetime.fromtimestamp(now, timezone.utc)
    if token.startswith(PERSONAL):
        return _program(token, checks.credentials, at)
    claims = checks.verifier.claims(token, now)
    _require_session(token, claims, checks, _address(event), at)
    return Caller(claims.user_id, claims.session_id, "*", claims.expires_at)


def _program(token: str, credentials: Credentials, now: datetime) -> Caller:
    known = credentials.personal(token, now)
    if known is None:
        raise TokenRefused(INVALID, "no such personal access token")
    until = int(now.timestamp()) + PERSONAL_ANSWER_S
    expires_at = until if known.expires_at is None else min(until, known.expires_at)
    return Caller(known.user_id, f"token:{known.token_id}", " ".join(known.scopes), expires_at)


def _require_session(token: str, claims: Claims, checks: Checks, address: str, now: datetime) -> None:
    """Raises TokenRefused for a token whose session has been ended."""
    credentials = checks.credentials
    session = credentials.session(claims.user_id, claims.session_id)
    if session is None:
        session = _adopted(token, claims, checks, address, now)
    if session.ended_why is not None:
        raise TokenRefused(REVOKED, f"the session has ended: {session.ended_why}")
    credentials.note_use(claims.user_id, session, address, now)


def _adopted(token: str, claims: Claims, checks: Checks, address: str, now: datetime) -> Session:
    """A sign-in that did not come through Daybook's API, such as a public SRP client's."""
    if checks.stands_by is None or not checks.stands_by(token):
        raise TokenRefused(REVOKED, "no such session")
    if claims.opened_at < checks.credentials.sessions_since(claims.user_id):
        raise TokenRefused(REVOKED, "opened before the person ended all others")
    logger.info("a session that was opened elsewhere", user_id=claims.user_id)
    return checks.credentials.adopt(claims.user_id, claims.session_id, address, now)


def _answer(event: Mapping[str, Any], caller: Caller, problem: str) -> dict[str, Any]:
    context = {**caller._asdict(), "problem": problem}
    if "methodArn" in event:
        return {**_policy(event["methodArn"], caller.user_id or "nobody"), "context": context}
    return {"isAuthorized": True, "context": context}


def _policy(method_arn: str, principal: str) -> dict[str, Any]:
    """Leave to call. The answer is kept for the token, whatever is called with it next, so it is for the
    whole stage (arn:…:<api>/<stage>/<method>/<path>).
    """
    stage = "/".join(method_arn.split("/")[:2])
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": f"{stage}/*"}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
    }


def _bearer_token(event: Mapping[str, Any]) -> str:
    scheme, _, token = _header(event, "authorization").strip().partition(" ")
    if scheme.lower() != "bearer":
        raise TokenRefused(INVALID, "no bearer token")
    return token.strip()


def _address(event: Mapping[str, Any]) -> str:
    """The viewer's address: CloudFront's word when it came that way, else the connection's. Who came past a
    firewall is refused by the function that they call, not here: the answer here is kept for the token."""
    context = event.get("requestContext") or {}
    connection = (context.get("http") or context.get("identity") or {}).get("sourceIp", "")
    claimed = _header(event, viewer.HEADER) if origin.is_cloudfront(event.get("headers")) else None
    return viewer.address(claimed, str(connection))


def _header(event: Mapping[str, Any], wanted: str) -> str:
    headers = event.get("headers") or {}
    return str(next((value for name, value in headers.items() if name.lower() == wanted), None) or "")
