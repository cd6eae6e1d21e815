"""What is the same, what has an explanation, and what has none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tools.recovery import rows
from tools.recovery.comparing import Change, compare, digest, kind_of
from tools.recovery.rows import Table

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEY = ("USER#ada", "HABIT#1")
BEFORE, BETWEEN, AFTER = "01", "02", "03"


def change(seconds: float, before: str | None, after: str | None) -> Change:
    return Change(KEY, AT + timedelta(seconds=seconds), before, after)


def wrong(live: str | None, restored: str | None, *changes: Change, covered: bool = True) -> int:
    here, there = ({KEY: value} if value else {} for value in (live, restored))
    return compare(here, there, changes, AT, covered).wrong


def test_an_item_nobody_has_written_to_is_the_same() -> None:
    assert wrong(AFTER, AFTER) == 0
    assert wrong(AFTER, BEFORE) == wrong(AFTER, None) == wrong(None, BEFORE) == 1


def test_the_first_change_since_tells_what_it_was() -> None:
    since = change(60, BEFORE, BETWEEN), change(120, BETWEEN, AFTER)
    assert wrong(AFTER, BEFORE, *since) == 0
    assert wrong(AFTER, BETWEEN, *since) == wrong(AFTER, AFTER, *since) == wrong(AFTER, None, *since) == 1


def test_what_was_changed_and_changed_back_is_held_to_what_it_was() -> None:
    assert wrong(BEFORE, BEFORE, change(60, BEFORE, AFTER), change(61, AFTER, BEFORE)) == 0


def test_what_came_and_went_since_was_not_there() -> None:
    since = change(60, None, BETWEEN), change(120, BETWEEN, None)
    assert wrong(None, None, *since) == 0
    assert wrong(None, BETWEEN, *since) == 1


def test_earlier_changes_explain_nothing() -> None:
    assert wrong(AFTER, BEFORE, change(-60, BEFORE, AFTER)) == 1


@pytest.mark.parametrize("seconds", [-1, 0, 0.9])
def test_within_the_second_either_is_right(seconds: float) -> None:
    assert wrong(AFTER, BEFORE, change(seconds, BEFORE, AFTER)) == 0
    assert wrong(AFTER, AFTER, change(seconds, BEFORE, AFTER)) == 0
    assert wrong(AFTER, BETWEEN, change(seconds, BEFORE, AFTER)) == 1


def test_after_the_second_what_was_before_the_next_change_is_right_too() -> None:
    assert wrong(AFTER, BETWEEN, change(1, BEFORE, BETWEEN), change(60, BETWEEN, AFTER)) == 0


def test_older_than_the_stream_nothing_is_wrong_and_nothing_is_known() -> None:
    found = compare({KEY: AFTER}, {KEY: BEFORE}, (), AT, covered=False)
    assert (found.wrong, found.unknown) == (0, 1)


def test_sums_do_not_depend_on_the_order_and_tell_items_apart() -> None:
    one, two = ("USER#ada", "HABIT#1"), ("USER#eve", "HABIT#2")
    found = compare({one: "05", two: "03"}, {two: "03", one: "05"}, (), AT, covered=True).kinds["USER#HABIT"]
    assert found.live_sum == found.restored_sum == 8 and found.verdict == "same"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (("USER#1", "HABIT#01J"), "USER#HABIT"),
        (("USER#1", "PROFILE"), "USER#PROFILE"),
        (("AUTH#SIGNING", "JWKS"), "AUTH#JWKS"),
        (("DUE#2026-05-11T06:00#0", "7f1c#habit#00"), "DUE"),
        (("LEADERBOARD#2026-W19#3", "0000120#7f1c"), "LEADERBOARD"),
        (("EMAIL#a@example.com", "EMAIL"), "EMAIL"),
    ],
)
def test_a_kind_names_nobody(key: tuple[str, str], kind: str) -> None:
    assert kind_of(key) == kind


def test_sets_and_attributes_have_no_order_and_lists_have() -> None:
    assert digest({"a": {"SS": ["x", "y"]}, "b": {"B": b"1"}}) == digest(
        {"b": {"B": b"1"}, "a": {"SS": ["y", "x"]}}
    )
    assert digest({"a": {"L": [{"S": "x"}, {"S": "y"}]}}) != digest({"a": {"L": [{"S": "y"}, {"S": "x"}]}})
    assert digest({"a": {"M": {"SS": {"S": "a set by name only"}}}})


def a_table(rows: int, checksum: str, settled: tuple[int, str] | None = None, *, dated: bool = True) -> Table:
    return Table(rows, checksum, dated, *(settled or (rows, checksum)), rows - (settled or (rows, ""))[0])


SAME = a_table(3, "30")


@pytest.mark.parametrize(
    ("live", "restored", "explained"),
    [
        (SAME, SAME, True),
        (SAME, None, False),
        (None, SAME, False),
        (SAME, a_table(3, "31"), False),
        (SAME, a_table(2, "20"), False),
        (a_table(5, "50", (3, "30")), SAME, True),  # two were added
        (a_table(3, "35", (2, "20")), SAME, True),  # one was changed
        (a_table(3, "35", (1, "20")), a_table(4, "40"), False),  # two were changed, and three are missing
        (SAME, a_table(3, "40", (2, "30")), False),  # the restored one is newer than was asked for
        (a_table(4, "40", dated=False), a_table(3, "30", dated=False), False),
    ],
)
def test_a_table_of_postgresql(live: Table | None, restored: Table | None, explained: bool) -> None:
    here, there = ({"orders": one} if one else {} for one in (live, restored))
    assert rows.compare(here, there)["orders"].explained is explained


def test_a_table_without_dates_may_differ_while_others_are_written_to() -> None:
    live = {"orders": a_table(4, "40", (3, "30")), "order_lines": a_table(9, "90", dated=False)}
    restored = {"orders": SAME, "order_lines": a_table(8, "80", dated=False)}
    assert rows.compare(live, restored)["order_lines"].explained


def test_who_was_erased_since_is_missing_with_reason() -> None:
    live = {"users": SAME, "erased_users": a_table(1, "5", (0, "0"))}
    restored = {"users": a_table(4, "40"), "erased_users": a_table(0, "0")}
    assert rows.compare(live, restored)["users"].explained
    assert not rows.compare({"users": SAME}, {"users": a_table(4, "40")})["users"].explained
