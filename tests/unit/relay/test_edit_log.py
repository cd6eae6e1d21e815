"""The history in the table: the same however often, in whatever order and in what batches changes come."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.relay.edits import lines_of
from functions.relay.repository import EditLog
from shared.attributes import decode_item
from shared.habits.marks import DONE, SKIP, UNMARKED, Mark, Stamp, encode, encode_stamp
from shared.stream import Change, changes
from shared.table import Table
from tests.support.stream import record, stream_event
from tests.support.thorough import examples

HABIT = "01JZ0000000000000000000001"
Item = dict[str, Any]


def written(batches: Iterable[Iterable[Change]]) -> dict[str, Item]:
    """What a log that overwrites has in the end."""
    return {line["sk"]: line for batch in batches for change in batch for line in lines_of(change)}


def history(images: list[Item | None], sk: str) -> list[Change]:
    """The changes of an item that looks like this, one after the other."""
    pairs = pairwise(images)
    return list(
        changes(stream_event(*(record("USER#ada", sk, old, new) for old, new in pairs if old != new)))
    )


stamps = st.builds(Stamp, st.integers(0, 3), st.integers(0, 1), st.integers(0, 1))
marks = st.sampled_from([Mark(DONE), Mark(SKIP), Mark(UNMARKED), Mark(DONE, 0), Mark(DONE, 2000)])


@st.composite
def months(draw: st.DrawFn) -> list[Change]:
    """Of a month whose days get later marks only, as the table's condition has it."""
    month: Item = {}
    images: list[Item | None] = [None]
    for day, stamp, mark in draw(
        st.lists(st.tuples(st.sampled_from(["01", "02"]), stamps, marks), max_size=8)
    ):
        text = encode(stamp, mark)
        if month.get(day, "") < text:
            month = {**month, day: text}
            images.append(month)
    return history(images, f"CHECKINS#2026-05#{HABIT}")


@st.composite
def habits(draw: st.DrawFn) -> list[Change]:
    """Of a habit that is renamed, deleted and restored."""
    images: list[Item | None] = [None]
    names = st.sampled_from(["Run", "Walk"])
    edits = draw(st.lists(st.tuples(names, st.booleans(), stamps), min_size=1, max_size=6))
    for version, (name, deleted, stamp) in enumerate(edits, 1):
        habit = {"name": name, "version": version, "stamps": {"name": encode_stamp(stamp)}}
        images.append(
            {**habit, "created_at": "2026-05-01T08:00:00Z", **({"deleted_at": "x"} if deleted else {})}
        )
    return history(images, f"HABIT#{HABIT}")


@examples(50)
@given(st.tuples(months(), habits()).map(lambda both: both[0] + both[1]), st.data())
def test_repetition_and_order_leave_the_same_history(found: list[Change], data: st.DataObject) -> None:
    once = written([found])
    again = data.draw(st.lists(st.sampled_from(found), max_size=6))
    shuffled = data.draw(st.permutations([*found, *again]))
    cut = data.draw(st.integers(0, len(shuffled)))
    assert written([shuffled[:cut], shuffled[cut:]]) == once


@examples(50)
@given(months())
def test_the_lines_of_a_day_follow_from_one_another(found: list[Change]) -> None:
    """What one line leaves is what the next one found."""
    last: dict[str, Any] = {}
    for change in found:
        for line in lines_of(change):
            assert line["from"] == last.get(line["date"], {"status": None, "value": None})
            assert line["to"] != line["from"]
            last[line["date"]] = line["to"]


class Shelf:
    """DynamoDB as far as it takes items in batches."""

    def __init__(self) -> None:
        self.kept: dict[str, Item] = {}
        self.requests = 0

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> dict[str, Any]:  # noqa: N803
        self.requests += 1
        for write in RequestItems["table"]:
            item = decode_item(write["PutRequest"]["Item"])
            self.kept[item["sk"]] = item
        return {}


def test_a_year_that_is_marked_at_once_takes_few_requests() -> None:
    text = encode(Stamp(5, 3), Mark(DONE))
    days = {month: {f"{day:02}": text for day in range(1, 29)} for month in range(1, 13)}
    records = [record("USER#ada", f"CHECKINS#2026-{month:02}#{HABIT}", None, days[month]) for month in days]
    marked = list(changes(stream_event(*records)))
    lines = [line for change in marked for line in lines_of(change)]
    shelf = Shelf()
    EditLog(Table(shelf, "table")).work("ada", marked)

    assert len({line["date"] for line in lines}) == len(lines) == 336
    assert shelf.kept == {line["sk"]: line for line in lines}
    assert shelf.requests == 14
