"""Tokens that must not work, for both keepers of accounts: what an attacker would send."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from functions.authorizer.logic import Checks
from functions.authorizer.provider import Keys, stands_by
from functions.authorizer.repository import Credentials
from functions.authorizer.tokens import OwnTokens, PoolTokens
from shared.identity.native_tokens import PublishedKeys, claims_of
from shared.identity.signing_keys import Key, new_key, published, signed
from shared.table import Table
from tests.support.tokens import CLIENT_ID, ISSUER, KEY_ID, access_claims, access_token, key_set, signing_key

OWN_ISSUER = "https://daybook/test"
_OWN = new_key()
_FOREIGN = Key(_OWN.id, new_key().pem)


class Keeper(NamedTuple):
    """One who signs tokens. `token(user, session, **changes of claims)` is a good one."""

    name: str
    token: Callable[..., str]
    forged: Callable[[str, str], dict[str, str]]
    checks: Callable[[Table], Checks]


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any], signature: bytes = b"") -> str:
    """A token in three parts, whatever its header says of its signature."""
    return f"{encoded(header)}.{encoded(claims)}.{encoded(signature)}"


def with_public_key(header: Mapping[str, Any], claims: Mapping[str, Any], public: bytes) -> str:
    """Signed with HS256, the public key as the secret: who believes the header takes it for good."""
    content = f"{encoded(header)}.{encoded(claims)}"
    return f"{content}.{encoded(hmac.new(public, content.encode(), hashlib.sha256).digest())}"


def encoded(part: Any) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _pool_token(user_id: str, session_id: str, **changes: Any) -> str:
    return access_token(sub=user_id, origin_jti=session_id, **changes)


def _pool_forgeries(user_id: str, session_id: str) -> dict[str, str]:
    claims = access_claims(sub=user_id, origin_jti=session_id)
    public = signing_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {
        "wrong signature": _pool_token(user_id, session_id, key="foreign", key_id=KEY_ID),
        "alg none": unsigned({"alg": "none", "kid": KEY_ID}, claims),
        "HS256 with the public key": with_public_key({"alg": "HS256", "kid": KEY_ID}, claims, public),
        "other audience": _pool_token(user_id, session_id, client_id="another-client"),
        "other issuer": _pool_token(user_id, session_id, iss=ISSUER + "2"),
        "identity token": _pool_token(user_id, session_id, token_use="id"),
    }


def _pool_checks(table: Table) -> Checks:
    keys = Keys("https://keys", lambda address: key_set())
    return Checks(PoolTokens(keys, ISSUER, CLIENT_ID), Credentials(table), stands_by)


def _own_token(user_id: str, session_id: str, **changes: Any) -> str:
    return signed(_OWN, {**_own_claims(user_id, session_id), **changes})


def _own_claims(user_id: str, session_id: str) -> dict[str, Any]:
    return claims_of(OWN_ISSUER, user_id, session_id, "token-1", time.time())


def _own_forgeries(user_id: str, session_id: str) -> dict[str, str]:
    claims = _own_claims(user_id, session_id)
    return {
        "wrong signature": signed(_FOREIGN, claims),
        "alg none": unsigned({"alg": "none", "kid": _OWN.id}, claims),
        "HS256 with the public key": with_public_key(
            {"alg": "HS256", "kid": _OWN.id}, claims, json.dumps(published(_OWN)).encode()
        ),
        "other audience": _own_token(user_id, session_id, client_id="another-client"),
        "other issuer": _own_token(user_id, session_id, iss=OWN_ISSUER + "2"),
        "identity token": _own_token(user_id, session_id, token_use="id"),
    }


def _own_checks(table: Table) -> Checks:
    table.put({"pk": "AUTH#SIGNING", "sk": "JWKS", "keys": [published(_OWN)]})
    return Checks(OwnTokens(PublishedKeys(table), OWN_ISSUER), Credentials(table), None)


COGNITO = Keeper("cognito", _pool_token, _pool_forgeries, _pool_checks)
NATIVE = Keeper("native", _own_token, _own_forgeries, _own_checks)
