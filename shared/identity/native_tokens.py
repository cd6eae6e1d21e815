"""Access tokens of Daybook's own identity: what is in them, and which of them are good.

Whoever verifies needs the table only. The public keys lie in it (`AUTH#SIGNING`/`JWKS`); the private ones are
in Secrets Manager, where `rotate_secret` makes them and shared/identity/signing_keys.py uses them.

    keys = PublishedKeys(Table())                 # once a process: it remembers what it has read
    claims = verify(token, keys, settings.issuer, time.time())
    claims.user_id, claims.session_id, claims.expires_at

Whether the session is still open is another question: `SESSION#<session_id>` answers it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import jwt

from shared.errors import Unavailable
from shared.log import logger

if TYPE_CHECKING:
    from jwt.types import Options

    from shared.table import Table

PARTITION_KEY, SORT_KEY = "AUTH#SIGNING", "JWKS"
ALGORITHM = "ES256"
CLIENT_ID = "daybook"
LIFE_S = 3600

EXPIRED, INVALID = "token_expired", "token_invalid"

# How long a set of keys is used before it is read again, and how often somebody's made-up key id may make us
# look for it. A second and no more: tokens of a key that was published just now must not be refused.
KEEP_S = 300
LOOK_AGAIN_S = 1

# A compact JWS (RFC 7515, 7.1) that fits into API Gateway's 10 kB of headers; the rest is not worth decoding.
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_MAX_LENGTH = 8192

# Expiry is compared below, after everything else, so that "expired" is only said of a token that was good.
_DECODING: Options = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_aud": False,
    "require": ["exp", "iat", "iss", "jti", "sid", "sub"],
}


class TokenRefused(Exception):
    """`problem` (EXPIRED or INVALID) is what the API is told; the message, for the log, says why, without a
    piece of the token."""

    def __init__(self, problem: str, why: str) -> None:
        super().__init__(why)
        self.problem = problem


class Claims(NamedTuple):
    """What a good token says. `expires_at`: epoch seconds."""

    user_id: str
    session_id: str
    expires_at: int
    opened_at: int = 0
    """When the session was opened, as far as the token says so (Cognito's do)."""


class Keys(Protocol):
    """Where `verify` finds a key: PublishedKeys, or whatever else knows some."""

    def get(self, key_id: str, now: float) -> jwt.PyJWK | None:
        """The public key with this id that is good at `now` (epoch seconds), or None."""


def claims_of(issuer: str, user_id: str, session_id: str, token_id: str, now: float) -> dict[str, Any]:
    """The claims of a new token, good from `now` (epoch seconds) for LIFE_S. `token_id`: one for each."""
    issued_at = int(now)
    return {
        "iss": issuer,
        "sub": user_id,
        "sid": session_id,
        "iat": issued_at,
        "exp": issued_at + LIFE_S,
        "jti": token_id,
        "token_use": "access",
        "client_id": CLIENT_ID,
    }


def verify(token: str, keys: Keys, issuer: str, now: float) -> Claims:
    """What a good token says. `issuer` is settings.issuer, `now` in epoch seconds.

    Raises TokenRefused; Unavailable as PublishedKeys.get: whether a token is genuine cannot be told then.
    """
    try:
        claims = _decoded(token, keys, issuer, now)
    except (jwt.PyJWTError, ValueError) as error:
        raise TokenRefused(INVALID, type(error).__name__) from error
    if claims.get("token_use") != "access" or claims.get("client_id") != CLIENT_ID:
        raise TokenRefused(INVALID, "not an access token of this application")
    if type(claims["exp"]) is not int or not _named(claims["sub"]) or not _named(claims["sid"]):
        raise TokenRefused(INVALID, "odd claims")
    if claims["exp"] <= now:
        raise TokenRefused(EXPIRED, "expired")
    return Claims(claims["sub"], claims["sid"], claims["exp"])


def _decoded(token: str, keys: Keys, issuer: str, now: float) -> dict[str, Any]:
    if len(token) > _MAX_LENGTH or not _SHAPE.fullmatch(token):
        raise TokenRefused(INVALID, "not a JWT")
    key_id = jwt.get_unverified_header(token).get("kid")
    key = keys.get(key_id, now) if isinstance(key_id, str) else None
    if key is None:
        raise TokenRefused(INVALID, "unknown key")
    # The algorithm is ours to choose: the token's header might say "none", or take the key for a secret.
    return jwt.decode(token, key, algorithms=[ALGORITHM], issuer=issuer, options=_DECODING)


def _named(value: Any) -> bool:
    return isinstance(value, str) and value != ""


class PublishedKeys:
    """The public keys in the table, read when first needed and kept, each parsed once. `clock`: seconds."""

    def __init__(self, table: Table, clock: Callable[[], float] = time.monotonic) -> None:
        self._table, self._clock = table, clock
        self._published: dict[str, dict[str, Any]] | None = None
        self._parsed: dict[str, jwt.PyJWK] = {}
        self._asked_at = 0.0

    def get(self, key_id: str, now: float) -> jwt.PyJWK | None:
        """The key with this id, None if there is none or its time (`until`) is over at `now` (epoch seconds).
        Raises Unavailable when that cannot be told; a key that is known keeps working without the table.
        """
        published = self._find(key_id)
        if published is None or (published["until"] is not None and published["until"] <= now):
            return None
        if key_id not in self._parsed:
            self._parsed[key_id] = jwt.PyJWK(published, algorithm=ALGORITHM)
        return self._parsed[key_id]

    def _find(self, key_id: str) -> dict[str, Any] | None:
        known = self._published is not None and key_id in self._published
        if self._published is None or self._age() >= (KEEP_S if known else LOOK_AGAIN_S):
            self._read(needed=not known)
        return (self._published or {}).get(key_id)

    def _age(self) -> float:
        return self._clock() - self._asked_at

    def _read(self, needed: bool) -> None:
        try:
            item = self._table.get(PARTITION_KEY, SORT_KEY, consistent=True)
        except Unavailable:
            if needed:
                raise
            logger.warning("the public keys cannot be read again; those that are known go on working")
            return
        self._asked_at = self._clock()
        self._published = {key["kid"]: key for key in (item or {"keys": []})["keys"]}
