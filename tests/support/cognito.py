"""A user pool in memory that answers as Cognito does (its client has PreventUserExistenceErrors), for tests
that look at what has become of accounts, mails and sessions.

    with fake_cognito() as pool:          # clients, settings and pacing lead to it
        pool.add("ada@example.com", confirmed=True)
"""

# ruff: noqa: N803  # the arguments are botocore's
from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from shared import clients
from shared.identity import pacing
from shared.settings import settings
from tests.support.tokens import CLIENT_ID, POOL_ID, access_token

Attributes = Mapping[str, str]
ADA: Attributes = {"name": "Ada", "zoneinfo": "Europe/London"}
PASSWORD = "correct horse battery staple"

# How long the real calls take, roughly: what differs is whether a mail is sent.
CALL_S, MAIL_S = 0.1, 0.45


@dataclass
class FakeTime:
    """A clock that moves only when something waits. Seconds."""

    now: float = 1000.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0, "nobody can sleep backwards"
        self.now += seconds


@dataclass
class Person:
    email: str
    password: str
    attributes: dict[str, str]
    confirmed: bool = False
    code: str | None = None
    challenge: str | None = None
    must_reset: bool = False


@dataclass
class FakeCognito:
    """Stands for both the signed and the unsigned cognito-idp client; methods are botocore's."""

    time: FakeTime = field(default_factory=FakeTime)
    people: dict[str, Person] = field(default_factory=dict)
    mails: list[tuple[str, str]] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    """Refresh tokens that work, and whose they are."""
    failures: dict[str, Exception] = field(default_factory=dict)
    policy_complaint: str = ""
    """What a pool with a stricter password policy says about every password."""

    def __post_init__(self) -> None:
        self._codes = (f"{number:06d}" for number in itertools.count(101))

    # What tests arrange.

    def add(
        self, email: str, *, confirmed: bool = True, password: str = PASSWORD, attributes: Attributes = ADA
    ) -> Person:
        """Somebody who signed up earlier."""
        own = {"sub": str(uuid.uuid4()), "email": email}
        person = Person(email, password, {**own, **attributes}, confirmed)
        person.code = None if confirmed else next(self._codes)
        self.people[email] = person
        return person

    def fail(self, operation: str, problem: str | Exception, message: str = "no") -> None:
        """From now on `operation` (botocore's method) raises `problem`: an exception, or its name."""
        self.failures[operation] = _error(problem, message) if isinstance(problem, str) else problem

    def mails_to(self, email: str) -> list[str]:
        return [code for address, code in self.mails if address == email]

    # What the functions call.

    def sign_up(
        self, *, ClientId: str, Username: str, Password: str, UserAttributes: list[Any]
    ) -> dict[str, Any]:
        self._begin("sign_up", ClientId)
        if Username in self.people:
            raise _error("UsernameExistsException", "User already exists")
        if self.policy_complaint:
            raise _error("InvalidPasswordException", self.policy_complaint)
        attributes = {item["Name"]: item["Value"] for item in UserAttributes}
        person = self.add(Username, confirmed=False, password=Password, attributes=attributes)
        self._send_code(person)
        return {"UserConfirmed": False, "UserSub": person.attributes["sub"]}

    def resend_confirmation_code(self, *, ClientId: str, Username: str) -> dict[str, Any]:
        self._begin("resend_confirmation_code", ClientId)
        person = self.people.get(Username)
        if person is not None and person.confirmed:
            raise _error("InvalidParameterException", "User is already confirmed.")
        if person is not None:
            person.code = next(self._codes)
            self._send_code(person)
        return {}

    def confirm_sign_up(self, *, ClientId: str, Username: str, ConfirmationCode: str) -> dict[str, Any]:
        self._begin("confirm_sign_up", ClientId)
        person = self.people.get(Username)
        if person is not None and person.confirmed:
            raise _error("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
        if person is not None and person.code is None:
            raise _error("ExpiredCodeException", "Invalid code provided, please request a code again.")
        if person is None or person.code != ConfirmationCode:
            raise _error("CodeMismatchException", "Invalid verification code provided, please try again.")
        person.confirmed = True
        return {}

    def admin_initiate_auth(
        self, *, UserPoolId: str, ClientId: str, AuthFlow: str, AuthParameters: dict[str, str]
    ) -> dict[str, Any]:
        self._begin("admin_initiate_auth", ClientId)
        assert UserPoolId == POOL_ID
        if AuthFlow == "ADMIN_USER_PASSWORD_AUTH":
            return self._log_in(AuthParameters["USERNAME"], AuthParameters["PASSWORD"])
        assert AuthFlow == "REFRESH_TOKEN_AUTH"
        return self._refresh(AuthParameters["REFRESH_TOKEN"])

    def admin_get_user(self, *, UserPoolId: str, Username: str) -> dict[str, Any]:
        self._begin("admin_get_user", CLIENT_ID)
        for person in self.people.values():
            if Username in (person.email, person.attributes["sub"]):
                return {"UserAttributes": [{"Name": n, "Value": v} for n, v in person.attributes.items()]}
        raise _error("UserNotFoundException", "User does not exist.")

    def revoke_token(self, *, Token: str, ClientId: str) -> dict[str, Any]:
        self._begin("revoke_token", ClientId)
        self.sessions.pop(Token, None)
        return {}

    def _log_in(self, email: str, password: str) -> dict[str, Any]:
        person = self.people.get(email)
        if person is not None and not person.confirmed:
            raise _error("UserNotConfirmedException", "User is not confirmed.")
        if person is None or person.password != password:
            raise _error("NotAuthorizedException", "Incorrect username or password.")
        if person.must_reset:
            raise _error("PasswordResetRequiredException", "Password reset required for the user")
        if person.challenge:
            return {"ChallengeName": person.challenge, "Session": "s", "ChallengeParameters": {}}
        refresh_token = f"refresh-{uuid.uuid4()}"
        self.sessions[refresh_token] = email
        return {"AuthenticationResult": {**self._access(person), "RefreshToken": refresh_token}}

    def _refresh(self, refresh_token: str) -> dict[str, Any]:
        if refresh_token not in self.sessions:
            raise _error("NotAuthorizedException", "Invalid Refresh Token")
        return {"AuthenticationResult": self._access(self.people[self.sessions[refresh_token]])}

    def _access(self, person: Person) -> dict[str, Any]:
        token = access_token(sub=person.attributes["sub"])
        return {"AccessToken": token, "IdToken": "id", "ExpiresIn": 3600, "TokenType": "Bearer"}

    def _begin(self, operation: str, client_id: str) -> None:
        assert client_id == CLIENT_ID
        self.time.now += CALL_S
        if operation in self.failures:
            raise self.failures[operation]

    def _send_code(self, person: Person) -> None:
        assert person.code is not None
        self.time.now += MAIL_S
        self.mails.append((person.email, person.code))


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


def _error(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Operation")
