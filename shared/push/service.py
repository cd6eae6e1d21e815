"""Handing a message to a browser's push service (RFC 8030)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.push.encryption import encrypt

if TYPE_CHECKING:
    from shared.push.devices import Device
    from shared.push.vapid import Vapid

Post = Callable[[str, Mapping[str, str], bytes], int]
"""The status of a POST to an address, with headers and body. Raises OSError."""

# For a phone that is off: later it is no reminder any more.
_KEPT = timedelta(hours=12)
_TIMEOUT_S = 4


class Gone(Exception):
    """The browser does not want it any more, or is no more."""


class Refused(Exception):
    """No further attempt helps this message."""


class NotNow(Exception):
    """The push service cannot be reached or has too much to do."""


def push(
    device: Device, text: str, topic: str, vapid: Vapid, contact: str, now: datetime, post: Post | None = None
) -> None:
    """Has the device show `text` (JSON, as the service worker reads it). Of one `topic` (32 letters and
    digits at most) only the latest is kept. Raises Gone, Refused, NotNow; Unavailable."""
    try:
        body = encrypt(text.encode(), device.p256dh, device.auth)
    except ValueError as error:
        raise Gone from error
    headers = {
        "Authorization": vapid.authorization(device.endpoint, contact, now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(_KEPT.total_seconds())),
        "Topic": topic,
        "Urgency": "high",
    }
    try:
        status = (post or _post)(device.endpoint, headers, body)
    except OSError as error:
        raise NotNow(type(error).__name__) from error
    if status in (404, 410):
        raise Gone
    if status == 429 or status >= 500:
        raise NotNow(str(status))
    if status >= 300:
        raise Refused(str(status))


def _post(url: str, headers: Mapping[str, str], body: bytes) -> int:
    # One host, no redirects, no proxies: what http.client does, and urllib does not.
    from http.client import HTTPException, HTTPSConnection
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    connection = HTTPSConnection(parts.netloc, timeout=_TIMEOUT_S)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    except HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()
