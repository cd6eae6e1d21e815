"""Every route that takes an address without asking who calls: it says the same of addresses that there are
and that there are not, whoever keeps the accounts, and it takes as long: here on a clock that moves only when
something waits, in `invoke bench.login` on a real one. From the manifests."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from shared.identity import pacing, scrypt
from shared.identity.credentials import Credentials, Person
from shared.settings import settings
from shared.table import Table
from tests.support.attacked import PUBLIC, AttackedRoute, items
from tests.support.cognito import FakeTime, fake_cognito
from tests.support.events import call, http_event
from tests.support.examples import body_of
from tests.support.memory import memory_table

KNOWN, WAITING, UNKNOWN = "known@example.com", "waiting@example.com", "unknown@example.com"
PASSWORD = "what nobody in these tests knows"

WITH_ADDRESS = [attacked for attacked in PUBLIC if "email" in body_of(attacked.operation)]


class Told(NamedTuple):
    status: int
    body: Any
    seconds: float
    throttled: int
    """How many items of the throttle it left behind."""


class World(NamedTuple):
    table: Table
    time: FakeTime

    def ask(self, attacked: AttackedRoute, email: str) -> Told:
        """Each from an address of its own on the network, so that no attempt makes another wait."""
        before, began = items(self.table), self.time.now
        body = {**body_of(attacked.operation), "email": email}
        household = zlib.crc32(f"{attacked} for {email}".encode())
        headers = {"x-viewer-address": f"2001:db8:{household >> 16:x}:{household & 0xFFFF:x}::1"}
        event = http_event(attacked.route.method, attacked.route.path, body, user=None, headers=headers)
        answer = call(attacked.app, event)
        text = str(answer.body).replace(email, "…")
        left = [key for key in items(self.table).keys() - before.keys() if key[0].startswith("THROTTLE#")]
        return Told(answer.status, text, round(self.time.now - began, 6), len(left))


@contextmanager
def with_cognito() -> Iterator[World]:
    with memory_table() as table, fake_cognito() as pool, settings.override(identity="cognito", mail_from=""):
        pool.add(KNOWN, password=PASSWORD)
        pool.add(WAITING, password=PASSWORD, confirmed=False)
        yield World(table, pool.time)


@contextmanager
def with_own_identity() -> Iterator[World]:
    time = FakeTime()
    with (
        memory_table() as table,
        settings.override(identity="native", mail_from="", issuer="https://daybook/test"),
        scrypt.override(scrypt.Cost(2, 8, 1)),
        pacing.override(time.clock, time.sleep),
    ):
        people, now = Credentials(table), 2_000_000_000
        for email in (KNOWN, WAITING):
            user_id = people.add(Person(email, scrypt.hashed(PASSWORD), "Ada", "UTC", None), now)
            if email == KNOWN:
                people.confirm(people.get(user_id) or {}, now)
        yield World(table, time)


@pytest.mark.parametrize("world", [with_cognito, with_own_identity], ids=["cognito", "native"])
@pytest.mark.parametrize("attacked", WITH_ADDRESS, ids=str)
def test_an_address_that_is_known_is_answered_like_any_other(
    world: Callable[[], Any], attacked: AttackedRoute
) -> None:
    with world() as made:
        known, unknown = made.ask(attacked, KNOWN), made.ask(attacked, UNKNOWN)
    assert known == unknown
    assert known.status < 500


@pytest.mark.parametrize("world", [with_cognito, with_own_identity], ids=["cognito", "native"])
@pytest.mark.parametrize("attacked", WITH_ADDRESS, ids=str)
def test_one_that_waits_for_its_code_is_told_at_the_login_only(
    world: Callable[[], Any], attacked: AttackedRoute
) -> None:
    """Cognito says so before it looks at the password (docs/decisions/0202)."""
    with world() as made:
        waiting, unknown = made.ask(attacked, WAITING), made.ask(attacked, UNKNOWN)
    if attacked.route.name in ("log_in", "log_in_with_recovery_code"):
        assert waiting == unknown or (waiting.status == 403 and "email-not-confirmed" in waiting.body)
    else:
        assert waiting == unknown


def test_there_are_such_routes() -> None:
    names = {attacked.route.name for attacked in WITH_ADDRESS}
    assert names >= {
        "sign_up",
        "confirm_sign_up",
        "resend_code",
        "log_in",
        "forgot_password",
        "reset_password",
    }
