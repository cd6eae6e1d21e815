"""When an edit was made: what decides which of several edits counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

from shared.errors import FieldError, Invalid
from shared.habits.limits import FIRST_DAY, MAX_SEQUENCE
from shared.habits.marks import Stamp, decode_stamp, device_hash, encode_stamp, milliseconds
from shared.http import query

# The stamp of an edit that has no body.
STAMP = {
    "edited_at": query.text(40),
    "device": query.text(64, default=""),
    "sequence": query.integer(0, MAX_SEQUENCE, default=0),
}


class Edited(NamedTuple):
    """What a client says of an edit's time. edited_at: None for now."""

    edited_at: datetime | None = None
    device: str = ""
    sequence: int = 0

    def stamp(self, now: datetime) -> Stamp:
        """Never later than now."""
        latest = milliseconds(now)
        given = latest if self.edited_at is None else min(milliseconds(self.edited_at), latest)
        return Stamp(given, device_hash(self.device), self.sequence)

    def text(self, now: datetime, known: Mapping[str, str]) -> str:
        """The stamp as it is kept. An edit without a time is later than all that is `known`."""
        stamp = self.stamp(now)
        if self.edited_at is None and known:
            stamp = stamp._replace(time_ms=max(stamp.time_ms, decode_stamp(max(known.values())).time_ms + 1))
        return encode_stamp(stamp)


def edited(body: Any) -> Edited:
    """Of a body with the fields of Stamped."""
    return Edited(body.edited_at, body.device, body.sequence)


def edited_by(parameters: Mapping[str, Any]) -> Edited:
    """Of the parsed query parameters STAMP. Raises Invalid."""
    raw = parameters["edited_at"]
    return Edited(_time(raw) if raw else None, parameters["device"], parameters["sequence"])


def _time(raw: str) -> datetime:
    message = "must be a time in RFC 3339 form, like 2026-03-01T08:00:00Z"
    wrong = Invalid("Some query parameters are not valid.", [FieldError("?edited_at", message)])
    try:
        # A plus in an address is a space unless it was escaped.
        moment = datetime.fromisoformat(raw.upper().replace("Z", "+00:00").replace(" ", "+"))
    except ValueError:
        raise wrong from None
    if moment.tzinfo is None or moment.date() < FIRST_DAY:
        raise wrong
    return moment.astimezone(timezone.utc)
