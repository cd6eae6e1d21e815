"""A user pool in memory that answers as Cognito does (its client has PreventUserExistenceErrors, addresses
change when their code is there, authenticator apps are optional), for tests that look at what has become of
accounts, mails and sessions.

    with fake_cognito() as pool:          # clients, settings and pacing lead to it
        ada = pool.enrol(pool.add("ada@example.com"))      # confirmed, with an authenticator app
        code = pool.next_code(ada.secret)
"""

# ruff: noqa: N803  # the arguments are botocore's
from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared import clients
from shared.identity import pacing
from shared.settings import settings
from tests.support.cognito_own_account import OwnAccount
from tests.support.cognito_state import (
    ADA,
    CALL_S,
    MAIL_S,
    PASSWORD,
    Attributes,
    FakeTime,
    Login,
    Person,
    error,
)
from tests.support.tokens import CLIENT_ID, POOL_ID, access_token

__all__ = [
    "ADA",
    "CALL_S",
    "MAIL_S",
    "PASSWORD",
    "Attributes",
    "FakeCognito",
    "FakeTime",
    "Person",
    "fake_cognito",
]

CHALLENGE_S = 300


class FakeCognito(OwnAccount):
    """Stands for both the signed and the unsigned cognito-idp client; methods are botocore's."""

    def sign_up(
        self, *, ClientId: str, Username: str, Password: str, UserAttributes: list[Any]
    ) -> dict[str, Any]:
        self.begin("sign_up", ClientId)
        if Username in self.people:
            raise error("UsernameExistsException", "User already exists")
        self.check_password_policy()
        attributes = {item["Name"]: item["Value"] for item in UserAttributes}
        person = self.add(Username, confirmed=False, password=Password, attributes=attributes)
        self._send_code(person)
        return {"UserConfirmed": False, "UserSub": person.attributes["sub"]}

    def resend_confirmation_code(self, *, ClientId: str, Username: str) -> dict[str, Any]:
        self.begin("resend_confirmation_code", ClientId)
        person = self.people.get(Username)
        if person is not None and person.confirmed:
            raise error("InvalidParameterException", "User is already confirmed.")
        if person is not None:
            person.code = next(self.codes)
            self._send_code(person)
        return {}

    def confirm_sign_up(self, *, ClientId: str, Username: str, ConfirmationCode: str) -> dict[str, Any]:
        self.begin("confirm_sign_up", ClientId)
        person = self.people.get(Username)
        if person is not None and person.confirmed:
            raise error("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
        if person is not None and person.code is None:
            raise error("ExpiredCodeException", "Invalid code provided, please request a code again.")
        if person is None or person.code != ConfirmationCode:
            raise error("CodeMismatchException", "Invalid verification code provided, please try again.")
        person.confirmed = True
        return {}

    def admin_initiate_auth(
        self, *, UserPoolId: str, ClientId: str, AuthFlow: str, AuthParameters: dict[str, str]
    ) -> dict[str, Any]:
        self.begin("admin_initiate_auth", ClientId, UserPoolId)
        if AuthFlow == "ADMIN_USER_PASSWORD_AUTH":
            return self._log_in(AuthParameters["USERNAME"], AuthParameters["PASSWORD"])
        assert AuthFlow == "REFRESH_TOKEN_AUTH"
        return self._refresh(AuthParameters["REFRESH_TOKEN"])

    def admin_respond_to_auth_challenge(
        self,
        *,
        UserPoolId: str,
        ClientId: str,
        ChallengeName: str,
        Session: str,
        ChallengeResponses: dict[str, str],
    ) -> dict[str, Any]:
        self.begin("admin_respond_to_auth_challenge", ClientId, UserPoolId)
        assert ChallengeName == "SOFTWARE_TOKEN_MFA"
        sub, until = self.challenges.get(Session, ("", 0.0))
        if sub != ChallengeResponses["USERNAME"] or self.time.now > until:
            raise error("NotAuthorizedException", "Invalid session for the user, session is expired.")
        person = self.by_name(sub)
        if not self.check_totp(person, person.secret, ChallengeResponses["SOFTWARE_TOKEN_MFA_CODE"]):
            raise error("CodeMismatchException", "Invalid code received for user")
        del self.challenges[Session]
        return self._open(person)

    def revoke_token(self, *, Token: str, ClientId: str) -> dict[str, Any]:
        self.begin("revoke_token", ClientId)
        if login := self.sessions.pop(Token, None):
            self.revoked.add(login.origin)
        return {}

    def _log_in(self, name: str, password: str) -> dict[str, Any]:
        person = next((p for p in self.people.values() if name in (p.email, p.attributes["sub"])), None)
        if person is not None and not person.confirmed:
            raise error("UserNotConfirmedException", "User is not confirmed.")
        if person is None or person.password != password:
            raise error("NotAuthorizedException", "Incorrect username or password.")
        if person.must_reset:
            raise error("PasswordResetRequiredException", "Password reset required for the user")
        if person.challenge:
            return {"ChallengeName": person.challenge, "Session": "s", "ChallengeParameters": {}}
        return self._ask_for_totp(person) if person.mfa else self._open(person)

    def _ask_for_totp(self, person: Person) -> dict[str, Any]:
        session = f"session-{uuid.uuid4()}"
        self.challenges[session] = person.attributes["sub"], self.time.now + CHALLENGE_S
        return {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": session, "ChallengeParameters": {}}

    def _open(self, person: Person) -> dict[str, Any]:
        refresh_token = f"refresh-{uuid.uuid4()}"
        login = self.sessions[refresh_token] = Login(person.attributes["sub"], str(uuid.uuid4()))
        return {"AuthenticationResult": {**_access(login), "RefreshToken": refresh_token}}

    def _refresh(self, refresh_token: str) -> dict[str, Any]:
        if refresh_token not in self.sessions:
            raise error("NotAuthorizedException", "Invalid Refresh Token")
        return {"AuthenticationResult": _access(self.sessions[refresh_token])}

    def _send_code(self, person: Person) -> None:
        assert person.code is not None
        self.send(person.email, person.code)


def _access(login: Login) -> dict[str, Any]:
    token = access_token(sub=login.sub, username=login.sub, origin_jti=login.origin)
    return {"AccessToken": token, "IdToken": "id", "ExpiresIn": 3600, "TokenType": "Bearer"}


@contextmanager
def fake_cognito() -> Iterator[FakeCognito]:
    """A pool that functions find under shared.clients and settings; nothing really sleeps."""
    pool = FakeCognito()
    with (
        clients.override(cognito_idp=pool),
        settings.override(user_pool_id=POOL_ID, user_pool_client_id=CLIENT_ID),
        pacing.override(pool.time.clock, pool.time.sleep),
    ):
        yield pool
