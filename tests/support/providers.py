"""Both keepers of credentials, behind what a test has to do to them from outside: read mail, let time pass.

with native_keeper() as keeper:           # or cognito_keeper()
    keeper.provider.sign_up(...)
    code = keeper.code_for("ada@example.com")
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.identity import codes, pacing, scrypt
from shared.identity.cognito_provider import CognitoProvider
from shared.identity.native_provider import NativeProvider
from shared.identity.provider import Provider
from shared.settings import settings
from shared.table import Table
from tests.support import totp
from tests.support.cognito import FakeCognito, FakeTime, fake_cognito
from tests.support.mail import FakeSes, fake_mail
from tests.support.memory import memory_table
from tests.support.secrets import FakeSecrets, fake_signing

CHEAP = scrypt.Cost(n=16, r=8, p=1)
"""What passwords cost in tests: no time worth speaking of."""

_CODE = re.compile(r"^\d{6}$", re.MULTILINE)


@dataclass
class Keeper:
    """One of the two. `spoil` makes an address's codes worthless as time, or too many tries, would."""

    name: str
    provider: Provider
    time: FakeTime
    mails_to: Callable[[str], list[str]]
    """The codes that an address was sent, oldest first."""
    spoil: Callable[[str, str], None]
    """(how: "expired" or "exhausted", whose address)"""

    def code_for(self, email: str) -> str:
        return self.mails_to(email)[-1]

    def app_shows(self, secret: str) -> str:
        """What an authenticator app shows next; until then half a minute passes."""
        self.time.now += totp.STEP_S
        return totp.code(secret, self.time.now)


@contextmanager
def cognito_keeper() -> Iterator[Keeper]:
    with fake_cognito() as pool, settings.override(identity="cognito"):
        yield Keeper("cognito", CognitoProvider(), pool.time, pool.mails_to, lambda *how: _spoil(pool, *how))


def _spoil(pool: FakeCognito, how: str, email: str) -> None:
    # Cognito forgets codes by itself: these are its answers afterwards.
    code = "ExpiredCodeException" if how == "expired" else "TooManyFailedAttemptsException"
    for operation in ("confirm_sign_up", "confirm_forgot_password", "verify_user_attribute"):
        pool.fail(operation, code)


@dataclass
class NativeKeeper(Keeper):
    """Daybook's own, with what it keeps and sends."""

    table: Table
    ses: FakeSes
    secrets: FakeSecrets


@contextmanager
def native_keeper() -> Iterator[NativeKeeper]:
    now = FakeTime(float(int(time.time())))
    with (
        memory_table() as table,
        fake_mail() as ses,
        fake_signing(table) as secrets,
        settings.override(identity="native"),
        scrypt.override(CHEAP),
        pacing.override(now.clock, now.sleep),
    ):
        yield NativeKeeper(
            "native",
            NativeProvider(table, now.clock),
            now,
            lambda email: codes_in(ses, email),
            lambda how, _: _wear_out(now, table, how),
            table,
            ses,
            secrets,
        )


def codes_in(ses: FakeSes, email: str) -> list[str]:
    """The codes in the mails to an address."""
    return [found[0] for mail in ses.to(email) if (found := _CODE.search(mail.text))]


def _wear_out(time: FakeTime, table: Table, how: str) -> None:
    if how == "expired":
        time.now += codes.CONFIRM.life_s + 1
        return
    for pk, sk in list(table._client.items):
        if sk.startswith("CODE#"):
            table.update(pk, sk, set={"tries": codes.TRIES})
