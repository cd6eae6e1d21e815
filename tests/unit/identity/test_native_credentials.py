"""An address belongs to one account, whatever happens at the same time."""

from __future__ import annotations

import time

import pytest

from shared.identity import codes
from shared.identity.credentials import UNCONFIRMED_LIFE_S, Credentials, Person
from shared.identity.provider import AddressTaken
from shared.table import ConditionFailed, Table

NOW = float(int(time.time()))
ADA = Person("ada@example.com", "scrypt$…", "Ada", "Europe/London", None)
ADDRESS = ("EMAIL#ada@example.com", "ACCOUNT")


@pytest.fixture
def store(table: Table) -> Credentials:
    return Credentials(table)


def is_taken(store: Credentials, email: str) -> bool:
    return store.table.get(f"EMAIL#{email}", "ACCOUNT") is not None


def confirmed(store: Credentials, person: Person = ADA) -> str:
    user_id = store.add(person, NOW)
    item = store.get(user_id)
    assert item is not None
    store.confirm(item, NOW)
    return user_id


def test_somebody_who_signs_up_is_found_by_address_and_by_id(store: Credentials) -> None:
    user_id = store.add(ADA, NOW)
    item = store.find(ADA.email)
    assert item == store.get(user_id)
    assert item == {
        "pk": f"AUTH#{user_id}",
        "sk": "CREDENTIALS",
        "user_id": user_id,
        "email": "ada@example.com",
        "password": "scrypt$…",
        "name": "Ada",
        "timezone": "Europe/London",
        "ttl": int(NOW) + UNCONFIRMED_LIFE_S,
    }


def test_an_address_is_taken_once(store: Credentials) -> None:
    user_id = store.add(ADA, NOW)
    with pytest.raises(AddressTaken):
        store.add(ADA._replace(password="other"), NOW)
    item = store.find(ADA.email)
    assert item is not None and (item["user_id"], item["password"]) == (user_id, ADA.password)


def test_who_never_confirms_goes_away_and_the_address_is_free(store: Credentials) -> None:
    store.add(ADA, NOW - UNCONFIRMED_LIFE_S - 1)
    assert store.find(ADA.email) is None
    assert not is_taken(store, ADA.email)
    again = store.add(ADA, NOW)
    item = store.find(ADA.email)
    assert item is not None and item["user_id"] == again


def test_who_confirms_stays(store: Credentials, table: Table) -> None:
    user_id = confirmed(store)
    item = store.get(user_id)
    assert item is not None and item["confirmed_at"].endswith("Z") and "ttl" not in item
    assert table.get(*ADDRESS) == {"pk": ADDRESS[0], "sk": ADDRESS[1], "user_id": user_id}
    with pytest.raises(ConditionFailed):
        store.confirm(item, NOW)


def test_nobody_is_confirmed_by_the_item_of_somebody_who_had_the_address_before(store: Credentials) -> None:
    gone = {"pk": "AUTH#old", "sk": "CREDENTIALS", "user_id": "old", "email": ADA.email}
    store.table.put(gone)
    user_id = store.add(ADA, NOW)
    with pytest.raises(ConditionFailed):
        store.confirm(gone, NOW)
    for one in ("old", user_id):
        item = store.get(one)
        assert item is not None and "confirmed_at" not in item


def test_a_move_takes_the_new_address_and_frees_the_old(store: Credentials) -> None:
    user_id = confirmed(store)
    item = store.get(user_id)
    assert item is not None
    store.move(item, "countess@example.com", NOW)
    assert store.find("ada@example.com") is None
    assert not is_taken(store, "ada@example.com")
    moved = store.find("countess@example.com")
    assert moved is not None and (moved["user_id"], moved["email"]) == (user_id, "countess@example.com")


def test_a_move_to_an_address_that_is_taken_changes_nothing(store: Credentials) -> None:
    eve = confirmed(store, ADA._replace(email="eve@example.com"))
    item = store.get(confirmed(store))
    assert item is not None
    with pytest.raises(AddressTaken):
        store.move(item, "eve@example.com", NOW)
    assert store.find("ada@example.com") == item
    taken = store.find("eve@example.com")
    assert taken is not None and taken["user_id"] == eve


def test_of_two_moves_at_once_one_happens(store: Credentials) -> None:
    user_id = confirmed(store)
    item = store.get(user_id)
    assert item is not None
    store.move(item, "one@example.com", NOW)
    with pytest.raises(AddressTaken):
        store.move(item, "other@example.com", NOW)
    assert not is_taken(store, "other@example.com")
    assert store.find("one@example.com") is not None


def test_deleting_leaves_nothing_and_may_be_repeated(store: Credentials, table: Table) -> None:
    user_id = confirmed(store)
    for purpose in codes.PURPOSES:
        codes.issue(table, user_id, purpose, NOW)
    for _ in range(2):
        store.delete(user_id)
        assert list(table.query_all(f"AUTH#{user_id}")) == []
        assert not is_taken(store, ADA.email)


def test_deleting_takes_no_address_from_its_next_owner(store: Credentials, table: Table) -> None:
    user_id = confirmed(store)
    table.update(*ADDRESS, set={"user_id": "next"})
    store.delete(user_id)
    assert store.get(user_id) is None
    assert is_taken(store, ADA.email)


def test_changes_are_for_people_who_are_there(store: Credentials) -> None:
    with pytest.raises(ConditionFailed):
        store.change("nobody", {"password": "x"})
    user_id = confirmed(store)
    store.change(user_id, {"totp_pending": "S"})
    store.change(user_id, {"totp_pending": None, "totp": "S"}, "#totp_pending = :it", {"it": "S"})
    with pytest.raises(ConditionFailed):
        store.change(user_id, {"totp": "T"}, "#totp_pending = :it", {"it": "S"})
    item = store.get(user_id)
    assert item is not None and item["totp"] == "S" and "totp_pending" not in item
