"""What signing in costs in DynamoDB's capacity units, with either keeper of credentials."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

from shared import clients
from shared.identity import scrypt
from shared.identity.provider import provider
from shared.settings import settings
from shared.table import Table
from tests.support.cognito import PASSWORD, FakeCognito
from tests.support.mail import fake_mail
from tests.support.providers import CHEAP, codes_in
from tests.support.secrets import fake_signing
from tests.support.tokens import CLIENT_ID, POOL_ID
from tools.bench.meter import Meter, Usage
from tools.bench.person import ask

EMAIL = "another.rather.long.address@example.com"
# The parts of Cognito's refresh tokens, bytes before base64url: they are RSA-OAEP JWEs of about 1.8 kB.
TOKEN_PARTS = (39, 256, 12, 1000, 16)


def measure(table: Table, meter: Meter) -> dict[str, Usage]:
    """Of a person whom the table and the device know; the profile is there, nothing was mistyped."""
    used: dict[str, Usage] = {}
    with _cognito():
        _sign_in(meter, used, "login", "refresh")
    with _native(table):
        _sign_in(meter, used, "login, own accounts", "refresh, own accounts")
    return used


def _sign_in(meter: Meter, used: dict[str, Usage], login: str, refresh: str) -> None:
    from functions.login.handler import app

    # Sessions expire by the machine's clock, so the request is of today.
    now, body = datetime.now(timezone.utc), {"email": EMAIL, "password": PASSWORD}
    ask(app, "POST", "/v1/auth/login", body, now)
    with meter.counting() as used[login]:
        opened = ask(app, "POST", "/v1/auth/login", body, now)
    token = {"refresh_token": json.loads(opened["body"])["refresh_token"]}
    with meter.counting() as used[refresh]:
        ask(app, "POST", "/v1/auth/refresh", token, now)
    with meter.counting():  # what follows is nobody's
        return


class _LongTokens(FakeCognito):
    def _open(self, person: Any) -> dict[str, Any]:
        answer = super()._open(person)
        result = answer["AuthenticationResult"]
        long = ".".join(
            base64.urlsafe_b64encode(os.urandom(size)).rstrip(b"=").decode() for size in TOKEN_PARTS
        )
        self.sessions[long] = self.sessions.pop(result["RefreshToken"])
        return {"AuthenticationResult": {**result, "RefreshToken": long}}


@contextmanager
def _cognito() -> Iterator[None]:
    pool = _LongTokens()
    pool.add(EMAIL)
    with (
        clients.override(cognito_idp=pool),
        settings.override(identity="cognito", user_pool_id=POOL_ID, user_pool_client_id=CLIENT_ID),
    ):
        yield


@contextmanager
def _native(table: Table) -> Iterator[None]:
    native = settings.override(identity="native")
    with native, fake_mail() as ses, fake_signing(table), scrypt.override(CHEAP):
        provider().sign_up(EMAIL, PASSWORD, "Ada", "Europe/London")
        provider().confirm(EMAIL, codes_in(ses, EMAIL)[-1])
        yield
