"""Opening sessions: with a password, a second factor, a recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from functions.login import challenges
from functions.login.desk import code_at
from functions.login.healing import heal
from functions.login.repository import Challenges
from shared.errors import Unavailable
from shared.identity import known_devices, recovery, refresh_tokens
from shared.identity.provider import Challenge, CodeRefused, SignedIn

if TYPE_CHECKING:
    from functions.login.desk import Desk

_WRONG_CODE = "is wrong or has been used already; wait for the next one, and check your device's clock"
_WRONG_RECOVERY_CODE = "is none of your recovery codes, or has been used already"


class Opened(NamedTuple):
    """A session, and the token that renews it next."""

    signed_in: SignedIn
    refresh_token: str


def with_password(desk: Desk, email: str, password: str) -> Opened | str:
    """A session; or, when a second factor is asked for, the text that has to come back with it.

    Raises Unauthenticated, Forbidden (see Provider.log_in) or Throttled.
    """
    with desk.guess("login", email):
        answer = desk.provider.log_in(email, password)
    if isinstance(answer, Challenge):
        return challenges.keep(Challenges(desk.table), answer, desk.caller.now)
    return _opened(desk, answer, mfa=False)


def with_code(desk: Desk, session: str, code: str) -> Opened:
    """Raises Unauthenticated("challenge-expired"), Invalid at /code, or Throttled."""
    kept = Challenges(desk.table)
    # First: only who has the challenge can have failures counted, and so make the person wait.
    pending = challenges.find(kept, session, desk.caller.now)
    with code_at("/code", _WRONG_CODE), desk.guess("mfa", pending.challenge.user_id):
        challenges.count_try(kept, pending)
        signed_in = desk.provider.answer(pending.challenge, code)
    kept.delete(pending.challenge.user_id, pending.id)
    return _opened(desk, signed_in, mfa=True)


def with_recovery_code(desk: Desk, email: str, password: str, code: str) -> Opened:
    """For who has lost the second factor, which is off afterwards. Nothing is used up where it was off.

    Raises Unauthenticated, Forbidden (see Provider.log_in), Invalid at /recovery_code, or Throttled.
    """
    with code_at("/recovery_code", _WRONG_RECOVERY_CODE), desk.guess("login", email):
        answer = desk.provider.log_in(email, password)
        if isinstance(answer, Challenge) and not recovery.use(desk.table, answer.user_id, code):
            raise CodeRefused
    if isinstance(answer, Challenge):
        answer = _without_second_factor(desk, answer.user_id, email, password)
    return _opened(desk, answer, mfa=False)


def _without_second_factor(desk: Desk, user_id: str, email: str, password: str) -> SignedIn:
    desk.provider.disable_totp(user_id)
    recovery.discard(desk.table, user_id)
    desk.tell(user_id, "recovery_used", notice="recovery_used", to=email)
    answer = desk.provider.log_in(email, password)
    if isinstance(answer, Challenge):
        raise Unavailable("Your second factor is off now, which takes a moment. Sign in again.", 5)
    return answer


def _opened(desk: Desk, signed_in: SignedIn, *, mfa: bool) -> Opened:
    device, address, now = desk.caller
    token = refresh_tokens.start(desk.table, signed_in, device, address, now, mfa=mfa)
    heal(desk, signed_in.user_id)
    new = known_devices.is_new(desk.table, signed_in.user_id, device, now)
    desk.tell(signed_in.user_id, "signed_in", notice="new_device" if new else None)
    return Opened(signed_in, token)
