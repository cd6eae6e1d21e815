"""Who keeps people's credentials: Amazon Cognito, or Daybook itself. Everything above asks a `Provider`.

    answer = provider().log_in(email, password)      # SignedIn, or a Challenge when a second factor is on

`settings.identity` ("cognito" or "native") says which; each is imported only when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol

from shared.settings import settings

_MODULES = {
    "cognito": "shared.identity.cognito_provider",
    "native": "shared.identity.native_provider",
}
"""Each has `from_settings() -> Provider`."""


class SignedIn(NamedTuple):
    """A session that the provider has opened or renewed."""

    user_id: str
    session_id: str
    """Cognito: `origin_jti` of the access token, the same for all tokens of one login. Native: a ULID."""
    access_token: str
    expires_in: int
    """Seconds the access token is good for."""
    renewal: str
    """What `renew` and `end` want: Cognito's refresh token. Native needs none: ""."""


class Challenge(NamedTuple):
    """The password was right; a code of the person's authenticator app (RFC 6238) is asked for now."""

    user_id: str
    state: str
    """What the provider wants back with the code: Cognito's `Session`, good for 5 minutes. Native: ""."""


class AddressTaken(Exception):
    """There is an account for this address already, confirmed or not."""


class CodeRefused(Exception):
    """A code is wrong, too old, used up or unknown; which of these is not told."""


class Provider(Protocol):
    """Every method raises Throttled or Unavailable when the service behind it cannot answer.

    Addresses come in as shared/identity/addresses.py leaves them; passwords have passed the rules already.
    What takes an access token raises Forbidden("password-sign-in-needed") for one of a sign-in elsewhere.
    """

    def sign_up(
        self, email: str, password: str, name: str, timezone: str, language: str | None = None
    ) -> None:
        """Makes an unconfirmed account and sends its code. Raises AddressTaken, or Invalid."""

    def confirm(self, email: str, code: str) -> None:
        """The code of `sign_up` is here, so the address is the person's own. Raises CodeRefused."""

    def resend(self, email: str) -> None:
        """Sends the code again to an address that waits for one; every other is passed over in silence."""

    def log_in(self, email: str, password: str) -> SignedIn | Challenge:
        """Raises Unauthenticated("invalid-credentials"), or Forbidden("email-not-confirmed")."""

    def answer(self, challenge: Challenge, code: str) -> SignedIn:
        """The second factor. Raises CodeRefused, or Unauthenticated("challenge-expired")."""

    def renew(self, user_id: str, session_id: str, renewal: str) -> SignedIn:
        """Another access token for a session. Raises Unauthenticated("session-ended")."""

    def end(self, renewal: str) -> None:
        """The session can be renewed no more; silent if it has ended already."""

    def end_all(self, user_id: str) -> None:
        """None of the person's sessions can be renewed any more."""

    def forgot(self, email: str) -> None:
        """Sends a code for `reset`; passes over addresses that nobody has confirmed in silence."""

    def reset(self, email: str, code: str, password: str) -> str:
        """Sets the password and returns the person's id. Raises CodeRefused."""

    def check_password(self, user_id: str, email: str, password: str) -> bool:
        """Whether it is the person's password, whatever second factor there is. Opens no session."""

    def change_password(self, user_id: str, password: str) -> None:
        """Sets the password of a person who has proved the old one."""

    def begin_email_change(self, user_id: str, email: str, access_token: str) -> None:
        """Sends a code to the new address. One that is taken: the same silence, and its owner's mail at most.
        The old address stays until `confirm_email_change`.
        """

    def confirm_email_change(self, user_id: str, code: str, access_token: str) -> str:
        """The code from the new address is here; returns the address. Raises CodeRefused."""

    def has_totp(self, user_id: str) -> bool:
        """Whether a second factor is asked for at login."""

    def enrol_totp(self, user_id: str, access_token: str) -> str:
        """A new secret for an authenticator app, in base32; not asked for before `verify_totp`."""

    def verify_totp(self, user_id: str, access_token: str, code: str) -> None:
        """The app shows this code for the new secret: from now on it is asked for. Raises CodeRefused."""

    def disable_totp(self, user_id: str) -> None:
        """The password is enough from now on; silent if it was."""

    def attributes(self, user_id: str) -> dict[str, str]:
        """`sub`, `email`, `name`, `zoneinfo` and `locale` ("en", "de"), those that are known.

        Raises Unauthenticated for nobody.
        """

    def delete(self, user_id: str) -> None:
        """The account is gone; silent if it was."""


def provider() -> Provider:
    """The one that this installation has (Terraform variable `identity`). Raises ValueError for another."""
    if settings.identity not in _MODULES:
        raise ValueError(f"IDENTITY is {settings.identity!r}: it must be one of {', '.join(_MODULES)}")
    made: Provider = import_module(_MODULES[settings.identity]).from_settings()
    return made
