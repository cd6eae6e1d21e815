"""Browsers that show what a person is told while the app is closed: `USER#<id>`/`PUSH#<name>` {endpoint,
p256dh, auth, created_at}. The name is the browser's own, as in its edits.

The address of a push service comes from the browser, so from whoever calls the API: only those of the known
services are taken, or the function that posts to it could be sent anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from shared.errors import Conflict, FieldError, Invalid
from shared.push.encoding import from_text

if TYPE_CHECKING:
    from shared.table import Table

PREFIX = "PUSH#"
MAX_DEVICES = 10
MAX_ENDPOINT = 1000
_POINT, _SECRET = 65, 16

# Of Chrome and its kin, Firefox, Safari, Edge on Windows.
_SERVICES = ("fcm.googleapis.com", "jmt17.google.com", "updates.push.services.mozilla.com")
_SERVICE_DOMAINS = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")


# Programs differ in how they read anything else.
_PLAIN = re.compile(r"https://[a-z0-9.-]+/[!-~]*", re.ASCII)


class Device(NamedTuple):
    """A subscription, as the browser gives it. Keys are base64url."""

    name: str
    endpoint: str
    p256dh: str
    auth: str


def partition_key(user_id: str) -> str:
    return f"USER#{user_id}"


def checked(device: Device) -> Device:
    """`device`. Raises Invalid for a subscription that no known push service made."""
    errors = []
    if not is_push_service(device.endpoint):
        errors.append(FieldError("/endpoint", "must be the address of a push service"))
    for pointer, text, length in (("/p256dh", device.p256dh, _POINT), ("/auth", device.auth, _SECRET)):
        if not _has_length(text, length):
            errors.append(FieldError(pointer, f"must be {length} bytes in base64url"))
    if errors:
        raise Invalid("That is no subscription of a browser.", errors)
    return device


def is_push_service(endpoint: str) -> bool:
    """Whether the address is one that the known services give out."""
    try:
        parts = urlsplit(endpoint)
        plain = parts.port is None and parts.username is None
    except ValueError:
        return False
    host = parts.hostname or ""
    known = host in _SERVICES or host.endswith(_SERVICE_DOMAINS)
    return _PLAIN.fullmatch(endpoint) is not None and plain and known and parts.netloc == host


def keep(table: Table, user_id: str, device: Device, now: datetime) -> None:
    """Stores it, in place of the one of this name. Raises Conflict when there are too many."""
    others = [one for one in devices(table, user_id) if one.name != device.name]
    if len(others) >= MAX_DEVICES:
        detail = f"{MAX_DEVICES} devices show notifications already. Switch it off on one of them."
        raise Conflict(detail, code="too-many-devices")
    keys = {"endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth}
    made = {"created_at": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
    table.put({"pk": partition_key(user_id), "sk": PREFIX + device.name, **keys, **made})


def devices(table: Table, user_id: str) -> list[Device]:
    """All of the person's."""
    items = table.query_all(partition_key(user_id), begins_with=PREFIX)
    return [_device(item) for item in items]


def forget(table: Table, user_id: str, name: str) -> None:
    table.delete(partition_key(user_id), PREFIX + name)


def forget_if_same(table: Table, user_id: str, device: Device) -> None:
    """Of one that has ended: a new subscription of the browser, made meanwhile, stays."""
    from shared.table_errors import ConditionFailed

    key, values = (partition_key(user_id), PREFIX + device.name), {"endpoint": device.endpoint}
    try:
        table.delete(*key, condition="#endpoint = :endpoint", values=values)
    except ConditionFailed:
        return


def _device(item: Mapping[str, Any]) -> Device:
    return Device(str(item["sk"]).removeprefix(PREFIX), item["endpoint"], item["p256dh"], item["auth"])


def _has_length(text: str, length: int) -> bool:
    try:
        return len(from_text(text)) == length
    except ValueError:
        return False
