"""What is kept of a sign-in from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.identity import events, known_devices, notices, profile, refresh_tokens
from shared.log import logger
from shared.table import Table

if TYPE_CHECKING:
    from datetime import datetime

    from shared.identity.provider import Provider, SignedIn


def open_session(table: Table, signed_in: SignedIn, device: str, address: str, now: datetime) -> str:
    """The session's first refresh token. The event is noted, and a new device mailed about, as at a login."""
    token = refresh_tokens.start(table, signed_in, device, address, now, mfa=False)
    events.record(table, signed_in.user_id, "signed_in", now, device=device, address=address)
    if known_devices.is_new(table, signed_in.user_id, device, now):
        notices.notify(table, signed_in.user_id, "new_device", now, device=device, address=address)
    return token


def make_sure_of_profile(table: Table, accounts: Provider, user_id: str, now: datetime) -> None:
    """Writes the profile if there is none. Never raises: the next sign-in tries again."""
    try:
        if table.get(profile.partition_key(user_id), profile.SORT_KEY) is None:
            profile.write_if_missing(table, profile.new_item(accounts.attributes(user_id), now))
    except Exception:  # noqa: BLE001  # whatever it is, it is no reason to refuse
        logger.exception("could not make sure of the profile")
