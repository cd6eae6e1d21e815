"""Personal access tokens: made, verified, listed, ended."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Conflict
from shared.identity import access_tokens
from shared.table import Table
from tests.support.memory import MemoryClient, memory_table
from tests.support.thorough import examples

# TTL is looked at with the real clock.
NOW = datetime(2099, 3, 1, 12, tzinfo=timezone.utc)
AT = int(NOW.timestamp())
DAY = 24 * 3600
READ = ["habits:read"]


def made(table: Table, user: str = "ada", expires_at: int | None = None, name: str = "cron") -> str:
    return access_tokens.make(table, user, name, READ, expires_at, NOW).token


def test_a_token_says_whose_it_is_and_what_it_may(table: Table) -> None:
    token = made(table, expires_at=AT + DAY)
    known = access_tokens.verify(table, token, AT)
    (item,) = access_tokens.list_of(table, "ada")
    assert token.startswith("dbk_ada_")
    assert known == ("ada", item["sk"].removeprefix("TOKEN#"), ("habits:read",), AT + DAY)


def test_the_token_is_stored_nowhere(table: Table) -> None:
    secret = made(table).removeprefix("dbk_ada_")
    assert secret not in str(access_tokens.list_of(table, "ada"))


def test_it_ends_when_it_is_to_end_and_is_still_shown(table: Table) -> None:
    token = made(table, expires_at=AT + DAY)
    assert access_tokens.verify(table, token, AT + DAY - 1)
    assert access_tokens.verify(table, token, AT + DAY) is None
    assert len(access_tokens.list_of(table, "ada")) == 1


def test_one_without_end_stays(table: Table) -> None:
    token = made(table)
    assert access_tokens.verify(table, token, AT + 10_000 * DAY)


def test_a_deleted_one_is_worth_nothing(table: Table) -> None:
    token, other = made(table), made(table)
    known = access_tokens.verify(table, token, AT)
    assert known is not None
    assert access_tokens.delete(table, "bob", known.token_id) is None
    assert access_tokens.verify(table, token, AT)
    ended = access_tokens.delete(table, "ada", known.token_id)
    assert ended is not None and ended["name"] == "cron"
    assert access_tokens.verify(table, token, AT) is None
    assert access_tokens.verify(table, other, AT)


def test_all_of_a_person_end_at_once(table: Table) -> None:
    mine, bobs = [made(table) for _ in range(3)], made(table, "bob")
    access_tokens.delete_all(table, "ada")
    assert [access_tokens.verify(table, token, AT) for token in mine] == [None] * 3
    assert access_tokens.verify(table, bobs, AT)


@pytest.mark.parametrize("token_id", ["", "x", "0" * 26, "../PROFILE", "A" * 26])
def test_there_is_nothing_to_end_under_other_ids(table: Table, token_id: str) -> None:
    assert access_tokens.delete(table, "ada", token_id) is None


def test_its_use_is_noted_once_an_hour(table: Table) -> None:
    token = made(table)
    seen = []
    for minutes in (0, 59, 61, 90, 121):
        access_tokens.verify(table, token, AT + minutes * 60)
        (item,) = access_tokens.list_of(table, "ada")
        seen.append((item["last_used_at"] - AT) // 60)
    assert seen == [0, 0, 61, 61, 121]


def test_a_use_that_cannot_be_noted_is_still_a_use(table: Table) -> None:
    class ReadOnly(MemoryClient):
        def update_item(self, **request: object) -> dict[str, object]:
            raise RuntimeError("no writing today")

    reading = Table(ReadOnly(), table.name)
    assert access_tokens.verify(reading, made(reading), AT)


def test_a_token_that_is_deleted_while_it_is_used_does_not_come_back(table: Table) -> None:
    class Deleting(MemoryClient):
        def update_item(self, **request: object) -> dict[str, object]:
            self.items.clear()
            return super().update_item(**request)

    racing = Table(Deleting(), table.name)
    access_tokens.verify(racing, made(racing), AT)
    assert access_tokens.list_of(racing, "ada") == []


def test_there_are_fifty_at_most(table: Table) -> None:
    for _ in range(50):
        made(table)
    with pytest.raises(Conflict) as refused:
        made(table)
    assert refused.value.code == "too-many-tokens"
    made(table, "bob")


def test_the_newest_is_first(table: Table) -> None:
    for hour, name in enumerate(["first", "second", "third"]):
        access_tokens.make(table, "ada", name, READ, None, NOW.replace(hour=hour))
    shown = [access_tokens.shape(item) for item in access_tokens.list_of(table, "ada")]
    assert [one["name"] for one in shown] == ["third", "second", "first"]
    assert shown[0]["created_at"] == "2099-03-01T02:00:00Z" and shown[0]["last_used_at"] is None


with memory_table() as _table:
    GOOD = made(_table, "6f1c3f0e-58a6-4f27-9d3b-0d9c3c6f7a11", name="for damage")
    STORED = Table(_table._client, _table.name)


@examples(60)
@given(st.data())
def test_a_damaged_token_is_none(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(GOOD) - 1))
    what = data.draw(st.sampled_from(["", "_", "-", "x", "é", "\n", GOOD[place] * 2]))
    damaged = GOOD[:place] + what + GOOD[place + 1 :]
    if damaged != GOOD:
        assert access_tokens.verify(STORED, damaged, AT) is None
    assert access_tokens.verify(STORED, GOOD, AT)


def test_the_secret_may_hold_what_separates(table: Table) -> None:
    """base64url has - and _: of many tokens some have them at the ends."""
    for _ in range(40):
        assert access_tokens.verify(table, made(table, "bob-1"), AT)
        access_tokens.delete_all(table, "bob-1")
