"""When an edit was made: what decides which of several edits counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.habits.marks import Stamp, decode_stamp, device_hash, encode_stamp, milliseconds


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
    """Of a body with the fields of models.Stamped."""
    return Edited(body.edited_at, body.device, body.sequence)
