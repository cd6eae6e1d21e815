"""Cognito, as far as people go who sign in at another provider."""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.request
from typing import Any, NamedTuple
from urllib.parse import urlencode

from functions.hosted_login.journey import Pages
from shared.clients import client
from shared.errors import Forbidden
from shared.identity.cognito import Refused, answers, unavailable
from shared.identity.cognito_pool import NOBODY, attributes_of, claims_of, signed_in
from shared.identity.provider import SignedIn
from shared.log import logger
from shared.settings import settings

TIMEOUT_S = 5
_EXTERNAL = "EXTERNAL_PROVIDER"


class Visitor(NamedTuple):
    """Who has signed in elsewhere, by their ID token."""

    username: str
    """Cognito's, like "google_1234"; the user id once they are joined with an account."""
    user_id: str
    email: str
    is_proven: bool
    """The other provider says that the address is theirs."""
    name: str
    source: tuple[str, str]
    """The other provider's name at Cognito, and the person's id there."""

    @property
    def is_joined(self) -> bool:
        return self.username == self.user_id


class Local(NamedTuple):
    """An account of the user pool itself."""

    username: str
    is_confirmed: bool
    is_usable: bool
    """It is not disabled, and its address has been proven to be its owner's."""


def exchange(pages: Pages, code: str, verifier: str) -> tuple[Visitor, SignedIn]:
    """Tokens for a code. Raises Forbidden("sign-in-expired"), or Unavailable.

    They come from Cognito itself over TLS, so that their signatures need no check (OpenID Connect Core,
    3.1.3.7).
    """
    form = {
        "grant_type": "authorization_code",
        "client_id": pages.client_id,
        "code": code,
        "redirect_uri": pages.callback,
        "code_verifier": verifier,
    }
    tokens = _post(f"https://{pages.domain}/oauth2/token", form)
    result = {
        "AccessToken": tokens["access_token"],
        "ExpiresIn": tokens["expires_in"],
        "RefreshToken": tokens["refresh_token"],
    }
    return _visitor(claims_of(tokens["id_token"])), signed_in({"AuthenticationResult": result})


class Directory:
    """The user pool's accounts. All methods raise Throttled or Unavailable, or Refused."""

    def find(self, email: str) -> Local | None:
        try:
            with answers():
                found = self._client.admin_get_user(UserPoolId=settings.user_pool_id, Username=email)
        except Refused as refusal:
            if refusal.code != NOBODY:
                raise
            return None
        is_own = found["Enabled"] and found["UserStatus"] != _EXTERNAL
        is_proven = attributes_of(found).get("email_verified") == "true"
        return Local(found["Username"], found["UserStatus"] != "UNCONFIRMED", is_own and is_proven)

    def create(self, email: str, name: str) -> str:
        """An account with a password that nobody knows: its owner can have it set anew. Returns its name."""
        attributes = {"email": email, "email_verified": "true", "name": name}
        with answers():
            made = self._client.admin_create_user(
                UserPoolId=settings.user_pool_id,
                Username=email,
                UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items() if value],
                MessageAction="SUPPRESS",
            )
            username: str = made["User"]["Username"]
            self._client.admin_set_user_password(
                UserPoolId=settings.user_pool_id,
                Username=username,
                Password=secrets.token_urlsafe(32),
                Permanent=True,
            )
        return username

    def forget_visitor(self, username: str) -> None:
        """Deletes what Cognito has made of somebody from elsewhere. An account is never deleted this way."""
        with answers():
            found = self._client.admin_get_user(UserPoolId=settings.user_pool_id, Username=username)
        if found["UserStatus"] != _EXTERNAL:
            raise Forbidden("This account cannot be entered this way.", code="account-not-usable")
        self.delete(username)

    def delete(self, username: str) -> None:
        with answers():
            self._client.admin_delete_user(UserPoolId=settings.user_pool_id, Username=username)

    def link(self, username: str, source: tuple[str, str]) -> None:
        """From now on signing in there is signing in to this account.
        https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
        """
        provider, subject = source
        with answers():
            self._client.admin_link_provider_for_user(
                UserPoolId=settings.user_pool_id,
                DestinationUser={"ProviderName": "Cognito", "ProviderAttributeValue": username},
                SourceUser={
                    "ProviderName": provider,
                    "ProviderAttributeName": "Cognito_Subject",
                    "ProviderAttributeValue": subject,
                },
            )

    @property
    def _client(self) -> Any:
        return client("cognito-idp")


def _post(address: str, form: dict[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(address, urlencode(form).encode())  # noqa: S310  # it is configuration
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:  # noqa: S310  # the same
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code != 400:
            raise unavailable() from error
        logger.info("a code was refused")
        raise Forbidden("That took too long. Sign in again.", code="sign-in-expired") from error
    except OSError as error:
        raise unavailable() from error
    return answer


def _visitor(claims: dict[str, Any]) -> Visitor:
    identities = claims.get("identities") or [{}]
    return Visitor(
        username=claims["cognito:username"],
        user_id=claims["sub"],
        email=claims.get("email", "").strip().lower(),
        is_proven=claims.get("email_verified") in (True, "true"),
        name=claims.get("name", ""),
        source=(identities[0].get("providerName", ""), identities[0].get("userId", "")),
    )
