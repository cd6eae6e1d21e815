"""A closed year of a habit's marks in a small text, so that long histories are cheap to read.

A pack is base64 of: one byte of form (0: no amounts, 1: with amounts), two bits of status a day (92 bytes,
from 1 January on), and with amounts a number for each marked day: 0 for none, else the amount in thousandths
plus 1, seven bits a byte, lowest first, the eighth bit set while more follow. Stamps are not kept.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date

from shared.habits.marks import UNMARKED, Mark, Marks

_PLAIN, _WITH_AMOUNTS = 0, 1
_STATUS_BYTES = 92  # 366 days, four a byte


def pack(marks: Marks, year: int) -> str:
    """The marks of the year's days; others are left out. Yes/no years take 124 characters."""
    first, last = _bounds(year)
    days = [day for day in range(first, last + 1) if day in marks and marks[day].status != UNMARKED]
    statuses = bytearray(_STATUS_BYTES)
    for day in days:
        place = day - first
        statuses[place // 4] |= marks[day].status << place % 4 * 2
    amounts = [marks[day].amount for day in days]
    if all(amount is None for amount in amounts):
        return b64encode(bytes([_PLAIN]) + statuses).decode()
    tail = b"".join(_number(0 if amount is None else amount + 1) for amount in amounts)
    return b64encode(bytes([_WITH_AMOUNTS]) + statuses + tail).decode()


def unpack(text: str, year: int) -> dict[int, Mark]:
    """The marks by day (ordinal). Raises ValueError for what is no pack of this form."""
    raw = b64decode(text, validate=True)
    if len(raw) <= _STATUS_BYTES or raw[0] not in (_PLAIN, _WITH_AMOUNTS):
        raise ValueError("this is no packed year")
    first, last = _bounds(year)
    amounts = _numbers(raw[1 + _STATUS_BYTES :])
    marks = {}
    for place in range(last - first + 1):
        status = raw[1 + place // 4] >> place % 4 * 2 & 3
        if status != UNMARKED:
            kept = next(amounts, None) if raw[0] == _WITH_AMOUNTS else 0
            if kept is None:
                raise ValueError("the packed year ends early")
            marks[first + place] = Mark(status, kept - 1 if kept else None)
    return marks


def _bounds(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _numbers(raw: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in raw:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0
