"""The key that signs access tokens is replaced while people are at work; with native accounts only."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest

from tests.support.people import log_in, with_token
from tests.support.stack import Account, Api, Stack, eventually

CLIENTS = 20


@pytest.fixture(autouse=True)
def _own_keys(stack: Stack) -> None:
    if stack.identity != "native":
        pytest.skip("Cognito signs its own tokens")


def current_key(stack: Stack) -> str:
    """The name of the key that signs now, from the secret itself."""
    secret = stack.aws("secretsmanager").get_secret_value(SecretId=stack.endpoints["signing_secret_arn"])
    name: str = json.loads(secret["SecretString"])["current"]
    return name


def published(stack: Stack) -> dict[str, Any]:
    """The public keys, by name, that the authorizer believes."""
    item = stack.item("AUTH#SIGNING", "JWKS")
    assert item
    return {key["M"]["kid"]["S"]: key["M"] for key in item["keys"]["L"]}


def test_no_request_fails_while_the_key_is_replaced(
    stack: Stack, new_account: Callable[..., Account]
) -> None:
    account, before = new_account(name="Busy"), current_key(stack)
    tokens = [log_in(stack, account.email) for _ in range(2)]
    statuses: list[int] = []
    over = threading.Event()

    def work(number: int) -> None:
        session = tokens[number % len(tokens)]
        api, renewing = with_token(stack, session["access_token"]), Api(stack.api_url)
        while not over.is_set():
            statuses.append(api.get("/users/me").status)
            if number < len(tokens):  # Others renew at the same time, and go on with what they got.
                answer = renewing.post("/auth/refresh", {"refresh_token": session["refresh_token"]})
                statuses.append(answer.status)
                session = answer.body
                api = with_token(stack, session["access_token"])

    with ThreadPoolExecutor(CLIENTS) as pool:
        workers = [pool.submit(work, number) for number in range(CLIENTS)]
        try:
            eventually(lambda: len(statuses) >= CLIENTS, "requests before the rotation")
            stack.aws("secretsmanager").rotate_secret(SecretId=stack.endpoints["signing_secret_arn"])
            eventually(lambda: current_key(stack) != before, "another key")
            so_far = len(statuses)
            eventually(lambda: len(statuses) > so_far + 5 * CLIENTS, "requests after the rotation")
        finally:
            over.set()
        for worker in workers:
            worker.result()
    assert set(statuses) == {200}, {status: statuses.count(status) for status in set(statuses)}


def test_tokens_of_the_key_before_stay_good_until_they_expire(stack: Stack, ada: Account) -> None:
    assert ada.api.token
    header, claims = jwt.get_unverified_header(ada.api.token), jwt.decode(
        ada.api.token, options={"verify_signature": False}
    )
    before = current_key(stack)
    stack.aws("secretsmanager").rotate_secret(SecretId=stack.endpoints["signing_secret_arn"])
    eventually(lambda: current_key(stack) != before, "another key")
    assert ada.api.get("/users/me").status == 200
    keys = published(stack)
    assert header["kid"] in keys and current_key(stack) in keys
    assert float(keys[before]["until"]["N"]) >= claims["exp"]
