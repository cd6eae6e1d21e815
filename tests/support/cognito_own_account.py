"""The part of FakeCognito (tests/support/cognito.py) with which people change their own accounts."""

# ruff: noqa: N803  # the arguments are botocore's
from __future__ import annotations

import base64
import secrets
from typing import Any

from tests.support.cognito_state import Person, PoolState, described, error


class OwnAccount(PoolState):
    def get_user(self, *, AccessToken: str) -> dict[str, Any]:
        self.begin("get_user")
        return described(self.by_token(AccessToken))

    def admin_get_user(self, *, UserPoolId: str, Username: str) -> dict[str, Any]:
        self.begin("admin_get_user", pool_id=UserPoolId)
        return described(self.by_name(Username))

    def forgot_password(self, *, ClientId: str, Username: str) -> dict[str, Any]:
        self.begin("forgot_password", ClientId)
        person = self.people.get(Username)
        if person is not None and not person.confirmed:
            message = "Cannot reset password for the user as there is no registered/verified email"
            raise error("InvalidParameterException", message)
        if person is not None:
            person.reset_code = next(self.codes)
            self.send(person.email, person.reset_code)
        return {}

    def confirm_forgot_password(
        self, *, ClientId: str, Username: str, ConfirmationCode: str, Password: str
    ) -> dict[str, Any]:
        self.begin("confirm_forgot_password", ClientId)
        person = self.people.get(Username)
        if person is not None and person.reset_code is None:
            raise error("ExpiredCodeException", "Invalid code provided, please request a code again.")
        if person is None or person.reset_code != ConfirmationCode:
            raise error("CodeMismatchException", "Invalid verification code provided, please try again.")
        self.check_password_policy()
        person.password, person.reset_code, person.must_reset = Password, None, False
        return {}

    def admin_set_user_password(
        self, *, UserPoolId: str, Username: str, Password: str, Permanent: bool
    ) -> dict[str, Any]:
        self.begin("admin_set_user_password", pool_id=UserPoolId)
        assert Permanent, "otherwise the person has to choose another one at the next login"
        person = self.by_name(Username)
        self.check_password_policy()
        person.password = Password
        return {}

    def update_user_attributes(
        self, *, AccessToken: str, UserAttributes: list[dict[str, str]]
    ) -> dict[str, Any]:
        self.begin("update_user_attributes")
        person = self.by_token(AccessToken)
        ((name, value),) = [(item["Name"], item["Value"]) for item in UserAttributes]
        assert name == "email"
        self._refuse_taken(value)
        person.new_email, person.email_code = value, next(self.codes)
        self.send(value, person.email_code)
        return {"CodeDeliveryDetailsList": [{"AttributeName": "email", "DeliveryMedium": "EMAIL"}]}

    def verify_user_attribute(self, *, AccessToken: str, AttributeName: str, Code: str) -> dict[str, Any]:
        self.begin("verify_user_attribute")
        assert AttributeName == "email"
        person = self.by_token(AccessToken)
        if person.new_email is None or person.email_code != Code:
            raise error("CodeMismatchException", "Invalid verification code provided, please try again.")
        self._refuse_taken(person.new_email)
        self._move(person, person.new_email)
        return {}

    def associate_software_token(self, *, AccessToken: str) -> dict[str, Any]:
        self.begin("associate_software_token")
        person = self.by_token(AccessToken)
        person.pending_secret = base64.b32encode(secrets.token_bytes(20)).decode()
        return {"SecretCode": person.pending_secret}

    def verify_software_token(self, *, AccessToken: str, UserCode: str) -> dict[str, Any]:
        self.begin("verify_software_token")
        person = self.by_token(AccessToken)
        if person.pending_secret is None:
            raise error("SoftwareTokenMFANotFoundException", "Software token MFA has not been enabled")
        if not self.check_totp(person, person.pending_secret, UserCode):
            raise error("EnableSoftwareTokenMFAException", "Code mismatch")
        person.secret, person.pending_secret = person.pending_secret, None
        return {"Status": "SUCCESS"}

    def admin_set_user_mfa_preference(
        self, *, UserPoolId: str, Username: str, SoftwareTokenMfaSettings: dict[str, bool]
    ) -> dict[str, Any]:
        self.begin("admin_set_user_mfa_preference", pool_id=UserPoolId)
        person = self.by_name(Username)
        if SoftwareTokenMfaSettings["Enabled"] and person.secret is None:
            raise error("InvalidParameterException", "User has not verified software token mfa")
        person.mfa = SoftwareTokenMfaSettings["Enabled"]
        return {}

    def admin_user_global_sign_out(self, *, UserPoolId: str, Username: str) -> dict[str, Any]:
        self.begin("admin_user_global_sign_out", pool_id=UserPoolId)
        self.end_sessions(self.by_name(Username))
        return {}

    def admin_delete_user(self, *, UserPoolId: str, Username: str) -> dict[str, Any]:
        self.begin("admin_delete_user", pool_id=UserPoolId)
        person = self.by_name(Username)
        self.end_sessions(person)
        del self.people[person.email]
        return {}

    def _refuse_taken(self, email: str) -> None:
        if email in self.people:
            raise error("AliasExistsException", "An account with the given email already exists.")

    def _move(self, person: Person, email: str) -> None:
        del self.people[person.email]
        self.people[email] = person
        person.email = person.attributes["email"] = email
        person.new_email = person.email_code = None
