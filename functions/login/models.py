"""What opening, renewing and ending a session takes and gives."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from typing_extensions import TypedDict

from shared.identity.fields import Code, KnownEmailAddress, NewPassword, Password
from shared.models import Input, Text


class LogIn(Input):
    email: KnownEmailAddress
    password: Password


class SecondFactor(Input):
    session: Annotated[str, Text(300)]
    """From the answer to the login; good for five minutes and five codes."""
    code: Code
    """What the authenticator app shows."""


class Recovery(Input):
    email: KnownEmailAddress
    password: Password
    recovery_code: Annotated[str, Text(40)]
    """One of those that were shown when the second factor was set up. Case and separators do not matter."""


class SessionToken(Input):
    refresh_token: Annotated[str, Text(8192)] | None = None
    """The last one that was given out. Browsers leave it out: they have it in a cookie."""


class Forgotten(Input):
    email: KnownEmailAddress


class Reset(Input):
    email: KnownEmailAddress
    code: Code
    """From the mail."""
    password: NewPassword
    """At least 12 characters of any kind, and nothing that guessers try first."""


class Session(TypedDict):
    access_token: str
    expires_in: int
    """Seconds."""
    token_type: str
    refresh_token: NotRequired[str]
    """For the next refresh, which gives another one in its place. Not there for browsers, which have it in a
    cookie that scripts cannot read.
    """


class SecondStep(TypedDict):
    """The password was right, and the account asks for a code as well."""

    challenge: Literal["totp"]
    session: str
    """To be sent with the code."""


LoggedIn = Session | SecondStep
