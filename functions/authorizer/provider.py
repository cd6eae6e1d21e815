"""The user pool, as far as its tokens go: its public keys, and which sessions it stands by.

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
"""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import jwt

from shared.clients import client
from shared.identity.cognito import Refused, answers
from shared.log import logger

# A key id that is not there may be a new key, or made up: looked for once in this time, whoever asks.
REFETCH_AFTER_S = 60
FETCH_TIMEOUT_S = 2

_API_SCOPE = "aws.cognito.signin.user.admin"

_SESSION_OVER = {
    "NotAuthorizedException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "UserNotFoundException",
}


class KeysUnavailable(Exception):
    """Whether a token is genuine cannot be told, because the keys cannot be had."""


def issuer_of(pool_id: str) -> str:
    """What stands in the `iss` of the pool's tokens. A pool's id begins with its region."""
    region = pool_id.partition("_")[0]
    return f"https://cognito-idp.{region}.amazonaws.com/{pool_id}"


def address_of_keys(pool_id: str) -> str:
    """Where the pool's key set is. AWS_ENDPOINT_URL, which AWS's SDKs obey too, leads to a cloud of its own.

    A botocore client would know its endpoint as well, but add more to a cold start than all the rest.
    """
    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    base = f"{endpoint.rstrip('/')}/{pool_id}" if endpoint else issuer_of(pool_id)
    return f"{base}/.well-known/jwks.json"


def fetch(address: str) -> bytes:
    """The document at `address`. Raises OSError."""
    with urllib.request.urlopen(address, timeout=FETCH_TIMEOUT_S) as response:  # noqa: S310  # it is configuration
        content: bytes = response.read()
    return content


def stands_by(access_token: str) -> bool:
    """Whether a genuine token is of a sign-in by Cognito's API whose session is still open: the pool refuses
    a token that was revoked, or whose user is gone. Raises Throttled or Unavailable.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
    """
    if not _is_from_the_api(access_token):
        logger.info("a token of the hosted pages that did not come through Daybook")
        return False
    try:
        with answers():
            client("cognito-idp", unsigned=True).get_user(AccessToken=access_token)
    except Refused as refusal:
        if refusal.code not in _SESSION_OVER:
            raise
        logger.info("the pool does not stand by a token", code=refusal.code)
        return False
    return True


def _is_from_the_api(access_token: str) -> bool:
    """The API asks for the second factor. The hosted pages do not, after a sign-in at another provider, so
    what they give is good only by way of functions/hosted_login, which does. What they sign has a `version`,
    and whatever scopes were asked for; what the API signs has this one scope.
    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
    """
    claims = jwt.decode(access_token, options={"verify_signature": False})  # by who calls
    return claims.get("scope") == _API_SCOPE and "version" not in claims


class Keys:
    """The pool's keys by id, fetched when first needed and kept, each parsed once. `clock`: seconds."""

    def __init__(
        self,
        address: str,
        fetch: Callable[[str], bytes] = fetch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address, self._fetch, self._clock = address, fetch, clock
        self._published: dict[str, dict[str, Any]] | None = None
        self._parsed: dict[str, jwt.PyJWK] = {}
        self._asked_at = 0.0
        self._stale = False

    def get(self, key_id: str) -> jwt.PyJWK | None:
        """The key, None if the pool has none of this id. Raises KeysUnavailable when that cannot be told.

        A key that is known keeps working without the network.
        """
        if key_id not in self._parsed:
            published = self._find(key_id)
            if published is None:
                return None
            self._parsed[key_id] = jwt.PyJWK(published, algorithm="RS256")
        return self._parsed[key_id]

    def _find(self, key_id: str) -> dict[str, Any] | None:
        if self._published is None or (key_id not in self._published and self._may_ask_again()):
            self._refresh()
        if self._published is None or (self._stale and key_id not in self._published):
            raise KeysUnavailable(f"no key set from {self._address}")
        return self._published.get(key_id)

    def _may_ask_again(self) -> bool:
        return self._clock() - self._asked_at >= REFETCH_AFTER_S

    def _refresh(self) -> None:
        self._asked_at = self._clock()
        try:
            self._published = _usable(json.loads(self._fetch(self._address)))
            self._stale = False
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._stale = True
            logger.error("the user pool's keys cannot be fetched", address=self._address, error=repr(error))


def _usable(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        key["kid"]: key for key in document["keys"] if key["kty"] == "RSA" and key.get("use", "sig") == "sig"
    }
