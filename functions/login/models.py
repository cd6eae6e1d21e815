"""What opening, renewing and ending a session takes and gives."""

from __future__ import annotations

from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from shared.identity.fields import KnownEmailAddress, Password
from shared.models import Input, Text


class LogIn(Input):
    email: KnownEmailAddress
    password: Password


class SessionToken(Input):
    refresh_token: Annotated[str, Text(8192)] | None = None
    """From the answer to the login. Browsers leave it out: they have it in a cookie."""


class Session(TypedDict):
    access_token: str
    expires_in: int
    """Seconds."""
    token_type: str
    refresh_token: NotRequired[str]
    """Not there for browsers, which have it in a cookie that scripts cannot read."""
