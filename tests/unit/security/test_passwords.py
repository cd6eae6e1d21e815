"""Changing the password, and proving it for everything that takes it."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import clients
from shared.errors import Unauthenticated
from shared.identity import sessions
from tests.support import keeping
from tests.support.memory import MemoryClient
from tests.support.security import ADA, OTHER, PASSWORD, Home, code_of, pointers

CHANGE = {"current_password": PASSWORD, "new_password": OTHER}
WITH_PASSWORD = [
    ("mfa", {"password": "not mine"}),
    ("mfa/disable", {"password": "not mine"}),
    ("mfa/recovery-codes", {"password": "not mine"}),
    ("password", {"current_password": "not mine", "new_password": OTHER}),
    ("email", {"email": "countess@example.org", "password": "not mine"}),
]


def test_the_new_one_opens_and_the_old_one_does_not(home: Home) -> None:
    assert home.ask("POST", "password", CHANGE).status == 204
    keeping.log_in(home.keeper, ADA, OTHER)
    with pytest.raises(Unauthenticated):
        keeping.log_in(home.keeper, ADA, PASSWORD)


def test_all_other_sessions_end_and_this_one_stays(home: Home) -> None:
    others = [home.sign_in(), home.sign_in()]
    home.ask("POST", "password", CHANGE)
    listed = home.ask("GET", "sessions").body["items"]
    assert [(one["id"], one["current"]) for one in listed] == [(home.ada.session_id, True)]
    for other in others:
        ended = sessions.find(home.table, home.ada.user_id, other.session_id)
        assert ended is not None and ended.ended_why == "password_changed"
    assert home.keeper.provider.renew(*home.ada[:2], home.ada.renewal)


def test_it_is_noted_told_and_dated(home: Home) -> None:
    assert home.ask("GET", "security").body["password_changed_at"] is None
    home.ask("POST", "password", CHANGE)
    assert home.ask("GET", "security").body["password_changed_at"] == home.events()[0]["at"]
    assert [event["kind"] for event in home.events()] == ["password_changed"]
    (notice,) = home.notices()
    assert notice.subject == "Your password was changed"
    assert "Device: Firefox on Linux\nIP address: 192.0.2.1\n" in notice.text


@pytest.mark.parametrize(
    "new",
    [
        "short",
        "x" * 257,
        "password1234",
        "aaaaaaaaaaaaaaaaaa",
        "ada@example.com",
        PASSWORD,
        None,
    ],
)
def test_one_that_is_easily_guessed_or_not_new_is_refused(home: Home, new: Any) -> None:
    answer = home.ask("POST", "password", {"current_password": PASSWORD, "new_password": new})
    assert (answer.status, pointers(answer)) == (422, ["/new_password"])
    assert keeping.log_in(home.keeper, ADA, PASSWORD)
    assert home.events() == [] and home.notices() == []


@pytest.mark.parametrize(("path", "body"), WITH_PASSWORD)
def test_a_wrong_password_changes_nothing_and_signs_nobody_out(home: Home, path: str, body: Any) -> None:
    answer = home.ask("POST", path, body)
    assert (answer.status, code_of(answer)) == (403, "wrong-password")
    assert home.events() == [] and home.notices() == [] and home.ses.to("countess@example.org") == []
    assert keeping.log_in(home.keeper, ADA, PASSWORD)


@pytest.mark.parametrize(("path", "body"), WITH_PASSWORD)
def test_guessing_it_takes_longer_and_longer(home: Home, path: str, body: Any) -> None:
    answers = [home.ask("POST", path, body) for _ in range(6)]
    assert [answer.status for answer in answers] == [403] * 5 + [429]
    assert answers[-1].headers["retry-after"] == "1"
    right = home.ask("POST", "mfa", {"password": PASSWORD})
    assert right.status == 429, "who waits, waits for everything that takes the password"


def test_the_right_one_forgets_the_wrong_ones(home: Home) -> None:
    for _ in range(3):
        assert [home.ask("POST", "mfa", {"password": "no"}).status for _ in range(4)] == [403] * 4
        assert home.ask("POST", "mfa", {"password": PASSWORD}).status == 200


def test_a_session_of_somebody_who_is_gone_is_over(home: Home) -> None:
    home.keeper.provider.delete(home.ada.user_id)
    answer = home.ask("POST", "mfa", {"password": PASSWORD})
    assert (answer.status, code_of(answer)) == (401, "session-ended")


def test_when_other_sessions_could_not_be_ended_it_says_that_the_password_is_changed(home: Home) -> None:
    class NoQueries(MemoryClient):
        def query(self, **request: Any) -> dict[str, Any]:
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "no"}}, "Query")

    failing = NoQueries()
    failing.items = home.table._client.items
    with clients.override(dynamodb=failing):
        answer = home.ask("POST", "password", CHANGE)
    assert (answer.status, code_of(answer)) == (503, "sessions-remain")
    assert answer.body["detail"].startswith("Your password has been changed")
    assert keeping.log_in(home.keeper, ADA, OTHER)
    assert [event["kind"] for event in home.events()] == ["password_changed"]


@pytest.mark.parametrize(
    "body",
    [
        {"new_password": OTHER},
        {"current_password": PASSWORD},
        {"current_password": "", "new_password": OTHER},
        {**CHANGE, "keep_sessions": True},
        [],
    ],
)
def test_bad_input_is_refused(home: Home, body: Any) -> None:
    assert home.ask("POST", "password", body).status == 422
