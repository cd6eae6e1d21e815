"""Sessions over real HTTP, whoever keeps the accounts: renewing them, seeing them, ending them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.people import await_refusal, log_in, with_token
from tests.support.stack import Account, Api, Reply, Stack

pytestmark = pytest.mark.waits

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def renew(api: Api, refresh_token: str) -> Reply:
    return api.post("/auth/refresh", {"refresh_token": refresh_token})


def test_each_renewal_gives_the_next_token(api: Api, stack: Stack, ada: Account) -> None:
    token = log_in(stack, ada.email)["refresh_token"]
    for _ in range(3):
        renewed = renew(api, token).expect(200)
        assert renewed["refresh_token"] != token
        token = renewed["refresh_token"]
        assert with_token(stack, renewed["access_token"]).get("/users/me").status == 200


def test_a_lost_answer_is_asked_for_again(api: Api, stack: Stack, ada: Account) -> None:
    token = log_in(stack, ada.email)["refresh_token"]
    answers = [renew(api, token).expect(200)["refresh_token"] for _ in range(2)]
    assert answers[0] == answers[1]
    renew(api, answers[0]).expect(200)


def test_renewals_at_once_are_given_the_same_token(api: Api, stack: Stack, ada: Account) -> None:
    token = log_in(stack, ada.email)["refresh_token"]
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: renew(Api(api.base_url), token), range(6)))
    assert {reply.status for reply in replies} == {200}
    successors = {reply.body["refresh_token"] for reply in replies}
    assert len(successors) == 1
    renew(api, successors.pop()).expect(200)


def test_a_token_that_was_replaced_ends_the_session(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Reused")
    first = log_in(stack, account.email)
    second = renew(api, first["refresh_token"]).expect(200)
    third = renew(api, second["refresh_token"]).expect(200)
    for stale in (first, third, second):
        assert renew(api, stale["refresh_token"]).problem(401)["type"].endswith("session-ended")
    await_refusal(with_token(stack, third["access_token"]), "the end of a session whose token was reused")
    assert account.api.get("/users/me").status == 200, "another session of the same person goes on"
    kinds = [event["kind"] for event in account.api.get("/users/me/events").expect(200)["items"]]
    assert "session_reuse" in kinds


@pytest.mark.parametrize("token", ["nonsense", "dbr_a_b_c", "dbr_" + "x" * 200])
def test_what_is_no_token_renews_nothing(api: Api, token: str) -> None:
    assert renew(api, token).problem(401)["type"].endswith("session-ended")


def test_a_person_sees_where_they_are_signed_in(stack: Stack, new_account: Callable[..., Account]) -> None:
    account = new_account(name="Seen")
    log_in(stack, account.email, agent=FIREFOX)
    found = account.api.get("/users/me/sessions").expect(200)["items"]
    assert len(found) == 2
    (other,) = [each for each in found if not each["current"]]
    assert other["device"] == "Firefox on Linux"
    assert other["created_at"] <= other["last_used_at"] < other["expires_at"]


def test_one_session_is_ended_from_another(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Ended")
    other = log_in(stack, account.email, agent=FIREFOX)
    (found,) = [
        each for each in account.api.get("/users/me/sessions").expect(200)["items"] if not each["current"]
    ]
    account.api.delete(f"/users/me/sessions/{found['id']}").expect(204)
    renew(api, other["refresh_token"]).problem(401)
    await_refusal(with_token(stack, other["access_token"]), "the end of the other session")
    assert len(account.api.get("/users/me/sessions").expect(200)["items"]) == 1


def test_all_other_sessions_end_and_this_one_goes_on(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Kept")
    others = [log_in(stack, account.email) for _ in range(2)]
    account.api.delete("/users/me/sessions?keep_current=true").expect(204)
    for other in others:
        renew(api, other["refresh_token"]).problem(401)
        await_refusal(with_token(stack, other["access_token"]), "the end of another session")
    assert account.api.get("/users/me").status == 200


def test_signing_out_everywhere_is_seen_within_a_minute(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Gone")
    here = log_in(stack, account.email)
    api_here = with_token(stack, here["access_token"])
    assert api_here.get("/users/me").status == 200  # The authorizer's answer is kept from now on.
    account.api.delete("/users/me/sessions?keep_current=false").expect(204)
    renew(api, here["refresh_token"]).problem(401)
    for each in (api_here, account.api):
        await_refusal(each, "the end of every session")
    again = log_in(stack, account.email)
    assert with_token(stack, again["access_token"]).get("/users/me").status == 200


def test_signing_out_ends_this_session_and_no_other(
    api: Api, stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Out")
    other = log_in(stack, account.email)
    api.post("/auth/logout", {"refresh_token": other["refresh_token"]}).expect(204)
    renew(api, other["refresh_token"]).problem(401)
    await_refusal(with_token(stack, other["access_token"]), "the end of the session signed out of")
    assert account.api.get("/users/me").status == 200
