"""Signing up tells nobody who has an account: known and unknown addresses get the same answer, equally fast.

docs/decisions/0202 has the whole picture.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from shared.errors import FieldError, Invalid
from shared.identity import passwords
from shared.identity.provider import AddressTaken, CodeRefused

if TYPE_CHECKING:
    from functions.signup.models import SignUp
    from shared.identity.pacing import Pacer
    from shared.identity.provider import Provider

CODE_LENGTH = 6  # Cognito's; it cannot be configured

# The cases differ in whether a mail is sent, which takes a few tenths of a second: a step is longer.
MAIL_STEP_S = 1.0
CODE_STEP_S = 0.5

_WRONG_CODE = "is wrong or has expired; ask for a new one, or sign in if you have confirmed already"


def register(accounts: Provider, pacer: Pacer, person: SignUp) -> None:
    """Makes the account. A known address that waits for its code gets it again, a confirmed one nothing.

    Raises Invalid for a password that guessers try first, before anybody is asked about the address.
    """
    passwords.require_good(person.password, person.email, person.name)
    with pacer.even(MAIL_STEP_S):
        try:
            accounts.sign_up(person.email, person.password, person.name, person.timezone, person.language)
        except AddressTaken:
            accounts.resend(person.email)


def confirm(
    accounts: Provider, pacer: Pacer, guard: AbstractContextManager[None], email: str, code: str
) -> None:
    """Proves that the address is the person's own. Raises the same Invalid for wrong, expired and unknown.

    `guard` counts what fails inside it, and raises Throttled when that has been too much.
    """
    with pacer.even(CODE_STEP_S, failures_only=True):
        try:
            with guard:
                accounts.confirm(email, code)
        except CodeRefused as refused:
            raise Invalid("The code does not fit.", [FieldError("/code", _WRONG_CODE)]) from refused


def resend(accounts: Provider, pacer: Pacer, email: str) -> None:
    """Has a new code sent if there is somebody who waits for one."""
    with pacer.even(MAIL_STEP_S):
        accounts.resend(email)
