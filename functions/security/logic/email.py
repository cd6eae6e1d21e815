"""Changing the e-mail address, in two steps: the new one counts when the code that was sent to it is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.security.logic.proof import require_password, tell, wrong_code
from shared.errors import FieldError, Invalid
from shared.identity.notices import partly
from shared.identity.provider import CodeRefused
from shared.identity.throttle import guard

if TYPE_CHECKING:
    from functions.security.caller import Caller
    from functions.security.repository import Account
    from shared.identity.pacing import Pacer
    from shared.identity.provider import Provider

# Whether the address is taken, and so whether a code is sent, cannot be told from how long it takes.
MAIL_STEP_S = 1.0


def begin(who: Caller, keeper: Provider, pacer: Pacer, email: str, password: str) -> None:
    """Has a code sent to `email`. Raises Forbidden("wrong-password"), Throttled; Invalid for the same one."""
    known = require_password(who, keeper, password)
    if email == known["email"]:
        raise Invalid("Choose another address.", [FieldError("/email", "is your address already")])
    with pacer.even(MAIL_STEP_S):
        keeper.begin_email_change(who.user_id, email, who.access_token)


def confirm(who: Caller, keeper: Provider, account: Account, code: str) -> dict[str, Any]:
    """The PROFILE item with the new address. Raises Invalid for a wrong code; Throttled."""
    old = account.profile()["email"]
    try:
        with guard(who.table, "email", who.user_id, who.address, who.now):
            new = _confirmed(who, keeper, old, code)
    except CodeRefused as refused:
        raise wrong_code() from refused
    item = account.set_email(new, who.now)
    # In part: whoever gets hold of a session need not learn it from the list of events.
    tell(who, "email_changed", "email_changed", detail=partly(new), to=old)
    return item


def _confirmed(who: Caller, keeper: Provider, old: str, code: str) -> str:
    try:
        return keeper.confirm_email_change(who.user_id, code, who.access_token)
    except CodeRefused:
        # Confirmed before, but the profile could not be written then: this is the repetition.
        email = keeper.attributes(who.user_id)["email"]
        if email == old:
            raise
        return email
