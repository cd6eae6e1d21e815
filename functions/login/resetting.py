"""A new password for who has forgotten theirs. Nobody learns from it who has an account (decision 0202)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.login.desk import MAIL_STEP_S, code_at
from shared.errors import Throttled, Unavailable
from shared.identity import account_state, passwords, sessions

if TYPE_CHECKING:
    from functions.login.desk import Desk

_WRONG_CODE = "is wrong or has expired; ask for a new one"
_NOT_ALL_ENDED = (
    "Your password has been changed, but it could not be made sure that all sessions have ended. "
    "Ask for another code and change it again."
)


def forgot(desk: Desk, email: str) -> None:
    """Has a code sent if there is somebody to send one to."""
    with desk.pacer.even(MAIL_STEP_S):
        desk.provider.forgot(email)


def reset(desk: Desk, email: str, code: str, password: str) -> None:
    """Sets the password, and ends every session that was opened with another one.

    Raises Invalid at /password or /code, Throttled, or Unavailable.
    """
    passwords.require_good(password, email, "")
    with code_at("/code", _WRONG_CODE), desk.guess("reset", email):
        user_id = desk.provider.reset(email, code, password)
    try:
        sessions.end_all(desk.table, user_id, "password_reset", desk.caller.now)
        desk.provider.end_all(user_id)
    except (Throttled, Unavailable) as problem:
        raise Unavailable(_NOT_ALL_ENDED, problem.retry_after_s) from problem
    account_state.note_password_change(desk.table, user_id, desk.caller.now)
    desk.tell(user_id, "password_reset", notice="password_changed", to=email)
