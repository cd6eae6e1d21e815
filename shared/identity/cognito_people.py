"""What people change about their own account in a user pool, once they are signed in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from shared.errors import FieldError, Forbidden, Invalid, Throttled, Unavailable
from shared.identity import taken
from shared.identity.cognito import Refused, answers
from shared.identity.cognito_accounts import CODE_REFUSED
from shared.identity.cognito_pool import (
    MAIL_FAILED,
    NOBODY,
    Pool,
    attributes_of,
    claims_of,
    of_a_person,
    password_refused,
    report_mail_failure,
)
from shared.identity.provider import CodeRefused
from shared.log import logger
from shared.table import Table

_ATTRIBUTES = ("sub", "email", "name", "zoneinfo", "locale")
_TOTP = "SOFTWARE_TOKEN_MFA"
# Another code than the app shows has the first of these names, one before there is a secret the second.
_ENROLMENT_REFUSED = CODE_REFUSED | {"EnableSoftwareTokenMFAException", "SoftwareTokenMFANotFoundException"}
_LIMIT_RETRY_S = 900
_OWN_ACCOUNT = "aws.cognito.signin.user.admin"


class People(Pool):
    """See Provider. The access token is what Cognito lets a person change their own account with."""

    def change_password(self, user_id: str, password: str) -> None:
        try:
            with of_a_person():
                self.client.admin_set_user_password(
                    UserPoolId=self.pool_id, Username=user_id, Password=password, Permanent=True
                )
        except Refused as refusal:
            if refusal.code in ("InvalidPasswordException", "InvalidParameterException"):
                raise password_refused(refusal, "/new_password") from refusal
            raise

    def begin_email_change(self, user_id: str, email: str, access_token: str) -> None:
        # The pool holds the address back until its code is here: see terraform/modules/user_pool.
        try:
            with _by_their_token(access_token):
                self.public.update_user_attributes(
                    AccessToken=access_token, UserAttributes=[{"Name": "email", "Value": email}]
                )
        except Refused as refusal:
            if refusal.code == "AliasExistsException":
                # Whose it is, is nobody's business: a code that never comes says as much as a wrong address.
                return self._tell_owner(email)
            _explain_new_address(refusal)

    def confirm_email_change(self, user_id: str, code: str, access_token: str) -> str:
        try:
            with _by_their_token(access_token):
                self.public.verify_user_attribute(AccessToken=access_token, AttributeName="email", Code=code)
        except Refused as refusal:
            if refusal.code in CODE_REFUSED:  # AliasExists: somebody else has confirmed the address meanwhile
                raise CodeRefused from refusal
            raise
        return self.attributes(user_id)["email"]

    def has_totp(self, user_id: str) -> bool:
        with of_a_person():
            person = self.person(user_id)
        return _TOTP in (person.get("UserMFASettingList") or [])

    def enrol_totp(self, user_id: str, access_token: str) -> str:
        with _by_their_token(access_token):
            secret: str = self.public.associate_software_token(AccessToken=access_token)["SecretCode"]
        return secret

    def verify_totp(self, user_id: str, access_token: str, code: str) -> None:
        try:
            with _by_their_token(access_token):
                answer = self.public.verify_software_token(AccessToken=access_token, UserCode=code)
        except Refused as refusal:
            if refusal.code in _ENROLMENT_REFUSED:
                raise CodeRefused from refusal
            raise
        if answer["Status"] != "SUCCESS":
            raise CodeRefused
        self._ask_for_totp(user_id, True)

    def disable_totp(self, user_id: str) -> None:
        self._ask_for_totp(user_id, False)

    def attributes(self, user_id: str) -> dict[str, str]:
        with of_a_person():
            known = attributes_of(self.person(user_id))
        return {name: known[name] for name in _ATTRIBUTES if name in known}

    def delete(self, user_id: str) -> None:
        try:
            with answers():
                self.client.admin_delete_user(UserPoolId=self.pool_id, Username=user_id)
        except Refused as refusal:
            if refusal.code != NOBODY:
                raise

    def _tell_owner(self, email: str) -> None:
        try:
            owner = self.person(email)
        except (Refused, Throttled, Unavailable) as problem:
            return logger.info("nobody to tell that their address is wanted", why=type(problem).__name__)
        if owner["UserStatus"] != "UNCONFIRMED":
            taken.tell_owner(Table(), email, attributes_of(owner).get("locale"), time.time())
        return None

    def _ask_for_totp(self, user_id: str, wanted: bool) -> None:
        with of_a_person():
            self.client.admin_set_user_mfa_preference(
                UserPoolId=self.pool_id,
                Username=user_id,
                SoftwareTokenMfaSettings={"Enabled": wanted, "PreferredMfa": wanted},
            )


@contextmanager
def _by_their_token(access_token: str) -> Iterator[None]:
    """Around one call with a token of the person's. Raises Unauthenticated as of_a_person; Forbidden for a
    token that came from a sign-in at another provider, with which Cognito lets nobody do this (0211).
    """
    if not _may_change_account(access_token):
        detail = "You have signed in with another provider. Sign in with your password to change this."
        raise Forbidden(detail, code="password-sign-in-needed")
    with of_a_person():
        yield


def _may_change_account(access_token: str) -> bool:
    try:
        scopes = claims_of(access_token).get("scope", _OWN_ACCOUNT)
    except (ValueError, IndexError):  # Cognito will say what is wrong with it
        return True
    return _OWN_ACCOUNT in scopes.split()


def _explain_new_address(refusal: Refused) -> None:
    if refusal.code == MAIL_FAILED:
        report_mail_failure(refusal)
    elif refusal.code == "LimitExceededException":
        detail = "Too many codes have been asked for. Wait a quarter of an hour and try again."
        raise Throttled(detail, _LIMIT_RETRY_S) from refusal
    elif refusal.code == "InvalidParameterException":
        error = FieldError("/email", "must be an e-mail address like name@example.com")
        raise Invalid("Check the e-mail address.", [error]) from refusal
    else:
        raise refusal
