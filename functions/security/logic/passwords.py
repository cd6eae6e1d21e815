"""Changing the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.security.logic import sessions
from functions.security.logic.proof import require_password, tell
from shared.errors import FieldError, Invalid
from shared.identity import account_state
from shared.identity.passwords import require_good

if TYPE_CHECKING:
    from functions.security.caller import Caller
    from functions.security.repository import Account
    from shared.identity.provider import Provider

NEW = "/new_password"


def change(who: Caller, keeper: Provider, account: Account, current: str, new: str) -> None:
    """Sets the password, ends all other sessions and tells the person.

    Raises Forbidden("wrong-password"), Throttled; Invalid for a new one that is easy to guess or not new.
    """
    person = account.profile()
    require_good(new, person["email"], person["name"], NEW)
    if new == current:
        raise Invalid("Choose another password.", [FieldError(NEW, "is the one that you have now")])
    require_password(who, keeper, current)
    keeper.change_password(who.user_id, new)
    account_state.note_password_change(who.table, who.user_id, who.now)
    sessions.end_others(who, "password_changed")
    tell(who, "password_changed", "password_changed")
