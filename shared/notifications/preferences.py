"""What a person wants to be told, and how: `USER#<id>`/`PREFERENCES`.

The item holds only what the person has chosen ({"channels": {"reminder": {"mail": False}}, …}); what they
have not is DEFAULTS, which may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.notify_message import Kind
    from shared.table import Table

SORT_KEY = "PREFERENCES"
Channel = Literal["in_app", "mail", "sms", "push"]
Item = dict[str, Any]

# By kind, the channels that there are for it.
DEFAULTS: Mapping[str, Mapping[str, bool]] = {
    "reminder": {"in_app": True, "mail": True, "sms": False, "push": False},
    "milestone": {"in_app": True, "mail": False, "sms": False, "push": False},
    "order": {"in_app": True, "mail": False, "sms": False, "push": False},
    "digest": {"mail": False},
}
_ATTEMPTS = 5


def key(user_id: str) -> tuple[str, str]:
    """Partition and sort key."""
    return f"USER#{user_id}", SORT_KEY


def read(table: Table, user_id: str, *, consistent: bool = False) -> Item:
    """The item, {} for a person who has chosen nothing."""
    return table.get(*key(user_id), consistent=consistent) or {}


def wants(item: Mapping[str, Any], kind: Kind, channel: Channel) -> bool:
    """Whether a person with this item (of `read`, or of the stream) is to be told of `kind` there."""
    chosen = item.get("channels", {}).get(kind, {})
    return bool(chosen.get(channel, DEFAULTS[kind].get(channel, False)))


def channels(item: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Every kind with every channel that there is for it."""
    return {
        kind: {channel: wants(item, kind, channel) for channel in there}  # type: ignore[arg-type]  # of DEFAULTS
        for kind, there in DEFAULTS.items()
    }


def changed(item: Mapping[str, Any], change: Mapping[str, Any]) -> Item:
    """The item's attributes with a change of the API's form ({"channels": {kind: {channel: bool}},
    "quiet_hours": {"from", "to"} or None}), and its next version. What is not in the change stays."""
    new = {name: value for name, value in item.items() if name not in ("pk", "sk")}
    if "channels" in change:
        before = new.get("channels", {})
        wanted = {kind: {**before.get(kind, {}), **some} for kind, some in change["channels"].items()}
        new["channels"] = {**before, **wanted}
    if "quiet_hours" in change:
        new.pop("quiet_hours", None)
        if change["quiet_hours"] is not None:
            new["quiet_hours"] = dict(change["quiet_hours"])
    return {**new, "version": item.get("version", 0) + 1}


def write(table: Table, user_id: str, before: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Stores `new` in place of `before`; False when that is not what is there any more."""
    pk, sk = key(user_id)
    item = {**new, "pk": pk, "sk": sk}
    try:
        table.put(item, only_if_new=not before, if_version=before["version"] if before else None)
    except ConditionFailed:
        return False
    return True


def switch_off(table: Table, user_id: str, kind: Kind, channel: Channel = "mail") -> bool:
    """No more of `kind` by `channel`: what a mail's own way out does. May be repeated. False when others
    change the preferences all the time."""
    for _ in range(_ATTEMPTS):
        before = read(table, user_id, consistent=True)
        if not wants(before, kind, channel):
            return True
        if write(table, user_id, before, changed(before, {"channels": {kind: {channel: False}}})):
            return True
    return False
