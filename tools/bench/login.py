"""How long a login with a wrong password takes for a known and for an unknown address (`invoke bench.login`).

Whole requests through the handler of functions/login, in this process, in turns: each from another address
on the network, so that the throttle makes nobody wait. Both distributions are printed, and their medians must
not differ by more than chance: by no more than 999 of 1,000 random ways to deal the times onto two piles.

- Daybook's own identity: real scrypt at its real cost, the table in memory with a pause for each request, so
  that a request more or less would be seen.
- Cognito: a stand-in that takes longer for known addresses (Cognito's own times are not measured here); what
  is measured is that the pacing (docs/decisions/0202) hides it.

Each also without the pacing, for information: what a difference would look like.
"""

from __future__ import annotations

import contextlib
import io
import random
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from shared import clients
from shared.identity import pacing
from shared.settings import settings
from tests.support.cognito import FakeCognito, fake_cognito
from tests.support.events import http_event
from tests.support.memory import MemoryClient, memory_table
from tools.bench.promises import Promise, require

ROUNDS = 30
SHUFFLES = 1000
PASSWORD = "tulip harbour seventy-one"  # noqa: S105 - of nobody
TABLE_S = 0.004
COGNITO_KNOWN_S, COGNITO_UNKNOWN_S, COGNITO_SPREAD_S = 0.140, 0.060, 0.015


class Times(NamedTuple):
    """Milliseconds of logins, for addresses that there are and that there are not."""

    known: list[float]
    unknown: list[float]

    @property
    def difference(self) -> float:
        return abs(statistics.median(self.known) - statistics.median(self.unknown))

    def noise(self) -> float:
        """What the difference would seldom exceed if the two were the same."""
        dice, both = random.Random(1), [*self.known, *self.unknown]  # noqa: S311 - dice
        found = []
        for _ in range(SHUFFLES):
            dice.shuffle(both)
            found.append(Times(both[: len(self.known)], both[len(self.known) :]).difference)
        return sorted(found)[int(SHUFFLES * 0.999) - 1]


class SlowTable(MemoryClient):
    """Each request takes its time, as over a network."""

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or not callable(found):
            return found

        def slow(**request: Any) -> Any:
            time.sleep(TABLE_S)
            return found(**request)

        return slow


class UnevenCognito(FakeCognito):
    """Takes longer for addresses that it knows."""

    def admin_initiate_auth(self, **request: Any) -> dict[str, Any]:
        known = request["AuthParameters"]["USERNAME"] in self.people
        middle = COGNITO_KNOWN_S if known else COGNITO_UNKNOWN_S
        time.sleep(max(0.0, random.gauss(middle, COGNITO_SPREAD_S)))
        return super().admin_initiate_auth(**request)


@contextlib.contextmanager
def own_identity() -> Iterator[list[str]]:
    """Daybook keeps the accounts. Yields the addresses that it knows."""
    from shared.identity import scrypt
    from shared.identity.credentials import Credentials, Person

    with memory_table() as table, settings.override(identity="native", mail_from="", issuer="bench"):
        known = [_address() for _ in range(ROUNDS)]
        credentials, stored = Credentials(table), scrypt.hashed(PASSWORD)
        for email in known:
            user_id = credentials.add(Person(email, stored, "Bench", "UTC", None), time.time())
            item = credentials.get(user_id)
            assert item is not None  # noqa: S101 - it has just been added
            credentials.confirm(item, time.time())
        with _slow(table._client):
            yield known


@contextlib.contextmanager
def cognito() -> Iterator[list[str]]:
    """A user pool keeps the accounts. Yields the addresses that it knows."""
    pool = UnevenCognito()
    with memory_table() as table, fake_cognito(), clients.override(cognito_idp=pool):
        known = [pool.add(_address()).email for _ in range(ROUNDS)]
        with settings.override(identity="cognito", mail_from=""), _slow(table._client):
            yield known


@contextlib.contextmanager
def _slow(fast: MemoryClient) -> Iterator[None]:
    slow = SlowTable()
    slow.items = fast.items
    with clients.override(dynamodb=slow):
        yield


def times(provider: Callable[[], Any], *, paced: bool) -> Times:
    """Of ROUNDS wrong logins each, in turns."""
    from functions.login.handler import app

    sleep = time.sleep if paced else lambda seconds: None
    found = Times([], [])
    silent = contextlib.redirect_stdout(io.StringIO())
    with provider() as known, pacing.override(time.monotonic, sleep), silent:
        _login_ms(app, _address())  # what is imported and made once
        for email in known:
            found.known.append(_login_ms(app, email))
            found.unknown.append(_login_ms(app, _address()))
    return found


def _login_ms(app: Any, email: str) -> float:
    household = uuid.uuid4().hex  # a new one each time, or the throttle would answer soon
    viewer = f"2001:db8:{household[:4]}:{household[4:8]}::1"
    headers = {"content-type": "application/json", "x-viewer-address": viewer}
    body = {"email": email, "password": "not " + PASSWORD}
    event = http_event("POST", "/v1/auth/login", body, user=None, headers=headers)
    begin = time.perf_counter()
    answer = app(event, None)
    took = (time.perf_counter() - begin) * 1000
    if answer["statusCode"] != 401:
        raise RuntimeError(f"a wrong password was answered with {answer['statusCode']}: {answer['body']}")
    return took


def _address() -> str:
    return f"{uuid.uuid4().hex}@example.com"


def drawn(name: str, found: Times) -> str:
    """Both distributions as text, on one scale."""
    both = sorted([*found.known, *found.unknown])
    low, high = both[0], both[-1]
    lines = [f"{name}: {low:.0f} to {high:.0f} ms"]
    for who, these in (("known", found.known), ("unknown", found.unknown)):
        first, middle, third = statistics.quantiles(these, n=4)
        bars = _bars(these, low, high)
        lines.append(f"  {who:<8} {bars}  quartiles {first:8.2f} {middle:8.2f} {third:8.2f} ms")
    lines.append(f"  medians differ by {found.difference:.3f} ms, shuffled ones by {found.noise():.3f} ms")
    return "\n".join(lines)


def _bars(these: list[float], low: float, high: float, width: int = 40) -> str:
    counts = [0] * width
    for one in these:
        counts[min(width - 1, int((one - low) / (high - low or 1) * width))] += 1
    return "".join(" ▁▂▃▄▅▆▇█"[-(-8 * count // max(counts))] for count in counts)


def main() -> None:
    promises = []
    for name, provider in (("own identity", own_identity), ("Cognito", cognito)):
        print(drawn(f"{name}, without the pacing", times(provider, paced=False)))
        paced = times(provider, paced=True)
        print(drawn(name, paced) + "\n")
        ratio = paced.difference / paced.noise()
        promises.append(Promise(f"known or unknown, {name}", ratio, 1, "of the noise"))
    require(promises)
