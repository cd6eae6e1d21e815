"""Proving that it is the owner who asks, and telling the owner what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.errors import FieldError, Forbidden, Invalid
from shared.identity import events, notices
from shared.identity.throttle import WRONG_PASSWORD, guard

if TYPE_CHECKING:
    from functions.security.caller import Caller
    from shared.identity.provider import Provider

WRONG_CODE = "is wrong or has expired"


def require_password(who: Caller, keeper: Provider, password: str) -> dict[str, str]:
    """The person's attributes, as `keeper` knows them, once the password is right.

    Raises Forbidden("wrong-password"): a 401 would say that the session is over. Raises Throttled.
    """
    known = keeper.attributes(who.user_id)
    with guard(who.table, "password", who.user_id, who.address, who.now):
        if not keeper.check_password(who.user_id, known["email"], password):
            raise Forbidden("This is not your password. Check it and try again.", code=WRONG_PASSWORD)
    return known


def wrong_code() -> Invalid:
    return Invalid("The code does not fit.", [FieldError("/code", WRONG_CODE)])


def tell(
    who: Caller,
    kind: events.Kind,
    notice: notices.Kind | None = None,
    *,
    detail: str = "",
    to: str | None = None,
) -> None:
    """Notes the event and mails the person. Neither can fail what was done."""
    events.record(
        who.table, who.user_id, kind, who.now, device=who.device, address=who.address, detail=detail
    )
    if notice is not None:
        notices.notify(
            who.table,
            who.user_id,
            notice,
            who.now,
            device=who.device,
            address=who.address,
            detail=detail,
            to=to,
        )
