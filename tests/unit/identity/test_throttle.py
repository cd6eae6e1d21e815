"""Guesses wait longer and longer, whoever's account is guessed at."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from shared.errors import Conflict, Forbidden, Throttled, Unauthenticated, Unavailable
from shared.identity.provider import CodeRefused
from shared.identity.throttle import ADDRESS_KEPT_S, KEPT_S, LONGEST_S, WRONG_PASSWORD, guard, wait_after
from shared.table import Table
from tests.support.memory import MemoryClient

NOW = datetime(2035, 1, 1, tzinfo=timezone.utc)
ADA, HOME = "ada@example.com", "192.0.2.1"


class Person:
    """Tries, and knows how long it had to wait."""

    def __init__(self, table: Table, kind: str = "login") -> None:
        self.table, self.kind, self.now = table, kind, NOW

    def attempt(
        self, outcome: Exception | None = None, *, email: str = ADA, address: str = HOME
    ) -> int | None:
        """Seconds to wait, None when the attempt was let in."""
        try:
            with guard(self.table, self.kind, email, address, self.now):
                if outcome:
                    raise outcome
        except Throttled as throttled:
            return throttled.retry_after_s
        except Exception as error:  # noqa: BLE001 - whatever the block raises must come out as it is
            assert error is outcome, "something else was raised"
        return None

    def fail(self, times: int, *, email: str = ADA, address: str = HOME) -> None:
        """Fails `times` times, each as soon as it is let in."""
        for _ in range(times):
            wait = self.attempt(Unauthenticated("no"), email=email, address=address)
            if wait is not None:
                self.now += timedelta(seconds=wait)
                assert self.attempt(Unauthenticated("no"), email=email, address=address) is None


@pytest.fixture
def person(table: Table) -> Person:
    return Person(table)


def items(table: Table) -> dict[tuple[str, str], object]:
    client = table._client
    assert isinstance(client, MemoryClient)
    return dict(client.items)


def test_the_fifth_failure_makes_wait_and_each_further_one_twice_as_long(person: Person) -> None:
    person.fail(4)
    waits = []
    for _ in range(13):
        person.fail(1)
        waits.append(person.attempt(Unauthenticated("too early")))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_what_waits_is_not_tried(person: Person) -> None:
    person.fail(5)
    with pytest.raises(Throttled), guard(person.table, "login", ADA, HOME, person.now):
        pytest.fail("must not run")


def test_the_wait_ends(person: Person) -> None:
    person.fail(6)
    assert person.attempt() == 2
    person.now += timedelta(seconds=1)
    assert person.attempt() == 1
    person.now += timedelta(seconds=1)
    assert person.attempt() is None


def test_success_forgets_the_failures_of_this_account_from_here(person: Person) -> None:
    person.fail(4)
    assert person.attempt() is None
    person.fail(4)
    assert person.attempt() is None


def test_success_elsewhere_forgets_nothing_here(person: Person) -> None:
    person.fail(4)
    assert person.attempt(address="198.51.100.7") is None
    assert person.attempt(email="grace@example.com") is None
    person.fail(1)
    assert person.attempt() == 1


def test_one_address_that_tries_many_accounts_waits_from_the_twentieth_failure(person: Person) -> None:
    for number in range(19):
        person.fail(1, email=f"person{number}@example.com")
    assert person.attempt(email="another@example.com") is None
    person.fail(1, email="person19@example.com")
    assert person.attempt(email="another@example.com") == 1
    assert person.attempt(email="another@example.com", address="198.51.100.7") is None


def test_an_own_account_does_not_wash_an_address_clean(person: Person) -> None:
    for number in range(20):
        person.fail(1, email=f"person{number}@example.com")
        person.attempt(email="mallory@example.com")
    assert person.attempt(email="another@example.com") is not None


def test_many_addresses_that_try_one_account_wait_from_the_fiftieth_failure(person: Person) -> None:
    for number in range(49):
        person.fail(1, address=f"192.0.2.{number}")
    assert person.attempt(address="198.51.100.7") is None
    person.fail(1, address="192.0.2.99")
    assert person.attempt(address="198.51.100.8") == 1
    assert person.attempt(email="grace@example.com", address="198.51.100.8") is None


def test_a_household_is_one_address(person: Person) -> None:
    for last in range(5):
        person.fail(1, address=f"2001:db8:1:2::{last}")
    assert person.attempt(address="2001:db8:1:2:ffff::1") == 1
    assert person.attempt(address="2001:db8:1:3::1") is None


@pytest.mark.parametrize("address", ["", "not an address", "fe80::1%eth0", ":::"])
def test_any_address_will_do(person: Person, address: str) -> None:
    person.fail(5, address=address)
    assert person.attempt(address=address) == 1


@pytest.mark.parametrize(
    "failure", [Unauthenticated("no"), CodeRefused(), Forbidden("no", code=WRONG_PASSWORD)]
)
def test_what_counts(person: Person, failure: Exception) -> None:
    for _ in range(5):
        assert person.attempt(failure) is None
    assert person.attempt(failure) == 1


@pytest.mark.parametrize(
    "other", [Forbidden("confirm first", code="email-not-confirmed"), Conflict("no"), Unavailable("no", 1)]
)
def test_what_says_nothing_about_the_guess(person: Person, other: Exception) -> None:
    before = items(person.table)
    for _ in range(6):
        assert person.attempt(other) is None
    assert items(person.table) == before
    person.fail(4)
    assert person.attempt(other) is None, "it must not forget anything either"
    person.fail(1)
    assert person.attempt() == 1


def test_kinds_are_counted_apart(person: Person, table: Table) -> None:
    person.fail(5)
    assert Person(table, "mfa").attempt() is None


def test_nothing_is_written_for_who_succeeds(person: Person) -> None:
    person.attempt()
    assert items(person.table) == {}


def test_the_table_does_not_show_who_tried(person: Person) -> None:
    person.fail(1)
    assert len(items(person.table)) == 3
    assert all(part not in str(items(person.table)) for part in ("ada", HOME))


def test_failures_are_kept_for_a_day(person: Person) -> None:
    person.fail(4)
    person.now += timedelta(seconds=KEPT_S + 1)  # TTL has not deleted it: DynamoDB takes its time
    person.fail(1)
    assert person.attempt() is None


def test_each_failure_keeps_them_for_another_day(person: Person) -> None:
    for _ in range(5):
        person.fail(1)
        person.now += timedelta(seconds=KEPT_S - 10)
    person.now -= timedelta(seconds=KEPT_S - 10)
    assert person.attempt() == 1


def test_an_address_is_forgiven_after_a_quiet_hour(person: Person) -> None:
    """Else an office adds up its people's mistakes for ever, and waits a quarter of an hour for each."""
    for number in range(40):
        person.fail(1, email=f"person{number}@example.com")
        if number % 19 == 18:
            person.now += timedelta(seconds=ADDRESS_KEPT_S)
    assert person.attempt(email="another@example.com") is None


def test_guessing_as_often_as_the_waits_allow_is_not_forgiven(person: Person) -> None:
    for number in range(35):
        person.fail(1, email=f"person{number}@example.com")
    assert person.attempt(email="another@example.com") == LONGEST_S
    person.now += timedelta(seconds=LONGEST_S)
    person.fail(1, email="one-more@example.com")
    assert person.attempt(email="another@example.com") == LONGEST_S


def test_an_account_is_not_forgiven_by_a_quiet_hour(person: Person) -> None:
    person.fail(5)
    person.now += timedelta(seconds=ADDRESS_KEPT_S + LONGEST_S)
    person.fail(1)
    assert person.attempt() == 2


def test_the_longest_wait_is_bounded() -> None:
    assert wait_after(10**9) == LONGEST_S
