"""Tokens as a user pool signs them, and its key set, with keys made for the test run."""

from __future__ import annotations

import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

POOL_ID = "eu-west-2_Daybook01"
CLIENT_ID = "client-1"
ISSUER = f"https://cognito-idp.eu-west-2.amazonaws.com/{POOL_ID}"
KEY_ID = "key-1"


@cache
def signing_key(name: str = KEY_ID) -> rsa.RSAPrivateKey:
    """One key per name, made on first use."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_set(*names: str) -> bytes:
    """The pool's jwks.json with the public halves of these keys; a key's name is its id."""
    return json.dumps({"keys": [_jwk(name) for name in names or (KEY_ID,)]}).encode()


def access_claims(**changes: Any) -> dict[str, Any]:
    """The claims of a Cognito access token, good for an hour; a change to None leaves the claim out."""
    now = int(time.time())
    claims = {
        "sub": "0b5c7e1e-0000-4000-8000-000000000001",
        "iss": ISSUER,
        "client_id": CLIENT_ID,
        "origin_jti": "session-1",
        "event_id": "event-1",
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "auth_time": now,
        "iat": now,
        "exp": now + 3600,
        "jti": "token-1",
        "username": "0b5c7e1e-0000-4000-8000-000000000001",
    }
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


def access_token(*, key: str = KEY_ID, key_id: str | None = None, **changes: Any) -> str:
    """An access token with these claims changed, signed by `key`; its header says `key_id` if given."""
    return jwt.encode(access_claims(**changes), signing_key(key), "RS256", headers={"kid": key_id or key})


def _jwk(name: str) -> dict[str, Any]:
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(signing_key(name).public_key(), as_dict=True)
    return {**jwk, "kid": name, "alg": "RS256", "use": "sig"}
