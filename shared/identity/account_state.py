"""The STATE item (`AUTH#<user>`): what has become of an account as a whole.

password_changed_at    RFC 3339; not there with the first password
sessions_since         epoch seconds: all sessions that were opened before have been ended, those too that
                       nobody here has seen yet (but not the one that asked for it, which has its own item)
closing                shared/identity/closing.py
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.habits.shapes import timestamp
from shared.log import logger

if TYPE_CHECKING:
    from shared.table import Table

SORT_KEY = "STATE"


def read(table: Table, user_id: str) -> dict[str, Any]:
    """The item, {} for an account to which nothing has happened. Raises Unavailable."""
    return table.get(f"AUTH#{user_id}", SORT_KEY, consistent=True) or {}


def end_unseen_sessions(table: Table, user_id: str, now: datetime) -> None:
    """Sessions that were opened elsewhere before `now` and have not been used here never can be: the
    authorizer does not adopt them. Raises Unavailable.
    """
    # Tokens say in whole seconds when their session was opened: in doubt it was before.
    changed = {"sessions_since": int(now.timestamp()) + 1}
    table.update(f"AUTH#{user_id}", SORT_KEY, set=changed, return_new=False)


def note_password_change(table: Table, user_id: str, now: datetime) -> None:
    """For whoever shows how old the password is. Never raises: the password has been changed by then."""
    try:
        changed = {"password_changed_at": timestamp(now)}
        table.update(f"AUTH#{user_id}", SORT_KEY, set=changed, return_new=False)
    except Exception:  # noqa: BLE001  # only the date is missing
        logger.exception("the date of a new password could not be noted", user_id=user_id)
