"""The attacks of tests/unit/attacks over real HTTP: every route of the manifests, whoever keeps the accounts.

There every bad token is tried at every route. All routes have the one authorizer, so here each is tried
with none and with the next two of the bad ones, in turn: a route wired wrongly shows with any of them.

A user pool's key is Cognito's own, so what that has signed must come from Cognito: "other audience" is a
token for another client of the pool, "other issuer" one of another pool. One that has expired cannot be had
without waiting for it: the unit tests have it, and so has the native stack, whose key an operator can read.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from shared.identity import access_tokens
from tests.support.attacked import NOBODYS, PRIVATE, UNKNOWN_ID, AttackedRoute
from tests.support.belongings import one_of_each
from tests.support.examples import body_of, query_of
from tests.support.forgeries import unsigned, with_public_key
from tests.support.people import log_in, with_token
from tests.support.stack import PASSWORD, Account, Api, Reply, Stack, eventually, unused_address

# That a route is wired to the authorizer is the same whoever keeps the accounts: so with the second keeper
# only some are tried, which show what that one's tokens are worth.
SOME = 8
routes = pytest.mark.parametrize(
    "attacked",
    [
        pytest.param(route, id=str(route), marks=[pytest.mark.wiring] if number % SOME else [])
        for number, route in enumerate(PRIVATE)
    ],
)
BAD_TOKENS_OF_A_ROUTE = 2


class Scene(NamedTuple):
    stack: Stack
    dynamodb: Any
    ada: Account
    mallory: Account
    ids: dict[str, str]
    """Of what is Ada's, by the parameter that they go into."""
    bad: dict[str, str]
    """Tokens by what is wrong with them."""
    narrow: dict[str, str]
    """Ada's personal tokens by the scope that they lack."""

    def belongings(self) -> dict[tuple[str, str], Any]:
        """All items of both."""
        return {
            (item["pk"]["S"], item["sk"]["S"]): item
            for person in (self.ada, self.mallory)
            for kind in ("USER#", "AUTH#")
            for item in self._partition(kind + person.id)
        }

    def _partition(self, pk: str) -> list[dict[str, Any]]:
        answer = self.dynamodb.query(
            TableName=self.stack.endpoints["table_name"],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ConsistentRead=True,
        )
        items: list[dict[str, Any]] = answer["Items"]
        return items


@pytest.fixture(scope="module")
def scene(stack: Stack, new_account: Callable[..., Account]) -> Iterator[Scene]:
    ada, mallory = new_account(name="Ada"), new_account(name="Mallory")
    ids = one_of_each(partial(_ask, ada.api), "hers")
    ids["session_id"] = ada.api.get("/users/me/sessions").expect(200)["items"][0]["id"]
    ids["notification_id"] = _notification(stack, ada)
    with _bad_tokens(stack, ada) as bad:
        narrow = {scope: _personal(ada, scope) for scope in sorted({a.route.scope or "" for a in PRIVATE})}
        made = Scene(
            stack, stack.aws("dynamodb"), ada, mallory, ids, {**bad, "revoked": _revoked(stack, ada)}, narrow
        )
        _settle(made)
        yield made


def _notification(stack: Stack, person: Account) -> str:
    """One that the person has been sent; its id."""
    at, ref = {"S": "2026-01-01T00:00:00Z"}, {"M": {"name": {"S": "hers"}}}
    told = {"kind": {"S": "milestone"}, "ref": ref, "at": at}
    key = {"pk": {"S": f"USER#{person.id}"}, "sk": {"S": f"NOTIFICATION#{UNKNOWN_ID}"}}
    stack.aws("dynamodb").put_item(TableName=stack.endpoints["table_name"], Item={**key, **told})
    return UNKNOWN_ID


@routes
def test_no_bad_token_gets_anywhere(scene: Scene, attacked: AttackedRoute) -> None:
    before = scene.belongings()
    assert _send(Api(scene.stack.api_url), attacked, scene.ids).status == 401
    for name in _in_turn(list(scene.bad), PRIVATE.index(attacked)):
        reply = _send(Api(scene.stack.api_url, scene.bad[name]), attacked, scene.ids)
        assert reply.status == 401, f"{name}: {reply.status}"
        reply.problem(401)
    assert scene.belongings() == before


def _in_turn(names: list[str], place: int) -> list[str]:
    first = place * BAD_TOKENS_OF_A_ROUTE
    return [names[(first + step) % len(names)] for step in range(BAD_TOKENS_OF_A_ROUTE)]


@routes
def test_no_token_gets_further_than_its_scopes(scene: Scene, attacked: AttackedRoute) -> None:
    before = scene.belongings()
    api = Api(scene.stack.api_url, scene.narrow[attacked.route.scope or ""])
    assert _send(api, attacked, scene.ids).problem(403)["type"].endswith("scope-missing")
    assert scene.belongings() == before


@pytest.mark.parametrize(
    "attacked", [one for one in PRIVATE if set(one.parameters) - NOBODYS.keys()], ids=str
)
def test_what_is_anothers_is_not_there(scene: Scene, attacked: AttackedRoute) -> None:
    before = scene.belongings()
    _send(scene.mallory.api, attacked, scene.ids).problem(404)
    assert scene.belongings() == before


def _send(api: Api, attacked: AttackedRoute, ids: dict[str, str], body: Any = None) -> Reply:
    takes_body = attacked.route.method in ("POST", "PUT", "PATCH")
    return api.request(
        attacked.route.method,
        attacked.path_with(ids).removeprefix("/v1"),
        (body or body_of(attacked.operation)) if takes_body else None,
        params=query_of(attacked.operation),
    )


def _ask(api: Api, attacked: AttackedRoute, ids: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
    reply = _send(api, attacked, ids, body)
    if attacked.route.name == "create_order":  # the points for what was done come by themselves
        reply = eventually(lambda: _paid(api, attacked, ids, body), "points for an order", seconds=30)
    assert reply.status in (200, 201, 202), f"{attacked}: {reply.response.text}"
    made: dict[str, Any] = reply.body
    return made


def _paid(api: Api, attacked: AttackedRoute, ids: dict[str, str], body: dict[str, Any]) -> Reply | None:
    reply = _send(api, attacked, ids, body)
    return None if reply.status in (409, 503) else reply


def _settle(scene: Scene) -> None:
    """What happens by itself after Ada has come (statistics, her export) is no attack's doing."""
    seen: list[Any] = [None]

    def unchanged() -> bool:
        time.sleep(2)
        seen.append(scene.belongings())
        return seen[-1] == seen[-2]

    eventually(unchanged, "an account that has come to rest", seconds=60)


def _personal(ada: Account, lacking: str) -> str:
    scopes = [scope for scope in access_tokens.SCOPES if scope != lacking]
    body = {"name": f"all but {lacking}", "scopes": scopes, "expires_in_days": 1}
    token: str = ada.api.post("/users/me/tokens", body).expect(201)["token"]
    other = next(one for one in PRIVATE if one.route.scope in scopes and one.route.method == "GET")
    # Its use is noted once an hour: now, so that this is not an attack's doing either.
    assert _send(Api(ada.api.base_url, token), other, {}).status not in (401, 403)
    return token


def _revoked(stack: Stack, ada: Account) -> str:
    """Of a session that has ended. It has not been used before, so nobody remembers that it was good."""
    session = log_in(stack, ada.email)
    Api(stack.api_url).post("/auth/logout", {"refresh_token": session["refresh_token"]}).expect(204)
    token: str = session["access_token"]
    assert with_token(stack, token).get("/users/me").status == 401
    return token


@contextmanager
def _bad_tokens(stack: Stack, ada: Account) -> Iterator[dict[str, str]]:
    token = ada.api.token or ""
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, options={"verify_signature": False})
    forged = {
        "no JWT": "not-a-token",
        "alg none": unsigned({**header, "alg": "none"}, claims),
        "personal, made up": f"dbk_{ada.id}_{'A' * 43}",
    }
    with (_of_own_key if stack.identity == "native" else _of_the_pool)(stack, ada, header, claims) as more:
        yield {**forged, **more}


@contextmanager
def _of_own_key(
    stack: Stack, ada: Account, header: dict[str, Any], claims: dict[str, Any]
) -> Iterator[dict[str, str]]:
    """Signed by the very key of the stack, but for the first two."""
    secret = stack.aws("secretsmanager").get_secret_value(SecretId=stack.endpoints["signing_secret_arn"])
    kept = json.loads(secret["SecretString"])
    key = load_pem_private_key(kept["keys"][kept["current"]].encode(), password=None)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def signed(by: Any = key, **changes: Any) -> str:
        return jwt.encode({**claims, **changes}, by, "ES256", headers={"kid": kept["current"]})

    assert with_token(stack, signed(jti="good")).get("/users/me").status == 200, "the key is not the stack's"
    yield {
        "wrong signature": signed(ec.generate_private_key(ec.SECP256R1())),
        "HS256 with the public key": with_public_key({**header, "alg": "HS256"}, claims, public),
        "expired": signed(exp=int(time.time()) - 1),
        "other audience": signed(client_id="another"),
        "other issuer": signed(iss=claims["iss"] + "2"),
        "a session that never was": signed(sid="01HZZZZZZZZZZZZZZZZZZZZZZZ"),
    }


@contextmanager
def _of_the_pool(
    stack: Stack, ada: Account, header: dict[str, Any], claims: dict[str, Any]
) -> Iterator[dict[str, str]]:
    """What anybody can make of the pool's public key, and what Cognito has signed for others."""
    idp, pool_id = stack.aws("cognito-idp"), stack.endpoints["user_pool_id"]
    foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client_id, other_pool = (
        _new_client(idp, pool_id),
        idp.create_user_pool(PoolName="attacks")["UserPool"]["Id"],
    )
    try:
        yield {
            "wrong signature": jwt.encode(claims, foreign, "RS256", headers={"kid": header["kid"]}),
            "HS256 with the public key": with_public_key(
                {**header, "alg": "HS256"}, claims, _public_key(stack, pool_id, header["kid"])
            ),
            "other audience": _token_for(idp, pool_id, client_id, ada.email),
            "other issuer": _token_for(
                idp, other_pool, _new_client(idp, other_pool), _somebody(idp, other_pool)
            ),
        }
    finally:
        idp.delete_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
        idp.delete_user_pool(UserPoolId=other_pool)


def _public_key(stack: Stack, pool_id: str, key_id: str) -> bytes:
    address = f"{stack.endpoints['aws_endpoint_url'].rstrip('/')}/{pool_id}/.well-known/jwks.json"
    keys = requests.get(address, timeout=10).json()["keys"]
    key = next(jwt.PyJWK(key).key for key in keys if key["kid"] == key_id)
    pem: bytes = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem


def _new_client(idp: Any, pool_id: str) -> str:
    made = idp.create_user_pool_client(
        UserPoolId=pool_id, ClientName="attacks", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )
    client_id: str = made["UserPoolClient"]["ClientId"]
    return client_id


def _somebody(idp: Any, pool_id: str) -> str:
    email = unused_address("elsewhere")
    idp.admin_create_user(UserPoolId=pool_id, Username=email, MessageAction="SUPPRESS")
    idp.admin_set_user_password(UserPoolId=pool_id, Username=email, Password=PASSWORD + "1A!", Permanent=True)
    return email


def _token_for(idp: Any, pool_id: str, client_id: str, email: str) -> str:
    password = PASSWORD + "1A!" if email.startswith("elsewhere") else PASSWORD
    answer = idp.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": email, "PASSWORD": password},
    )
    token: str = answer["AuthenticationResult"]["AccessToken"]
    return token
