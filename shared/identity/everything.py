"""Everything that Daybook keeps about one person, in one document that they can read (GDPR, article 15) and
programs too (article 20).

Which item stands where: `section` in footprint.PARTS. Secrets and what protects them (hashes, keys) are left
out; they would tell the person nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from shared.habits.shapes import timestamp
from shared.habits.store import HabitStore
from shared.identity import access_tokens, footprint, profile
from shared.notes.shapes import note_shape
from shared.notes.store import BODY_PREFIX
from shared.notifications import preferences
from shared.table import Table
from shared.tasks.shapes import task_shape
from shared.transfer.collecting import collect, collect_deleted

Item = Mapping[str, Any]

FORMAT, VERSION = "daybook-everything", 1

_SESSION = ("device", "address", "mfa", "created_at", "last_used_at", "expires_at", "ended_at", "ended_why")
_EVENT = ("kind", "at", "device", "address", "detail")
_JOB = ("source", "format", "status", "file_name", "created_at", "bytes", "problem", "result")
_FILE = ("id", "purpose", "ref", "name", "content_type", "size", "status", "created_at")
_EDIT = ("at", "source", "kind", "date", "from", "to")
# Of what is in the bin, for 30 days.
_DELETED = ("deleted_at",)
_NOTIFICATION = ("kind", "at", "ref", "mail", "sms", "push", "read_at")
_PHONE = ("number", "verified_at", "pending")
_POINTS = ("earned", "points", "taken", "asked", "days", "undone", "streaks")
_ORDER = ("id", "state", "lines", "total", "created_at", "updated_at", "reason")
_REWARD = ("id", "name", "description", "icon", "price", "created_at", "updated_at")


def everything(table: Table, user_id: str, now: datetime) -> dict[str, Any]:
    """The document, as JSON values. Raises Unavailable."""
    found = _by_section(table, user_id)
    store = HabitStore(table, user_id)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": timestamp(now),
        "profile": next(map(_profile, found["profile"]), None),
        "account": _account(found["account"]),
        "habits": collect(store, now)[0],
        "bin": _bin(store, found["habits"]),
        "frozen_days": {item["id"]: item["frozen"] for item in found["habits"] if item.get("frozen")},
        "notes": _notes(found["notes"]),
        **{name: [shape(item) for item in found[name]] for name, shape in _LISTS.items()},
    }


def file_name(now: datetime) -> str:
    """Of the file that a person gets."""
    return f"daybook-everything-{now.date().isoformat()}.json"


def _by_section(table: Table, user_id: str) -> dict[str, list[Item]]:
    """The items that are shown as they are. Those of habits are many, and `collect` reads them."""
    found: dict[str, list[Item]] = defaultdict(list)
    for part in footprint.PARTS:
        if part.section and (part.section != "habits" or part.sort_key == "HABIT#"):
            items = table.query_all(part.partition + user_id, begins_with=part.sort_key, consistent=True)
            found[part.section] += (item for item in items if part.holds(item["pk"], item["sk"]))
    return found


def _profile(item: Item) -> dict[str, Any]:
    return {**profile.shape(item), "updated_at": item["updated_at"]}


def _bin(store: HabitStore, items: list[Item]) -> list[dict[str, Any]]:
    deleted = {item["id"]: item["deleted_at"] for item in items if "deleted_at" in item}
    return [{**habit, "deleted_at": deleted.get(habit["key"])} for habit in collect_deleted(store)]


def _account(items: list[Item]) -> dict[str, Any]:
    by_key = {item["sk"]: item for item in items}
    state = by_key.get("STATE", {})
    return {
        "password_changed_at": state.get("password_changed_at"),
        "erase_at": state.get("closing", {}).get("erase_at"),
        "recovery_codes_left": len(by_key.get("RECOVERY", {}).get("hashes", [])),
    }


def _device(item: Item) -> dict[str, Any]:
    # Edits name devices by this hash.
    return {"hash": int(item["sk"].partition("#")[2], 16), "name": item.get("name")}


def _edit(item: Item) -> dict[str, Any]:
    return {"habit_id": item["sk"].split("#")[1], **_some(item, _EDIT), "device": item.get("device")}


def _session(item: Item) -> dict[str, Any]:
    return {"id": item["sk"].partition("#")[2], **_some(item, _SESSION)}


def _event(item: Item) -> dict[str, Any]:
    return {"id": item["sk"].partition("#")[2], **_some(item, _EVENT)}


def _job(item: Item) -> dict[str, Any]:
    return {"id": item["sk"].partition("#")[2], **_some(item, _JOB)}


def _file(item: Item) -> dict[str, Any]:
    return _some(item, _FILE)


def _task(item: Item) -> Mapping[str, Any]:
    return {**task_shape(item), **_some(item, _DELETED)}


def _notes(items: list[Item]) -> list[dict[str, Any]]:
    bodies = {item["sk"]: item["body"] for item in items if "body" in item}
    heads = (item for item in items if "body" not in item)
    return [
        {**note_shape(head, bodies.get(BODY_PREFIX + head["id"], "")), **_some(head, _DELETED)}
        for head in heads
    ]


def _calendar(item: Item) -> dict[str, Any]:
    # The address itself is a key to the calendar, and can be seen in the settings.
    return _some(item, ("created_at",))


def _notification(item: Item) -> dict[str, Any]:
    return {"id": item["sk"].partition("#")[2], **_some(item, _NOTIFICATION)}


def _notification_preferences(item: Item) -> dict[str, Any]:
    return {"channels": preferences.channels(item), **_some(item, ("quiet_hours",))}


def _push_device(item: Item) -> dict[str, Any]:
    # The rest is the browser's secret with its push service.
    return {"name": item["sk"].partition("#")[2], **_some(item, ("created_at",))}


def _phone(item: Item) -> dict[str, Any]:
    return _some(item, _PHONE)


def _points(item: Item) -> dict[str, Any]:
    shape = {"of": item["sk"].partition("#")[2], **_some(item, _POINTS)}
    return {**shape, **{name: sorted(item[name]) for name in ("days", "undone") if name in item}}


def _order(item: Item) -> dict[str, Any]:
    return _some(item, _ORDER)


def _reward(item: Item) -> dict[str, Any]:
    return _some(item, _REWARD)


def _freezes(item: Item) -> dict[str, Any]:
    return _some(item, ("left",))


def _themes(item: Item) -> dict[str, Any]:
    return {name: order_id for name, order_id in item.items() if name not in ("pk", "sk")}


def _leaderboard(item: Item) -> dict[str, Any]:
    return {"display_name": item["name"], "weeks": item["weeks"]}


def _some(item: Item, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: item[name] for name in names if name in item}


_LISTS: dict[str, Callable[[Item], Mapping[str, Any]]] = {
    "devices": _device,
    "edits": _edit,
    "imports": _job,
    "exports": _job,
    "tasks": _task,
    "files": _file,
    "calendar": _calendar,
    "points": _points,
    "orders": _order,
    "rewards": _reward,
    "freezes": _freezes,
    "themes": _themes,
    "leaderboard": _leaderboard,
    "notifications": _notification,
    "notification_preferences": _notification_preferences,
    "phone": _phone,
    "push_devices": _push_device,
    "sessions": _session,
    "tokens": access_tokens.shape,
    "events": _event,
}
