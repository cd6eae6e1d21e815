"""A user pool in memory, its hosted pages and one other provider, for people who sign in with that.

`urllib` is led to it by an opener of its own, which is urllib's way to have addresses answered otherwise.
"""

# ruff: noqa: N803  # the arguments are botocore's
from __future__ import annotations

import base64
import hashlib
import io
import json
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from urllib.response import addinfourl

import jwt

from shared import clients
from shared.identity import pacing
from shared.settings import settings
from tests.support.cognito import FakeCognito, Person
from tests.support.cognito_state import error
from tests.support.tokens import CLIENT_ID, POOL_ID

DOMAIN = "daybook.auth.eu-west-2.amazoncognito.com"
APP = "https://daybook.example.com"
GRACE = {"email": "Grace@Example.com", "email_verified": True, "name": "Grace"}


class HostedCognito(FakeCognito):
    """Google's `sub` is "g-1" for everybody: one person uses the browser."""

    google = dict[str, Any](GRACE)
    """What Google says about that person."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.links: dict[str, str] = {}
        """Google's id → the user id of the account that it leads to."""
        self.visitors: dict[str, Person] = {}
        self.pages: dict[str, dict[str, str]] = {}
        """Codes that can be exchanged, with what the authorize page was given."""

    def authorize(self, address: str) -> tuple[str, str]:
        """The browser goes there, and the person signs in. What it comes back with: code and state."""
        place = urlsplit(address)
        assert (place.scheme, place.netloc, place.path) == ("https", DOMAIN, "/oauth2/authorize")
        given = dict(parse_qsl(place.query))
        assert given["client_id"] == CLIENT_ID and given["redirect_uri"] == f"{APP}/v1/auth/callback"
        assert given["identity_provider"] == "Google" and given["response_type"] == "code"
        code = str(uuid.uuid4())
        self.pages[code] = given
        return code, given["state"]

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The token endpoint's answer; None: refused."""
        given = self.pages.pop(form["code"], None)
        digest = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if given is None or given["code_challenge"] != digest.rstrip(b"=").decode():
            return None
        assert form["redirect_uri"] == given["redirect_uri"] and form["grant_type"] == "authorization_code"
        return self._tokens(self._who())

    def by_name(self, name: str) -> Person:
        return self.visitors[name] if name in self.visitors else super().by_name(name)

    def admin_create_user(
        self, *, UserPoolId: str, Username: str, UserAttributes: list[Any], MessageAction: str
    ) -> dict[str, Any]:
        self.begin("admin_create_user", pool_id=UserPoolId)
        assert MessageAction == "SUPPRESS"
        attributes = {item["Name"]: item["Value"] for item in UserAttributes}
        person = self.add(Username, password=str(uuid.uuid4()), attributes=attributes)
        return {"User": {"Username": person.attributes["sub"]}}

    def admin_link_provider_for_user(
        self, *, UserPoolId: str, DestinationUser: dict[str, str], SourceUser: dict[str, str]
    ) -> dict[str, Any]:
        self.begin("admin_link_provider_for_user", pool_id=UserPoolId)
        assert SourceUser == {
            "ProviderName": "Google",
            "ProviderAttributeName": "Cognito_Subject",
            "ProviderAttributeValue": "g-1",
        }
        if self.visitors:
            raise error("InvalidParameterException", "Source user already exists")
        self.links["g-1"] = self.by_name(DestinationUser["ProviderAttributeValue"]).attributes["sub"]
        return {}

    def admin_delete_user(self, *, UserPoolId: str, Username: str) -> dict[str, Any]:
        if visitor := self.visitors.pop(Username, None):
            self.end_sessions(visitor)
            return {}
        return super().admin_delete_user(UserPoolId=UserPoolId, Username=Username)

    def _who(self) -> Person:
        if "g-1" in self.links:
            return self.by_name(self.links["g-1"])
        if "google_g-1" not in self.visitors:
            own = {"sub": str(uuid.uuid4()), "email": self.google["email"]}
            person = Person(own["email"], "", own, confirmed=True, status="EXTERNAL_PROVIDER")
            self.visitors["google_g-1"] = person
        return self.visitors["google_g-1"]

    def _tokens(self, person: Person) -> dict[str, Any]:
        sub = person.attributes["sub"]
        tokens = self._open(person)["AuthenticationResult"]
        claims = {
            "sub": sub,
            "cognito:username": sub if "g-1" in self.links else "google_g-1",
            "identities": [{"providerName": "Google", "userId": "g-1"}],
            **self.google,
        }
        return {
            "access_token": tokens["AccessToken"],
            "refresh_token": tokens["RefreshToken"],
            "id_token": jwt.encode(claims, "k" * 32, "HS256"),
            "expires_in": 3600,
            "token_type": "Bearer",
        }


class _TokenEndpoint(urllib.request.HTTPSHandler):
    def __init__(self, pool: HostedCognito) -> None:
        super().__init__()
        self.pool = pool

    def https_open(self, request: urllib.request.Request) -> Any:
        assert request.full_url == f"https://{DOMAIN}/oauth2/token"
        if "token" in self.pool.failures:
            raise self.pool.failures["token"]
        assert isinstance(request.data, bytes)
        answer = self.pool.token(dict(parse_qsl(request.data.decode())))
        status, body = (200, answer) if answer else (400, {"error": "invalid_grant"})
        response = addinfourl(io.BytesIO(json.dumps(body).encode()), Message(), request.full_url, status)
        response.msg = ""  # type: ignore[attr-defined]  # urllib reads it of whatever answers
        return response


@contextmanager
def hosted_cognito() -> Iterator[HostedCognito]:
    """As `fake_cognito`, with Google among the providers."""
    pool = HostedCognito()
    known = {"hosted_domain": DOMAIN, "hosted_providers": "google=Google", "hosted_app_address": APP}
    urllib.request.install_opener(urllib.request.build_opener(_TokenEndpoint(pool)))
    try:
        with (
            clients.override(cognito_idp=pool),
            settings.override(user_pool_id=POOL_ID, user_pool_client_id=CLIENT_ID, **known),
            pacing.override(pool.time.clock, pool.time.sleep),
        ):
            yield pool
    finally:
        urllib.request.install_opener(urllib.request.build_opener())
