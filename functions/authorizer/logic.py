"""Which access tokens are good, and what the API is told about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import jwt

from shared.log import logger

if TYPE_CHECKING:
    from jwt.types import Options

    from functions.authorizer.provider import Keys

EXPIRED, INVALID = "token_expired", "token_invalid"

# A compact JWS (RFC 7515, 7.1) that fits into API Gateway's 10 kB of headers; the rest is not worth decoding.
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_MAX_LENGTH = 8192

# Expiry is compared below, after everything else, so that "expired" is only said of a token that was good.
# Cognito's clock may be a little ahead of ours, so a token "issued in the future" is no reason to refuse it.
_DECODING: Options = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_aud": False,
    "require": ["exp", "sub", "jti"],
}


class TokenRefused(Exception):
    """`problem` is what the API is told; the message, for the log, says why, without a piece of the token."""

    def __init__(self, problem: str, why: str) -> None:
        super().__init__(why)
        self.problem = problem


class Verifier:
    """Knows good access tokens of one user pool and one of its clients."""

    def __init__(self, keys: Keys, issuer: str, client_id: str) -> None:
        self.keys, self.issuer, self.client_id = keys, issuer, client_id

    def claims(self, token: str, now: float) -> dict[str, Any]:
        """A good token's claims. `now`: epoch seconds. Raises TokenRefused; KeysUnavailable as Keys.get."""
        try:
            claims = self._decoded(token)
        except (jwt.PyJWTError, ValueError) as error:
            raise TokenRefused(INVALID, type(error).__name__) from error
        self._check(claims, now)
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        if len(token) > _MAX_LENGTH or not _SHAPE.fullmatch(token):
            raise TokenRefused(INVALID, "not a JWT")
        key_id = jwt.get_unverified_header(token).get("kid")
        key = self.keys.get(key_id) if isinstance(key_id, str) else None
        if key is None:
            raise TokenRefused(INVALID, "unknown key")
        # The algorithm is ours to choose: the token's header might say "none", or take the key for a secret.
        return jwt.decode(token, key, algorithms=["RS256"], issuer=self.issuer, options=_DECODING)

    def _check(self, claims: dict[str, Any], now: float) -> None:
        # Cognito signs identity tokens with the same issuer, and other clients' tokens with the same keys.
        if claims.get("token_use") != "access":
            raise TokenRefused(INVALID, "not an access token")
        if claims.get("client_id") != self.client_id:
            raise TokenRefused(INVALID, "another client's token")
        if not isinstance(claims["exp"], int) or not claims["sub"]:
            raise TokenRefused(INVALID, "odd claims")
        if claims["exp"] <= now:
            raise TokenRefused(EXPIRED, "expired")


def authorize(event: Mapping[str, Any], verifier: Verifier, now: float) -> dict[str, Any]:
    """The answer to a payload 2.0 request event, in the simple response format.

    It always allows, since API Gateway's own refusal could not be problem+json: the resolver denies when it
    reads the `problem`. Raises KeysUnavailable, on which API Gateway answers 500.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    """
    try:
        claims = verifier.claims(_bearer_token(event), now)
    except TokenRefused as refused:
        logger.info("token refused", problem=refused.problem, why=str(refused))
        return _allowed(problem=refused.problem)
    session = claims.get("origin_jti") or claims["jti"]
    return _allowed(user_id=claims["sub"], session_id=str(session), scopes="*", expires_at=claims["exp"])


def _allowed(
    *, user_id: str = "", session_id: str = "", scopes: str = "", expires_at: int = 0, problem: str = ""
) -> dict[str, Any]:
    context = {
        "user_id": user_id,
        "session_id": session_id,
        "scopes": scopes,
        "expires_at": expires_at,
        "problem": problem,
    }
    return {"isAuthorized": True, "context": context}


def _bearer_token(event: Mapping[str, Any]) -> str:
    headers = event.get("headers") or {}
    header = next((value for name, value in headers.items() if name.lower() == "authorization"), None)
    scheme, _, token = str(header or "").strip().partition(" ")
    if scheme.lower() != "bearer":
        raise TokenRefused(INVALID, "no bearer token")
    return token.strip()
