"""What is so on a day, and how one attribute of at most 20 bytes (with its two-byte name) keeps it.

The attribute's value is 18 characters of an alphabet of 64 that sorts as its numbers do, so that DynamoDB's
own comparison of strings orders edits: the condition `attribute_not_exists(#day) OR #day < :new` lets the
latest edit win, in whatever order edits arrive, and makes repeating one harmless.

    characters  bits  what
    0–6         42    when it was edited: milliseconds since 1970 (until 2109)
    7–11        14    a hash of the device's name; equal ones only matter within one millisecond
                16    the device's sequence number
    12–17        2    status: 0 unmarked (a tombstone), 1 skip, 2 missed, 3 done
                34    0, or the amount in thousandths plus 1
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from shared.habits.limits import MAX_AMOUNT, MAX_SEQUENCE

UNMARKED, SKIP, MISSED, DONE = range(4)
STATUS_NAMES: dict[int, Literal["skip", "missed", "done"]] = {SKIP: "skip", MISSED: "missed", DONE: "done"}
STATUS_CODES: dict[str, int] = {name: code for code, name in STATUS_NAMES.items()}

STAMP_LENGTH = 12
# Stands where a device's hash does in marks that come out of a file; no device's name gives it.
IMPORTED = 0x3FFF
_ALPHABET = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_DIGITS = {character: value for value, character in enumerate(_ALPHABET)}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Mark(NamedTuple):
    """A day's status, and its amount in thousandths (None for days without one)."""

    status: int
    amount: int | None = None


class Stamp(NamedTuple):
    """When an edit was made and by whom: later ones win. `time_ms` since 1970; `device` is a hash
    (`device_hash`)."""

    time_ms: int
    device: int = 0
    sequence: int = 0


Marks = Mapping[int, Mark]
"""Marks by day (ordinal). Days that are not in it are unmarked."""


def device_hash(name: str) -> int:
    """14 bits for a device's name, 0 for none."""
    found = zlib.crc32(name.encode()) & 0x3FFF if name else 0
    return found if found != IMPORTED else IMPORTED - 1


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 of an aware time."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment(time_ms: int) -> str:
    """RFC 3339 in UTC of a stamp's time."""
    return (
        (_EPOCH + timedelta(milliseconds=time_ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def encode_stamp(stamp: Stamp) -> str:
    """12 characters that sort like the stamps. Raises ValueError for what has no room."""
    if not (
        0 <= stamp.time_ms < 1 << 42 and 0 <= stamp.device < 1 << 14 and 0 <= stamp.sequence <= MAX_SEQUENCE
    ):
        raise ValueError(f"{stamp} cannot be kept")
    return _text(stamp.time_ms, 7) + _text(stamp.device << 16 | stamp.sequence, 5)


def encode(stamp: Stamp, mark: Mark) -> str:
    """The attribute's value. Raises ValueError for what has no room."""
    return encode_stamp(stamp) + encode_mark(mark)


def encode_mark(mark: Mark) -> str:
    """What follows the stamp in the attribute's value. Raises ValueError for what has no room."""
    if not (
        UNMARKED <= mark.status <= DONE and (mark.amount is None or 0 <= mark.amount <= MAX_AMOUNT * 1000)
    ):
        raise ValueError(f"{mark} cannot be kept")
    amount = 0 if mark.amount is None else mark.amount + 1
    return _text(mark.status << 34 | amount, 6)


def decode_stamp(text: str) -> Stamp:
    """The stamp of an attribute's value."""
    origin = _number(text[7:STAMP_LENGTH])
    return Stamp(_number(text[:7]), origin >> 16, origin & 0xFFFF)


def decode_mark(text: str) -> Mark:
    """The mark of an attribute's value."""
    return _decode_mark(text[STAMP_LENGTH:])


@lru_cache(maxsize=4096)  # most days of most people are one of a few marks
def _decode_mark(text: str) -> Mark:
    number = _number(text)
    amount = number & (1 << 34) - 1
    return Mark(number >> 34, amount - 1 if amount else None)


def thousandths(value: float) -> int:
    """An amount of the API as it is kept; more than three decimals are rounded away."""
    return round(value * 1000)


def amount_value(amount: int | None) -> float | int | None:
    """A kept amount as the API shows it: whole ones without decimals."""
    if amount is None:
        return None
    return amount // 1000 if amount % 1000 == 0 else amount / 1000


def day_attribute(day_of_month: int) -> str:
    """The attribute's name in the month's item."""
    return f"{day_of_month:02}"


def note_attribute(day_of_month: int) -> str:
    """Present in the month's item once a day has had a note; it is never taken away (the note itself may
    be)."""
    return f"n{day_of_month:02}"


def entries_attribute(day_of_month: int) -> str:
    """Present in the month's item once a day has had single amounts; the day's mark is what they come to."""
    return f"e{day_of_month:02}"


def month_marks(item: Mapping[str, Any], first_day: int) -> dict[int, Mark]:
    """The marked days of a month's item. `first_day` is the ordinal of the month's first day."""
    marks = {}
    for name, value in item.items():
        if len(name) == 2 and name.isdigit():
            mark = _decode_mark(value[STAMP_LENGTH:])
            if mark.status:
                marks[first_day + int(name) - 1] = mark
    return marks


def _text(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 6 * place & 63] for place in range(length - 1, -1, -1))


def _number(text: str) -> int:
    number = 0
    for character in text:
        number = number << 6 | _DIGITS[character]
    return number
