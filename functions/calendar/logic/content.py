"""Lines of an iCalendar file (RFC 5545, 3.1 and 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def text(value: str) -> str:
    """A TEXT value: its separators and line breaks escaped."""
    return value.translate(_ESCAPES)


def day(value: date) -> str:
    """A DATE value."""
    return value.strftime("%Y%m%d") if value.year >= 1000 else value.isoformat().replace("-", "")


def moment(value: datetime) -> str:
    """A DATE-TIME value in local form, without a zone."""
    return f"{day(value.date())}T{value:%H%M%S}"


def utc(timestamp: str) -> str:
    """A DATE-TIME value in UTC out of one of RFC 3339 in UTC."""
    return timestamp[:19].replace("-", "").replace(":", "") + "Z"


def offset(seconds: float) -> str:
    """A UTC-OFFSET value; seconds only where there are some."""
    whole = int(abs(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")


def document(lines: Iterable[str]) -> str:
    """The lines as a file: none longer than 75 octets, however many characters these are."""
    return "".join(_folded(line) for line in lines)


def _folded(line: str) -> str:
    if len(line) <= _OCTETS and line.isascii():
        return line + "\r\n"
    parts, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            parts.append(" ")
            octets = 1
        parts[-1] += character
        octets += size
    return "\r\n".join(parts) + "\r\n"
