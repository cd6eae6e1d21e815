"""The second step of signing in: a code of an authenticator app (RFC 6238), or a recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from functions.security.logic.proof import require_password, tell, wrong_code
from shared.errors import Conflict
from shared.identity import recovery
from shared.identity.provider import CodeRefused
from shared.identity.throttle import guard

if TYPE_CHECKING:
    from functions.security.caller import Caller
    from functions.security.models import Enrolment
    from shared.identity.provider import Provider

ISSUER = "Daybook"


def enrol(who: Caller, keeper: Provider, password: str) -> Enrolment:
    """A new secret. Raises Forbidden("wrong-password"), Throttled; Conflict("mfa-on") when there is one."""
    known = require_password(who, keeper, password)
    if keeper.has_totp(who.user_id):
        detail = "The second step is on already. To use another app, switch it off first."
        raise Conflict(detail, code="mfa-on")
    secret = keeper.enrol_totp(who.user_id, who.access_token)
    return {"secret": secret, "uri": uri(secret, known["email"])}


def uri(secret: str, email: str) -> str:
    """What authenticator apps read from a QR code; the parameters left out are the defaults of all of them.

    https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    parameters = urlencode({"secret": secret, "issuer": ISSUER})
    return f"otpauth://totp/{ISSUER}:{quote(email, safe='')}?{parameters}"


def switch_on(who: Caller, keeper: Provider, code: str) -> list[str]:
    """The recovery codes, once the app has shown that it has the secret. Raises Invalid; Throttled."""
    try:
        with guard(who.table, "mfa-enrolment", who.user_id, who.address, who.now):
            keeper.verify_totp(who.user_id, who.access_token, code)
    except CodeRefused as refused:
        raise wrong_code() from refused
    codes = recovery.make(who.table, who.user_id)
    tell(who, "mfa_on", "mfa_on")
    return codes


def switch_off(who: Caller, keeper: Provider, password: str) -> None:
    """Raises Forbidden("wrong-password"), Throttled. Nothing happens when it is off."""
    require_password(who, keeper, password)
    if not keeper.has_totp(who.user_id):
        return
    keeper.disable_totp(who.user_id)
    recovery.discard(who.table, who.user_id)
    tell(who, "mfa_off", "mfa_off")


def renew_codes(who: Caller, keeper: Provider, password: str) -> list[str]:
    """Ten others. Raises Forbidden("wrong-password"), Throttled; Conflict("mfa-off")."""
    require_password(who, keeper, password)
    if not keeper.has_totp(who.user_id):
        raise Conflict("The second step is off. Recovery codes come with it.", code="mfa-off")
    codes = recovery.make(who.table, who.user_id)
    tell(who, "recovery_codes_made")
    return codes


def codes_left(who: Caller) -> int:
    return recovery.left(who.table, who.user_id)
