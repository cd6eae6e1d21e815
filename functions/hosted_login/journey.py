"""The way to another provider and back, as far as it leads through addresses and a cookie (RFC 6749, 7636).

The cookie holds what the way back has to prove: nobody else's answer fits it, so nobody can be signed in to
an account that another person has chosen.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import NamedTuple
from urllib.parse import urlencode

from shared.errors import Forbidden

# __Host-: no other host, not even one of the same domain, can have set it. Lax: the way back is a navigation
# that begins on another site, with which a strict cookie would not be sent.
COOKIE = "__Host-daybook-elsewhere"
_ATTRIBUTES = "HttpOnly; Secure; SameSite=Lax; Path=/"
MAX_AGE_S = 600
# Nothing that lets a token change its owner's account at Cognito: nobody was asked for a second factor here.
SCOPES = "email openid profile"


class Journey(NamedTuple):
    provider: str
    state: str
    verifier: str
    """Of PKCE: who has only seen the code cannot use it."""
    again: bool
    """It is the second one, after the account has been joined."""


class Pages(NamedTuple):
    """Where Cognito's pages are, for which client, and how it calls the providers (name → its name)."""

    domain: str
    client_id: str
    app_address: str
    providers: dict[str, str]

    @property
    def callback(self) -> str:
        return f"{self.app_address}/v1/auth/callback"

    def address(self, journey: Journey) -> str:
        """Where the browser goes now: straight on to the provider, past Cognito's own page."""
        digest = hashlib.sha256(journey.verifier.encode()).digest()
        parameters = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.callback,
            "identity_provider": self.providers[journey.provider],
            "scope": SCOPES,
            "state": journey.state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"https://{self.domain}/oauth2/authorize?{urlencode(parameters)}"


def begin(provider: str, *, again: bool = False) -> Journey:
    return Journey(provider, secrets.token_urlsafe(24), secrets.token_urlsafe(48), again)


def cookie_of(journey: Journey) -> str:
    value = ":".join((journey.provider, journey.state, journey.verifier, "2" if journey.again else "1"))
    return f"{COOKIE}={value}; Max-Age={MAX_AGE_S}; {_ATTRIBUTES}"


def cookie_removed() -> str:
    return f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"


def resume(cookie: str | None, state: str | None) -> Journey:
    """The journey that this answer belongs to. Raises Forbidden("sign-in-expired") for any other answer."""
    parts = (cookie or "").split(":")
    if len(parts) != 4 or not hmac.compare_digest(parts[1].encode(), (state or "").encode()):
        raise Forbidden("This sign-in was begun elsewhere, or too long ago.", code="sign-in-expired")
    return Journey(parts[0], parts[1], parts[2], parts[3] == "2")
