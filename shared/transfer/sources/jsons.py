"""JSON that somebody has uploaded, and careful looks into it."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any, NoReturn

from shared.transfer.sources.draft import Refused
from shared.transfer.sources.texts import decode

# Python needs some hundred bytes a value; this many are what the function's memory has room for.
MAX_VALUES = 6_000_000


def load(data: bytes) -> Any:
    """The value. Raises Refused with the line for what is no JSON, nested too deeply or too much."""
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MAX_VALUES:
        raise Refused("The file has too many values to be read. Split it by habit.")
    try:
        return json.loads(decode(data), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Refused(
            "The file is damaged: it is not JSON to its end.", f"line {error.lineno}", error.msg
        ) from None
    except ValueError as error:
        raise Refused("The file has a number that is none.", "file", str(error)) from None
    except RecursionError:
        raise Refused("The file is nested too deeply to be read.") from None


def record(value: Any) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """`value` if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """`value` if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""


def whole(value: Any, least: int, most: int) -> int | None:
    """`value` if it is a whole number between the two, else None."""
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else None
    )


def moment(value: Any) -> datetime | None:
    """A time in milliseconds since 1970 or RFC 3339 (UTC where it does not say); None for anything else."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, timezone.utc)
        found = datetime.fromisoformat(text(value).replace("Z", "+00:00"))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")
