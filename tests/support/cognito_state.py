"""What FakeCognito (tests/support/cognito.py) keeps in memory, and what tests arrange in it."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import jwt
from botocore.exceptions import ClientError

from tests.support import totp
from tests.support.tokens import CLIENT_ID, POOL_ID

Attributes = Mapping[str, str]
ADA: Attributes = {"name": "Ada", "zoneinfo": "Europe/London"}
APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
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
    """Confirms the account."""
    challenge: str | None = None
    """One that Daybook does not know."""
    must_reset: bool = False
    reset_code: str | None = None
    new_email: str | None = None
    email_code: str | None = None
    secret: str | None = None
    """Of the authenticator app; asked for when `mfa` is on."""
    pending_secret: str | None = None
    mfa: bool = False
    last_step: int = 0
    status: str = ""
    """Another one than `confirmed` tells."""


class Login(NamedTuple):
    sub: str
    origin: str
    """`origin_jti` of the tokens."""


@dataclass
class PoolState:
    time: FakeTime = field(default_factory=FakeTime)
    people: dict[str, Person] = field(default_factory=dict)
    """By address."""
    mails: list[tuple[str, str]] = field(default_factory=list)
    sessions: dict[str, Login] = field(default_factory=dict)
    """Refresh tokens that work, and whose they are."""
    revoked: set[str] = field(default_factory=set)
    """`origin_jti` of the sessions that have ended."""
    challenges: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Cognito's Sessions: whose they are, and until when they are good."""
    failures: dict[str, Exception] = field(default_factory=dict)
    policy_complaint: str = ""
    """What a pool with a stricter password policy says about every password."""

    def __post_init__(self) -> None:
        self.codes = (f"{number:06d}" for number in itertools.count(101))

    # What tests arrange.

    def add(
        self, email: str, *, confirmed: bool = True, password: str = PASSWORD, attributes: Attributes = ADA
    ) -> Person:
        """Somebody who signed up earlier."""
        own = {"sub": str(uuid.uuid4()), "email": email}
        person = Person(email, password, {**own, **attributes}, confirmed)
        person.code = None if confirmed else next(self.codes)
        self.people[email] = person
        return person

    def enrol(self, person: Person, secret: str = APP_SECRET) -> Person:
        """Gives somebody an authenticator app."""
        person.secret, person.mfa = secret, True
        return person

    def next_code(self, secret: str | None) -> str:
        """What an app with this secret shows next; until then 30 s pass."""
        assert secret is not None
        self.time.now += totp.STEP_S
        return totp.code(secret, self.time.now)

    def fail(self, operation: str, problem: str | Exception, message: str = "no") -> None:
        """From now on `operation` (botocore's method) raises `problem`: an exception, or its name."""
        self.failures[operation] = error(problem, message) if isinstance(problem, str) else problem

    def mails_to(self, email: str) -> list[str]:
        return [code for address, code in self.mails if address == email]

    # What the operations share.

    def begin(self, operation: str, client_id: str = CLIENT_ID, pool_id: str = POOL_ID) -> None:
        assert (client_id, pool_id) == (CLIENT_ID, POOL_ID)
        self.time.now += CALL_S
        if operation in self.failures:
            raise self.failures[operation]

    def send(self, address: str, code: str) -> None:
        self.time.now += MAIL_S
        self.mails.append((address, code))

    def by_name(self, name: str) -> Person:
        """The person with this address or user id."""
        for person in self.people.values():
            if name in (person.email, person.attributes["sub"]):
                return person
        raise error("UserNotFoundException", "User does not exist.")

    def by_token(self, access_token: str) -> Person:
        """The person whose access token this is."""
        claims = jwt.decode(access_token, options={"verify_signature": False})
        if claims["origin_jti"] in self.revoked:
            raise error("NotAuthorizedException", "Access Token has been revoked")
        return self.by_name(claims["sub"])

    def check_password_policy(self) -> None:
        if self.policy_complaint:
            raise error("InvalidPasswordException", self.policy_complaint)

    def check_totp(self, person: Person, secret: str | None, code: str) -> bool:
        """Whether the app shows, or has just shown, this code, which then works no more."""
        step = int(self.time.now // totp.STEP_S)
        for near in (step - 1, step, step + 1):
            if secret and code == totp.code_of_step(secret, near):
                if near <= person.last_step:
                    raise error("ExpiredCodeException", "Your software token has already been used once.")
                person.last_step = near
                return True
        return False

    def end_sessions(self, person: Person) -> None:
        for token, login in list(self.sessions.items()):
            if login.sub == person.attributes["sub"]:
                self.revoked.add(login.origin)
                del self.sessions[token]


def described(person: Person) -> dict[str, Any]:
    """As GetUser and AdminGetUser answer."""
    factors = {"UserMFASettingList": ["SOFTWARE_TOKEN_MFA"]} if person.mfa else {}
    attributes = [{"Name": name, "Value": value} for name, value in person.attributes.items()]
    status = person.status or ("CONFIRMED" if person.confirmed else "UNCONFIRMED")
    own = {"Username": person.attributes["sub"], "Enabled": True, "UserStatus": status}
    return {**own, "UserAttributes": attributes, **factors}


def error(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Operation")
