"""The cookies that open /media/<user>/* to its owner's browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from functions.uploads import signed_cookies
from functions.uploads.repository import signing_key
from shared.app_address import AppAddress
from shared.errors import Unavailable
from shared.habits.shapes import timestamp

LASTS = timedelta(hours=12)


class Opened(NamedTuple):
    expires_at: str
    cookies: list[str]


def opened(app: AppAddress, user_id: str, now: datetime) -> Opened:
    """Cookies for the person's own files, for twelve hours. Raises Unavailable."""
    key, until, address = signing_key(), now + LASTS, app.at(now)
    if not address:
        raise Unavailable("The app has no address yet. Try again.", retry_after_s=60)
    # The app's whole address: a star in place of the host would also match what stands behind another
    # person's path in a query.
    resource = f"{address}{_path(user_id)}*"
    signed = signed_cookies.signed(key.id, key.private, resource, int(until.timestamp()))
    kept = f"Max-Age={int(LASTS.total_seconds())}; {_attributes(user_id)}"
    return Opened(timestamp(until), [f"{name}={value}; {kept}" for name, value in signed.items()])


def removed(user_id: str) -> list[str]:
    """Set-Cookie values that make a browser forget them."""
    return [f"{name}=; Max-Age=0; {_attributes(user_id)}" for name in signed_cookies.NAMES]


def _path(user_id: str) -> str:
    return f"/media/{user_id}/"


def _attributes(user_id: str) -> str:
    return f"HttpOnly; Secure; SameSite=Lax; Path={_path(user_id)}"
