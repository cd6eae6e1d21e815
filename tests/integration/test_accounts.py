"""Signing up and in, against the real pool, table and PostgreSQL of the local cloud."""

from __future__ import annotations

import pytest

from tests.support.stack import PASSWORD, Account, Api, Stack, code_for, eventually, sign_up, unused_address


def test_a_confirmed_person_has_a_profile_and_a_row_in_postgresql(stack: Stack, ada: Account) -> None:
    profile = ada.api.get("/users/me").expect(200)
    assert profile["email"] == ada.email and profile["timezone"] == "Europe/London"
    assert ada.api.get("/auth/user").expect(200) == profile
    row = eventually(lambda: stack.user_row(ada.id), "the user's row in PostgreSQL")
    assert row["email"] == ada.email


def test_signing_up_twice_looks_the_same_as_once(stack: Stack, ada: Account) -> None:
    first, again = sign_up(stack, unused_address("new")), sign_up(stack, ada.email)
    assert first.status == again.status == 201
    assert first.body.keys() == again.body.keys()
    assert first.body["code_length"] == again.body["code_length"]
    Account.log_in(stack, ada.email)


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_code_is_refused_alike_for_known_and_unknown_addresses(
    stack: Stack, api: Api, known: bool
) -> None:
    email = unused_address()
    if known:
        sign_up(stack, email)
    problem = api.post("/auth/confirm", {"email": email, "code": "000000"}).problem(422)
    assert problem["errors"][0]["pointer"] == "/code"


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_is_refused_alike_for_known_and_unknown_addresses(
    api: Api, ada: Account, known: bool
) -> None:
    email = ada.email if known else unused_address()
    problem = api.post("/auth/login", {"email": email, "password": "not the right one"}).problem(401)
    assert problem["type"].endswith("invalid-credentials")


def test_an_unconfirmed_person_is_told_to_confirm(stack: Stack, api: Api) -> None:
    email = unused_address()
    sign_up(stack, email)
    problem = api.post("/auth/login", {"email": email, "password": PASSWORD}).problem(403)
    assert problem["type"].endswith("email-not-confirmed")


def test_a_short_password_is_refused_where_it_stands(api: Api) -> None:
    body = {"email": unused_address(), "password": "short", "name": "Ada", "timezone": "UTC"}
    problem = api.post("/auth/signup", body).problem(422)
    assert problem["errors"][0]["pointer"] == "/password"


def test_the_code_arrives_again_on_request(stack: Stack, api: Api) -> None:
    email = unused_address()
    sign_up(stack, email)
    api.post("/auth/resend", {"email": email}).expect(204)
    api.post("/auth/confirm", {"email": email, "code": code_for(stack, email)}).expect(204)


def test_direct_clients_renew_and_end_a_session_with_the_token_in_the_body(api: Api, ada: Account) -> None:
    opened = api.post("/auth/login", {"email": ada.email, "password": ada.password}).expect(200)
    renewed = api.post("/auth/refresh", {"refresh_token": opened["refresh_token"]}).expect(200)
    assert Api(api.base_url, renewed["access_token"]).get("/users/me").status == 200
    api.post("/auth/logout", {"refresh_token": opened["refresh_token"]}).expect(204)
    api.post("/auth/refresh", {"refresh_token": opened["refresh_token"]}).problem(401)


def test_a_lost_trigger_heals_at_the_next_login(stack: Stack, new_account) -> None:
    account = new_account(name="Lost")
    key = {"pk": {"S": f"USER#{account.id}"}, "sk": {"S": "PROFILE"}}
    stack.aws("dynamodb").delete_item(TableName=stack.endpoints["table_name"], Key=key)
    healed = Account.log_in(stack, account.email)
    assert healed.api.get("/users/me").expect(200)["name"] == "Lost"


def test_without_postgresql_a_person_joins_and_the_row_follows(stack: Stack, new_account) -> None:
    with stack.postgres_out_of_reach():
        account = new_account(name="Patient")
        account.api.post("/habits", {"name": "Wait"}).expect(201)
    row = eventually(lambda: stack.user_row(account.id), "the row once PostgreSQL is back", seconds=90)
    assert row["email"] == account.email
