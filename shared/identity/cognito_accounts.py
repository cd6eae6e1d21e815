"""Accounts of people who are not signed in: Cognito's public operations, called without credentials.

What the answers tell nobody: docs/decisions/0202.
"""

from __future__ import annotations

from shared.errors import FieldError, Invalid
from shared.identity.cognito import Refused, answers, busy
from shared.identity.cognito_pool import (
    MAIL_FAILED,
    NOBODY,
    TRIGGER_FAILED,
    Pool,
    attributes_of,
    password_refused,
    report_mail_failure,
)
from shared.identity.provider import AddressTaken, CodeRefused
from shared.log import logger

# The ways in which Cognito says no to a code; some would tell that there is an account, and its state.
CODE_REFUSED = frozenset(
    {
        "AliasExistsException",
        "CodeMismatchException",
        "ExpiredCodeException",
        "InvalidParameterException",
        "LimitExceededException",
        "NotAuthorizedException",
        "TooManyFailedAttemptsException",
        "UserNotConfirmedException",
        NOBODY,
    }
)
# Why no code goes out: unknown, not (or already) confirmed, disabled, or asked too often.
_NOTHING_TO_SEND = frozenset(
    {"InvalidParameterException", "LimitExceededException", "NotAuthorizedException", NOBODY}
)
_WEAK = "InvalidPasswordException"


class Accounts(Pool):
    """See Provider."""

    def sign_up(
        self, email: str, password: str, name: str, timezone: str, language: str | None = None
    ) -> None:
        attributes = {"email": email, "name": name, "zoneinfo": timezone, "locale": language}
        try:
            with answers():
                self.public.sign_up(
                    ClientId=self.client_id,
                    Username=email,
                    Password=password,
                    UserAttributes=[
                        {"Name": key, "Value": value} for key, value in attributes.items() if value
                    ],
                )
        except Refused as refusal:
            _explain_sign_up(refusal)

    def confirm(self, email: str, code: str) -> None:
        try:
            with answers():
                self.public.confirm_sign_up(ClientId=self.client_id, Username=email, ConfirmationCode=code)
        except Refused as refusal:
            # The person is in; what the trigger should have written is made up for when they log in.
            _explain_code(refusal)

    def resend(self, email: str) -> None:
        try:
            with answers():
                self.public.resend_confirmation_code(ClientId=self.client_id, Username=email)
        except Refused as refusal:
            _pass_over(refusal)

    def forgot(self, email: str) -> None:
        try:
            with answers():
                self.public.forgot_password(ClientId=self.client_id, Username=email)
        except Refused as refusal:
            _pass_over(refusal)

    def reset(self, email: str, code: str, password: str) -> str:
        try:
            # Asked first: a code works once, and whoever resets must learn whose sessions are to end.
            user_id = attributes_of(self.person(email))["sub"]
            with answers():
                self.public.confirm_forgot_password(
                    ClientId=self.client_id, Username=email, ConfirmationCode=code, Password=password
                )
        except Refused as refusal:
            if refusal.code == _WEAK:
                raise password_refused(refusal) from refusal
            _explain_code(refusal)
        return user_id


def _explain_sign_up(refusal: Refused) -> None:
    if refusal.code == "UsernameExistsException":
        raise AddressTaken from refusal
    if refusal.code == "LimitExceededException":
        raise busy() from refusal
    if refusal.code == _WEAK:
        raise password_refused(refusal) from refusal
    if refusal.code == "InvalidParameterException":
        raise _invalid(refusal) from refusal
    if refusal.code != MAIL_FAILED:
        raise refusal
    # The account is made. To report the failure would tell new addresses from known ones (decision 0202).
    report_mail_failure(refusal)


def _invalid(refusal: Refused) -> Exception:
    # Only a pool stricter than shared/identity/fields.py gets here. Cognito names the value in prose only.
    reason = refusal.reason.lower()
    if "password" in reason:
        return password_refused(refusal)
    if "email" in reason or "username" in reason:
        error = FieldError("/email", "must be an e-mail address like name@example.com")
        return Invalid("Check the e-mail address.", [error])
    return refusal


def _explain_code(refusal: Refused) -> None:
    if refusal.code in CODE_REFUSED:
        raise CodeRefused from refusal
    if refusal.code not in TRIGGER_FAILED:
        raise refusal
    logger.warning("the post-confirmation trigger failed", code=refusal.code)


def _pass_over(refusal: Refused) -> None:
    if refusal.code == MAIL_FAILED:
        report_mail_failure(refusal)
    elif refusal.code not in _NOTHING_TO_SEND:
        raise refusal
