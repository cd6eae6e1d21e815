"""What a person is to be told, on its way to the function `notify`: in its queue (shared/notify_queue.py),
or in the due index until it is time (shared/reminders/due.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Literal, NamedTuple

Kind = Literal["reminder", "milestone", "order", "digest"]
KINDS: tuple[Kind, ...] = ("reminder", "milestone", "order", "digest")


class Message(NamedTuple):
    """One thing to tell one person.

    id: any text that is the same whenever the same thing is to be told, and another's never: a person is
    told once an id, however often it is sent (ids of two people need not differ).
    ref, by kind: reminder {"of": "habit" or "task", "id", "date": the logical day YYYY-MM-DD, "time": HH:MM,
    both local} · milestone {"habit_id", "streak": days, "points"} · order {"order_id", "state": fulfilled,
    cancelled or refunded, "name": of what was ordered, "item_id", "quantity"} · digest {"week": its Monday,
    YYYY-MM-DD}.
    due: aware; the time that it was planned for, the same for the same id. None for what has just happened.
    """

    id: str
    kind: Kind
    user_id: str
    ref: Mapping[str, Any]
    due: datetime | None = None


def to_body(message: Message, sent_at: datetime) -> dict[str, Any]:
    """The message as the queue and the due index hold it."""
    return {
        "id": message.id,
        "kind": message.kind,
        "user_id": message.user_id,
        "ref": dict(message.ref),
        "due": _instant(message.due) if message.due else None,
        "sent_at": _instant(sent_at),
    }


def from_body(body: Mapping[str, Any]) -> Message:
    """The reverse of `to_body`. Raises ValueError, KeyError or TypeError for what is no message."""
    if body["kind"] not in KINDS:
        raise ValueError("a kind that nobody knows")
    if not (isinstance(body["id"], str) and body["id"] and isinstance(body["user_id"], str)):
        raise ValueError("no id, or nobody's")
    due = datetime.fromisoformat(body["due"]) if body.get("due") else None
    if due is not None and due.tzinfo is None:
        raise ValueError("due: of what zone?")
    return Message(body["id"], body["kind"], body["user_id"], dict(body["ref"]), due)


def _instant(at: datetime) -> str:
    return at.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
