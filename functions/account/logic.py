"""Changing settings. Of several edits of a setting the latest counts, however they arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.errors import Conflict, FieldError, Invalid, StaleVersion
from shared.habits.edited import Edited
from shared.habits.shapes import timestamp
from shared.identity import profile
from shared.media.files import READY

if TYPE_CHECKING:
    from functions.account.repository import Account
    from shared.media.files import Files

Item = dict[str, Any]

MAX_DEVICE_LENGTH = 64  # as of `device` in an edit
_ATTEMPTS = 5


def change(
    account: Account, fields: Mapping[str, Any], if_match: str | None, edited: Edited, now: datetime
) -> Item:
    """The PROFILE item with those of `fields` (JSON values) that no later edit has set. Raises NotFound;
    StaleVersion for a version other than `if_match`; Conflict when others change it all the time."""
    for _ in range(_ATTEMPTS):
        item = account.profile()
        if item is None:
            raise profile.missing()
        if if_match not in (None, str(item["version"])):
            raise StaleVersion("Your settings have changed since you read them. Read them again.")
        new = _new_values(item, fields, edited, now)
        if not new:
            return item
        kept = {name: value for name, value in new.items() if value is not None}
        changed = account.change(item["version"], kept, new.keys() - kept.keys())
        if changed is not None:
            return changed
    raise Conflict("Your settings are being changed by someone else. Repeat the request.")


def check_photo(files: Files, file_id: str | None) -> None:
    """Raises Invalid for what is no photo, is not ready, or is another person's."""
    item = files.get(file_id) if file_id is not None else None
    if file_id is not None and (item is None or item["purpose"] != "photo" or item["status"] != READY):
        errors = [FieldError("/photo", "is no photo that has been uploaded and is ready")]
        raise Invalid("This cannot be your photo.", errors)


def check_device(device: str) -> None:
    """Raises Invalid for a name that no edit can carry."""
    if len(device) > MAX_DEVICE_LENGTH:
        message = f"must have at most {MAX_DEVICE_LENGTH} characters"
        raise Invalid("The address does not name a device.", [FieldError("/device", message)])


def _new_values(item: Item, fields: Mapping[str, Any], edited: Edited, now: datetime) -> Item:
    """The attributes to write, None for those to remove; nothing when all fields have later edits."""
    known = item.get("stamps", {})
    stamp = edited.text(now, known)
    winning = {name: value for name, value in fields.items() if known.get(name, "") < stamp}
    if not winning:
        return {}
    stamps = {**known, **dict.fromkeys(winning, stamp)}
    return {**winning, "stamps": stamps, "version": item["version"] + 1, "updated_at": timestamp(now)}
