"""The user pool for people who are not in it yet: Cognito's public operations, called without credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.errors import FieldError, Invalid
from shared.identity.cognito import Refused, answers, busy
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from functions.signup.models import SignUp


class AddressTaken(Exception):
    """The pool has an account for this address already, confirmed or not."""


class CodeRefused(Exception):
    """The code does not confirm this address, for whatever reason."""


# post_confirmation failed. Cognito has confirmed the person by then, and does not take it back.
_TRIGGER_FAILED = {
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
    "InvalidLambdaResponseException",
}
# The ways in which ConfirmSignUp says no to a code; some would tell that there is an account, and its state.
_CODE_REFUSED = {
    "AliasExistsException",
    "CodeMismatchException",
    "ExpiredCodeException",
    "InvalidParameterException",
    "LimitExceededException",
    "NotAuthorizedException",
    "TooManyFailedAttemptsException",
    "UserNotFoundException",
}
# Why no new code goes out: unknown, already confirmed, disabled, or asked too often.
_NOTHING_TO_SEND = {
    "InvalidParameterException",
    "LimitExceededException",
    "NotAuthorizedException",
    "UserNotFoundException",
}
_MAIL_FAILED = "CodeDeliveryFailureException"


class UserPool:
    """All methods raise Throttled or Unavailable when Cognito cannot answer. `client` is an unsigned one."""

    def __init__(self, client: Any, client_id: str) -> None:
        self.client, self.client_id = client, client_id

    def sign_up(self, person: SignUp) -> None:
        """Makes an unconfirmed account and has the code sent. Raises AddressTaken, or Invalid."""
        attributes = {"email": person.email, "name": person.name, "zoneinfo": person.timezone}
        try:
            with answers():
                self.client.sign_up(
                    ClientId=self.client_id,
                    Username=person.email,
                    Password=person.password,
                    UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
                )
        except Refused as refusal:
            _explain_sign_up(refusal)

    def confirm(self, email: str, code: str) -> None:
        """Raises CodeRefused."""
        try:
            with answers():
                self.client.confirm_sign_up(ClientId=self.client_id, Username=email, ConfirmationCode=code)
        except Refused as refusal:
            if refusal.code in _CODE_REFUSED:
                raise CodeRefused from refusal
            if refusal.code not in _TRIGGER_FAILED:
                raise
            # The person is in; what the trigger should have written is made up for when they log in.
            logger.warning("the post-confirmation trigger failed", code=refusal.code)

    def resend(self, email: str) -> None:
        """Sends the code again to an address that waits for one; every other is passed over in silence."""
        try:
            with answers():
                self.client.resend_confirmation_code(ClientId=self.client_id, Username=email)
        except Refused as refusal:
            if refusal.code == _MAIL_FAILED:
                _report_mail_failure(refusal)
            elif refusal.code not in _NOTHING_TO_SEND:
                raise


def _explain_sign_up(refusal: Refused) -> None:
    if refusal.code == "UsernameExistsException":
        raise AddressTaken from refusal
    if refusal.code == "LimitExceededException":
        raise busy() from refusal
    if refusal.code in {"InvalidPasswordException", "InvalidParameterException"}:
        raise _invalid(refusal) from refusal
    if refusal.code != _MAIL_FAILED:
        raise refusal
    # The account is made. To report the failure would tell new addresses from known ones (decision 0202).
    _report_mail_failure(refusal)


def _invalid(refusal: Refused) -> Exception:
    # Only a pool stricter than shared/identity/fields.py gets here. Cognito names the value in prose only.
    reason = refusal.reason.lower()
    if "password" in reason:
        policy = refusal.reason.rpartition("policy: ")[2]
        return Invalid("Choose another password.", [FieldError("/password", f"is not accepted: {policy}")])
    if "email" in reason or "username" in reason:
        error = FieldError("/email", "must be an e-mail address like name@example.com")
        return Invalid("Check the e-mail address.", [error])
    return refusal


def _report_mail_failure(refusal: Refused) -> None:
    logger.error(
        "a confirmation code could not be sent: check the pool's e-mail settings", reason=refusal.reason
    )
    count("CodeDeliveryFailures")
