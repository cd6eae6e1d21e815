"""Tokens of links: what they say, and who can make them."""

from __future__ import annotations

import base64
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.links import MAX_LENGTH, UNSUBSCRIBE_VALID, VALID, Link, Links, NoLink, Purpose, url
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
HABIT = "01JZ0000000000000000000001"
NOW = datetime(2099, 5, 4, 8, tzinfo=timezone.utc)
DAY = date(2099, 5, 4)


def token(links: Links, now: datetime = NOW, valid: timedelta = VALID) -> str:
    return links.token(Purpose.CHECK_IN, ADA, HABIT, DAY, now + valid, now)


def test_a_token_says_what_it_was_made_for(table: Table) -> None:
    made = token(Links(table))
    assert Links(table).read(made, NOW) == Link(Purpose.CHECK_IN, ADA, HABIT, DAY, NOW + VALID)
    assert len(made) < 90  # a text message has 160 characters


def test_it_stands_where_no_server_sees_it() -> None:
    assert url("https://daybook.example", "abc") == "https://daybook.example/act#abc"


REFS = st.one_of(
    st.sampled_from([HABIT, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "reminder", "digest"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=0x17F), min_size=1, max_size=30),
)


@examples(50)
@given(st.sampled_from(Purpose), st.uuids(), REFS, st.none() | st.dates(), st.integers(1, 60 * 24 * 60))
def test_whatever_goes_in_comes_out(
    purpose: Purpose, user: object, ref: str, day: date | None, minutes: int
) -> None:
    with memory_table() as table:
        links, expires_at = Links(table), NOW + timedelta(minutes=minutes)
        made = links.token(purpose, str(user), ref, day, expires_at, NOW)
        assert links.read(made, NOW) == Link(purpose, str(user), ref, day, expires_at)


def test_no_character_can_be_changed(table: Table) -> None:
    links = Links(table)
    made = token(links)
    raw = base64.urlsafe_b64decode(made + "=" * (-len(made) % 4))
    for place in range(len(raw)):
        forged = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(NoLink):
            links.read(base64.urlsafe_b64encode(forged).rstrip(b"=").decode(), NOW)


@pytest.mark.parametrize(
    "text", ["", "x", "AAAA", "!" * 80, "é" * 80, "A" * 80, "A" * (MAX_LENGTH + 1), "=" * 80, "A B" * 30]
)
def test_what_is_no_token_is_refused(table: Table, text: str) -> None:
    with pytest.raises(NoLink) as refused:
        Links(table).read(text, NOW)
    assert not refused.value.expired


def test_a_token_expires(table: Table) -> None:
    links = Links(table)
    made = token(links)
    assert links.read(made, NOW + VALID - timedelta(minutes=1))
    with pytest.raises(NoLink) as refused:
        links.read(made, NOW + VALID)
    assert refused.value.expired


def test_a_stack_knows_its_own_tokens_only(table: Table) -> None:
    made = token(Links(table))
    with memory_table() as other:
        token(Links(other))
        with pytest.raises(NoLink):
            Links(other).read(made, NOW)


def test_there_is_a_key_for_90_days_and_old_tokens_outlive_it(table: Table) -> None:
    links = Links(table)
    made = [token(links, NOW + timedelta(days=days), UNSUBSCRIBE_VALID) for days in range(0, 200, 20)]
    keys = list(table.query_all("KEYS#LINKS"))
    assert len(keys) == 3 and {len(item["key"]) for item in keys} == {32}
    for number, one in enumerate(made):
        last = NOW + timedelta(days=20 * number) + UNSUBSCRIBE_VALID - timedelta(minutes=1)
        assert Links(table).read(one, last)
        used = min(item["ttl"] for item in keys if item["ttl"] > last.timestamp())
        assert used - last.timestamp() < timedelta(days=91).total_seconds()


def test_two_who_make_the_key_at_once_have_the_same(table: Table) -> None:
    class Slower(Table):
        """Looks for the key just before the other makes it."""

        def get(self, pk: str, sk: str, consistent: bool = False) -> dict[str, Any] | None:
            return None

    first, second = Links(table), Links(Slower())
    one, other = token(first), token(second)
    assert first.read(other, NOW) == second.read(one, NOW)


def test_a_token_is_for_a_person() -> None:
    with memory_table() as table, pytest.raises(ValueError, match="UUID"):
        Links(table).token(Purpose.DONE, "nobody", HABIT, None, NOW, NOW)
