"""Changing the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.security.logic import sessions
from functions.security.logic.proof import require_password, tell
from shared.errors import FieldError, Invalid, Unavailable
from shared.identity import account_state
from shared.identity.passwords import require_good

if TYPE_CHECKING:
    from functions.security.caller import Caller
    from functions.security.repository import Account
    from shared.identity.provider import Provider

NEW = "/new_password"
_OTHERS_REMAIN = "Your password has been changed, but other sessions may still be open. End them now."


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
    tell(who, "password_changed", "password_changed")
    _end_others(who)


def _end_others(who: Caller) -> None:
    try:
        sessions.end_others(who, "password_changed")
    except Unavailable as error:
        # To repeat the request would say that the old password is wrong, which it is by now.
        raise Unavailable(_OTHERS_REMAIN, error.retry_after_s, code="sessions-remain") from error
