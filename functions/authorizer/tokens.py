"""Which access tokens are good: those of a user pool, or Daybook's own (shared/identity/native_tokens.py)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import jwt

from shared.identity import native_tokens
from shared.identity.native_tokens import EXPIRED, INVALID, Claims, TokenRefused

if TYPE_CHECKING:
    from jwt.types import Options

    from functions.authorizer.provider import Keys

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


class Verifier(Protocol):
    """Knows the access tokens of one issuer."""

    def claims(self, token: str, now: float) -> Claims:
        """What a good token says. `now`: epoch seconds. Raises TokenRefused; anything else when it cannot be
        told whether the token is good."""


class PoolTokens:
    """Those of one user pool and one of its clients. Raises KeysUnavailable as Keys.get."""

    def __init__(self, keys: Keys, issuer: str, client_id: str) -> None:
        self.keys, self.issuer, self.client_id = keys, issuer, client_id

    def claims(self, token: str, now: float) -> Claims:
        try:
            claims = self._decoded(token)
        except (jwt.PyJWTError, ValueError) as error:
            raise TokenRefused(INVALID, type(error).__name__) from error
        self._check(claims, now)
        # `origin_jti` is the same for all tokens of one login; a pool without token revocation leaves it out.
        session_id = str(claims.get("origin_jti") or claims["jti"])
        opened_at = claims.get("auth_time")
        return Claims(
            claims["sub"], session_id, claims["exp"], opened_at if isinstance(opened_at, int) else 0
        )

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
        if type(claims["exp"]) is not int or not claims["sub"]:
            raise TokenRefused(INVALID, "odd claims")
        if claims["exp"] <= now:
            raise TokenRefused(EXPIRED, "expired")


class OwnTokens:
    """Those that Daybook signs itself. Raises Unavailable when the keys cannot be read."""

    def __init__(self, keys: native_tokens.Keys, issuer: str) -> None:
        self._keys, self._issuer = keys, issuer

    def claims(self, token: str, now: float) -> Claims:
        return native_tokens.verify(token, self._keys, self._issuer, now)
