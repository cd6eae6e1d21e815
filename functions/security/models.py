"""Bodies and answers about the safety of one's own account."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from shared.identity.answers import Profile
from shared.identity.fields import Code, EmailAddress, NewPassword, Password
from shared.identity.security_answers import AccessToken, SecurityEvent
from shared.models import Input, Number, Text

__all__ = ["Profile"]

Scope = Literal[
    "analytics:read",
    "analytics:write",
    "files:read",
    "files:write",
    "habits:read",
    "habits:write",
    "notes:read",
    "notes:write",
    "notifications:read",
    "notifications:write",
    "profile:read",
    "profile:write",
    "rewards:read",
    "rewards:write",
    "tasks:read",
    "tasks:write",
]
Name = Annotated[str, Text(60)]


class OwnPassword(Input):
    """Proves that it is the owner who asks, and not somebody at a screen that was left open."""

    password: Password


class AppCode(Input):
    """What the authenticator app shows now."""

    code: Code


class PasswordChange(Input):
    current_password: Password
    new_password: NewPassword
    """At least 12 characters of any kind, and nothing that guessers try first."""


class EmailChange(Input):
    email: EmailAddress
    """The new address. A code is sent to it."""
    password: Password


class EmailConfirmation(Input):
    code: Code
    """From the mail to the new address."""


class TokenRequest(Input):
    name: Name
    """What the token is for."""
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=20)]
    expires_in_days: Annotated[int, Number(1, 366)] | None
    """Null: it does not expire."""


class Closing(TypedDict):
    erase_at: str
    """RFC 3339, UTC. Until then the account can be kept."""


class Security(TypedDict):
    identity: Literal["cognito", "native"]
    """Who keeps the credentials."""
    mfa: bool
    """Whether signing in asks for a code of an authenticator app."""
    recovery_codes_left: int
    password_changed_at: str | None
    """RFC 3339, UTC; null when it is the first one."""
    closing: Closing | None
    """There when the account is to be erased."""


class OpenSession(TypedDict):
    id: str
    current: bool
    """The one that asks."""
    device: str
    """For example "Firefox on Linux"."""
    address: str
    """The IP address from which it was last used."""
    created_at: str
    last_used_at: str
    """To the hour."""
    expires_at: str


class OpenSessions(TypedDict):
    items: list[OpenSession]


class Enrolment(TypedDict):
    """For the authenticator app. Nothing is asked for before `verify_mfa` has seen a code of it."""

    secret: str
    """In base 32, to be typed in."""
    uri: str
    """The same as an otpauth:// address, to be shown as a QR code."""


class RecoveryCodes(TypedDict):
    """Each is good for one login without the app. They are not shown again, and earlier ones are void."""

    recovery_codes: list[str]


class AccessTokens(TypedDict):
    items: list[AccessToken]


class NewAccessToken(AccessToken):
    token: str | None
    """What programs send as `Authorization: Bearer …`. Shown this once. Null when the request was repeated
    with its Idempotency-Key: delete the token and make another one."""


class SecurityEvents(TypedDict):
    items: list[SecurityEvent]
    next_cursor: str | None
