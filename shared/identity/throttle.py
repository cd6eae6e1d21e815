"""Guesses wait: the more have failed, the longer (docs/decisions/0226).

    with guard(table, "login", email, request.source_address, request.received_at):
        signed_in = provider().log_in(email, password)

What is counted is the text that was sent, so an address without an account is treated like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from shared.errors import Forbidden, Throttled, Unauthenticated

if TYPE_CHECKING:
    from shared.table import Table

SORT_KEY = "FAILURES"
LONGEST_S = 900

# How long failures count after the last one. What many share is forgotten sooner: an office whose people
# mistype now and then would otherwise add that up for weeks, and wait. Longer than the longest wait all the
# same, so who goes on guessing is never forgotten.
KEPT_S, ADDRESS_KEPT_S = 24 * 3600, 3600

# Failures until the first wait. A person mistypes a few times; behind one address there may be an office.
# An account alone is counted so that many addresses together get no further, but late, since anybody can make
# its owner wait that way.
FROM_PAIR, FROM_ADDRESS, FROM_ACCOUNT = 5, 20, 50

WRONG_PASSWORD = "wrong-password"  # noqa: S105 - the code of a Forbidden, for who is signed in already


class _Counter(NamedTuple):
    pk: str
    waits_from: int
    kept_s: int = KEPT_S


@contextmanager
def guard(table: Table, kind: str, email: str, address: str, now: datetime) -> Iterator[None]:
    """Around one attempt to prove something: a password, a code.

    kind: what is guessed ("login", "mfa", …), each counted apart. email: the account in question, by its
    normalised address or by its id. address: the caller's IP address. now: aware.

    Raises Throttled, before the block runs, while an earlier failure's wait lasts. The block fails by raising
    Unauthenticated, CodeRefused or Forbidden("wrong-password"), which pass on; it succeeds by ending, which
    forgets the failures of this account from this address. Other exceptions say nothing about the guess.
    """
    from shared.identity.provider import CodeRefused

    counters, at = _counters(kind, email, address), int(now.timestamp())
    found = [table.get(counter.pk, SORT_KEY) for counter in counters]
    _wait_out(max((item["until"] for item in found if item and "until" in item), default=0), at)
    try:
        yield
    except (Unauthenticated, CodeRefused, Forbidden) as failure:
        if not isinstance(failure, Forbidden) or failure.code == WRONG_PASSWORD:
            for counter in counters:
                _count(table, counter, at)
        raise
    if found[0]:
        table.delete(counters[0].pk, SORT_KEY)


def _counters(kind: str, email: str, address: str) -> tuple[_Counter, _Counter, _Counter]:
    """The pair first. Hashed: who reads the table need not learn who has tried to sign in, nor from where."""
    network = _network(address)
    return (
        _Counter(_key(kind, "pair", email, network), FROM_PAIR),
        _Counter(_key(kind, "address", network), FROM_ADDRESS, ADDRESS_KEPT_S),
        _Counter(_key(kind, "account", email), FROM_ACCOUNT),
    )


def _key(*parts: str) -> str:
    return "THROTTLE#" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _network(address: str) -> str:
    """IPv6 by its /64: a household has that many addresses to choose from (RFC 6177)."""
    if ":" not in address:
        return address
    import ipaddress

    try:
        return str(ipaddress.IPv6Network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address


def _wait_out(until: int, at: int) -> None:
    if until > at:
        raise Throttled(f"Too many attempts. Try again {_in_words(until - at)}.", until - at)


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return f"in {seconds} second{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"in {minutes} minute{'s' if minutes > 1 else ''}"


def _count(table: Table, counter: _Counter, at: int) -> None:
    count = _increased(table, counter, at)
    if count >= counter.waits_from:
        _make_wait(table, counter.pk, at + wait_after(count - counter.waits_from))


def wait_after(further: int) -> int:
    """Seconds after the failure with which waiting begins (0) and after each `further` one."""
    return min(LONGEST_S, 1 << min(further, 10))


def _increased(table: Table, counter: _Counter, at: int) -> int:
    from shared.table import ConditionFailed

    pk, expires = counter.pk, at + counter.kept_s
    try:
        # TTL deletes late: what has expired must not be counted on.
        alive = "attribute_not_exists(#ttl) OR #ttl > :now"
        item = table.update(
            pk, SORT_KEY, set={"ttl": expires}, add={"count": 1}, condition=alive, values={"now": at}
        )
    except ConditionFailed:
        table.put({"pk": pk, "sk": SORT_KEY, "count": 1, "ttl": expires})
        return 1
    count: int = item["count"]
    return count


def _make_wait(table: Table, pk: str, until: int) -> None:
    from shared.table import ConditionFailed

    try:
        later = "attribute_not_exists(#until) OR #until < :later"
        table.update(
            pk, SORT_KEY, set={"until": until}, condition=later, values={"later": until}, return_new=False
        )
    except ConditionFailed:
        return  # of two failures at once the longer wait holds
