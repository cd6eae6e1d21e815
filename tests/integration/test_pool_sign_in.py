"""Other clients of the user pool: who signs in by SRP, not by our API, is seen and sent away all the same."""

from __future__ import annotations

from collections.abc import Callable

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from tests.support.people import await_refusal, enrol, with_token
from tests.support.stack import PASSWORD, Account, Stack

pytestmark = pytest.mark.waits


@pytest.fixture(autouse=True)
def _pool(stack: Stack) -> None:
    if stack.identity != "cognito":
        pytest.skip("there is no user pool")


def sign_in(stack: Stack, email: str, password: str = PASSWORD) -> dict[str, str]:
    """The pool's tokens, as a client gets them that knows nothing of Daybook's API."""
    pool = boto3.client(
        "cognito-idp",
        endpoint_url=stack.endpoints["aws_endpoint_url"],
        region_name=stack.endpoints["region"],
        config=Config(signature_version=UNSIGNED),
    )
    ids = {"pool_id": stack.endpoints["user_pool_id"], "client_id": stack.endpoints["user_pool_client_id"]}
    answer = AWSSRP(username=email, password=password, client=pool, **ids).authenticate_user()
    tokens: dict[str, str] = answer["AuthenticationResult"]
    return tokens


def test_its_token_opens_the_api_and_its_session_is_seen(
    stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Other")
    tokens = sign_in(stack, account.email)
    assert with_token(stack, tokens["AccessToken"]).get("/users/me").expect(200)["id"] == account.id
    found = account.api.get("/users/me/sessions").expect(200)["items"]
    assert "Another client" in [each["device"] for each in found]


def test_its_session_is_ended_like_any_other(stack: Stack, new_account: Callable[..., Account]) -> None:
    account = new_account(name="Sent")
    tokens = sign_in(stack, account.email)
    with_token(stack, tokens["AccessToken"]).get("/users/me").expect(200)
    account.api.delete("/users/me/sessions?keep_current=true").expect(204)
    await_refusal(with_token(stack, tokens["AccessToken"]), "the end of the other client's session")


def test_a_wrong_password_signs_nobody_in(stack: Stack, ada: Account) -> None:
    with pytest.raises(ClientError, match="NotAuthorized"):
        sign_in(stack, ada.email, "not the right one")


def test_it_meets_the_second_step_too(stack: Stack, new_account: Callable[..., Account]) -> None:
    account = new_account(name="Firm")
    enrol(account)
    with pytest.raises(SoftwareTokenMFAChallengeException):
        sign_in(stack, account.email)
