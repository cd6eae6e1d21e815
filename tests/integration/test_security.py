"""Who may do what, tried over real HTTP with IAM enforced, on every route that the manifests declare."""

from __future__ import annotations

import base64
import json
import re
import time
from functools import cache

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.support.stack import Account, Api, Stack
from tools.manifests import Route, load_all

PRIVATE_ROUTES = [route for each in load_all().values() for route in each.routes if route.auth == "user"]
A_ULID, A_DAY = "01JD0000000000000000000000", "2026-01-01"
PARAMETER = re.compile(r"{(\w+)}")


def path_of(route: Route) -> str:
    """The route's path with parameters that are well formed, whatever their names."""
    path = route.path.removeprefix("/v1")
    return PARAMETER.sub(lambda found: A_DAY if found[1] == "date" else A_ULID, path)


@cache
def foreign_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def unsigned(claims: dict) -> str:
    def encode(part: dict) -> str:
        return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()

    return f"{encode({'alg': 'none', 'typ': 'JWT'})}.{encode(claims)}."


def forgeries(token: str) -> dict[str, str]:
    """Tokens that say what a good one says, and must not be believed."""
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, options={"verify_signature": False})
    later = {**claims, "exp": int(time.time()) + 3600}
    start, _, signature = token.rpartition(".")
    return {
        "garbage": "not-a-token",
        "alg none": unsigned(later),
        "another key": jwt.encode(later, foreign_key(), "RS256", headers={"kid": header["kid"]}),
        "unknown key id": jwt.encode(later, foreign_key(), "RS256", headers={"kid": "other"}),
        "shared secret": jwt.encode(later, "x" * 64, "HS256", headers={"kid": header["kid"]}),
        "changed claims": f"{unsigned({**later, 'sub': 'someone'})}{signature}",
        "cut short": f"{start}.{signature[:-8]}",
    }


@pytest.mark.parametrize("route", PRIVATE_ROUTES, ids=lambda route: route.name)
def test_a_private_route_wants_a_token(api: Api, route: Route) -> None:
    assert api.request(route.method, path_of(route)).status == 401


@pytest.mark.parametrize("route", PRIVATE_ROUTES, ids=lambda route: route.name)
def test_a_private_route_refuses_a_bad_token(api: Api, route: Route) -> None:
    Api(api.base_url, "not-a-token").request(route.method, path_of(route)).problem(401)


def test_no_forged_token_is_believed(api: Api, ada: Account) -> None:
    assert ada.api.token
    for what, forged in forgeries(ada.api.token).items():
        reply = Api(api.base_url, forged).get("/users/me")
        assert reply.status == 401, f"{what}: {reply.status}"


def test_an_identity_token_is_no_access_token(stack: Stack, api: Api, ada: Account) -> None:
    if stack.identity != "cognito":
        pytest.skip("only Cognito gives identity tokens")
    answer = stack.aws("cognito-idp").admin_initiate_auth(
        UserPoolId=stack.endpoints["user_pool_id"],
        ClientId=stack.endpoints["user_pool_client_id"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": ada.email, "PASSWORD": ada.password},
    )
    assert Api(api.base_url, answer["AuthenticationResult"]["IdToken"]).get("/users/me").status == 401


def test_the_document_is_served_to_everybody(api: Api) -> None:
    document = api.get("/openapi.json").expect(200)
    assert document["openapi"].startswith("3.1")
    assert {route.path for route in PRIVATE_ROUTES} <= set(document["paths"])


def test_cors_lets_pages_call_but_never_with_credentials(api: Api) -> None:
    headers = {
        "origin": "https://elsewhere.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    reply = api.request("OPTIONS", "/habits", headers=headers)
    assert reply.headers.get("access-control-allow-origin")
    assert reply.headers.get("access-control-allow-credentials") != "true"
