"""Signing in to an account with an authenticator app, and without the app when it is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared.identity import recovery
from shared.table import Table
from tests.support.cognito import PASSWORD, FakeCognito, Person
from tests.support.mail import FakeSes
from tests.unit.login.client import (
    ADA,
    claims_of,
    code_of,
    events_of,
    log_in,
    pointer_of,
    post,
    session_of,
)


@pytest.fixture
def ada(pool: FakeCognito) -> Person:
    return pool.enrol(pool.add(ADA))


def begin() -> str:
    answer = log_in()
    assert answer.status == 200 and answer.body.keys() == {"challenge", "session"}
    assert answer.body["challenge"] == "totp" and answer.cookies == []
    return str(answer.body["session"])


def send(session: str, code: str, **options: Any) -> Any:
    return post("mfa", {"session": session, "code": code}, **options)


class TestCode:
    def test_opens_the_session(self, pool: FakeCognito, ada: Person, table: Table) -> None:
        answer = send(begin(), pool.next_code(ada.secret))
        assert answer.status == 200
        assert claims_of(answer)["sub"] == ada.attributes["sub"]
        assert session_of(table, answer).mfa
        assert events_of(table, ada.attributes["sub"]) == ["signed_in"]

    def test_nothing_is_open_before(self, pool: FakeCognito, ada: Person, table: Table) -> None:
        begin()
        assert not pool.sessions
        assert events_of(table, ada.attributes["sub"]) == []

    def test_the_web_app_gets_the_token_in_its_cookie(self, pool: FakeCognito, ada: Person) -> None:
        own_page = {
            "x-daybook-client": "web",
            "origin": "https://day.example",
            "x-viewer-host": "day.example",
        }
        answer = send(begin(), pool.next_code(ada.secret), headers=own_page)
        assert answer.status == 200 and len(answer.cookies) == 1 and "refresh_token" not in answer.body
        other = send(
            begin(), pool.next_code(ada.secret), headers={**own_page, "origin": "https://evil.example"}
        )
        assert (other.status, code_of(other)) == (403, "cross-site")

    def test_a_wrong_code_is_refused_where_it_stands_and_another_may_follow(
        self, pool: FakeCognito, ada: Person
    ) -> None:
        session = begin()
        answer = send(session, "000000")
        assert (answer.status, pointer_of(answer)) == (422, "/code")
        assert send(session, pool.next_code(ada.secret)).status == 200

    def test_works_once(self, pool: FakeCognito, ada: Person) -> None:
        session, code = begin(), pool.next_code(ada.secret)
        assert send(session, code).status == 200
        assert (send(session, code).status, code_of(send(session, code))) == (401, "challenge-expired")
        assert send(begin(), code).status == 422, "the same code for another login"

    def test_leaves_nothing_behind(self, pool: FakeCognito, ada: Person, table: Table) -> None:
        send(begin(), pool.next_code(ada.secret))
        assert not list(table.query_all(f"AUTH#{ada.attributes['sub']}", begins_with="CHALLENGE#"))

    def test_five_guesses_are_all_and_the_person_waits_for_the_next(
        self, pool: FakeCognito, ada: Person
    ) -> None:
        session = begin()
        assert [send(session, f"00000{number}").status for number in range(5)] == [422] * 5
        waiting = send(session, pool.next_code(ada.secret))
        assert waiting.status == 429
        later = datetime.now(timezone.utc) + timedelta(minutes=1)
        spent = send(session, pool.next_code(ada.secret), at=later)
        assert (spent.status, code_of(spent)) == (401, "challenge-expired")

    def test_guessing_goes_no_faster_with_more_logins(self, pool: FakeCognito, ada: Person) -> None:
        for number in range(5):
            assert send(begin(), f"00000{number}").status == 422
        assert send(begin(), pool.next_code(ada.secret)).status == 429

    def test_comes_within_five_minutes(self, pool: FakeCognito, ada: Person) -> None:
        now = datetime.now(timezone.utc)
        answer = send(begin(), pool.next_code(ada.secret), at=now + timedelta(minutes=5, seconds=1))
        assert (answer.status, code_of(answer)) == (401, "challenge-expired")

    @pytest.mark.parametrize(
        "forge",
        [
            lambda session: session[:-1] + ("A" if session[-1] != "A" else "B"),
            lambda session: session.replace("_", "_X", 1),
            lambda session: session[-43:],
            lambda session: "_" + session,
            lambda session: "x",
        ],
    )
    def test_a_made_up_session_is_none_and_makes_nobody_wait(
        self, pool: FakeCognito, ada: Person, forge: Callable[[str], str]
    ) -> None:
        session = begin()
        for _ in range(7):
            answer = send(forge(session), "000000")
            assert (answer.status, code_of(answer)) == (401, "challenge-expired")
        assert send(session, pool.next_code(ada.secret)).status == 200

    @pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef"])
    def test_what_is_no_code_is_not_tried(self, pool: FakeCognito, ada: Person, code: str) -> None:
        session = begin()
        for _ in range(6):
            assert send(session, code).status == 422
        assert send(session, pool.next_code(ada.secret)).status == 200

    def test_what_the_table_has_does_not_open_anything(
        self, pool: FakeCognito, ada: Person, table: Table
    ) -> None:
        session = begin()
        (item,) = table.query_all(f"AUTH#{ada.attributes['sub']}", begins_with="CHALLENGE#")
        stored = str(item)
        assert session[-43:] not in stored
        assert not any(cognitos in stored for cognitos in pool.challenges)


class TestRecovery:
    @pytest.fixture
    def codes(self, ada: Person, table: Table) -> list[str]:
        return recovery.make(table, ada.attributes["sub"])

    def send(self, code: str, password: str = PASSWORD) -> Any:
        return post("mfa/recovery", {"email": ADA, "password": password, "recovery_code": code})

    def test_a_code_opens_the_session_and_turns_the_second_factor_off(
        self, pool: FakeCognito, ada: Person, codes: list[str], table: Table, ses: FakeSes
    ) -> None:
        user_id = ada.attributes["sub"]
        answer = self.send(codes[3].lower().replace("-", " "))
        assert answer.status == 200 and answer.body["refresh_token"]
        assert not ada.mfa and recovery.left(table, user_id) == 0
        assert events_of(table, user_id) == ["recovery_used", "signed_in"]
        assert "recovery code" in ses.to(ADA)[0].subject
        assert log_in().body["access_token"]

    def test_a_wrong_code_is_refused_where_it_stands(
        self, pool: FakeCognito, ada: Person, codes: list[str], table: Table
    ) -> None:
        answer = self.send("ABCD-EFGH-IJKL-MNOP")
        assert (answer.status, pointer_of(answer)) == (422, "/recovery_code")
        assert ada.mfa and recovery.left(table, ada.attributes["sub"]) == 10

    def test_without_the_password_a_code_is_not_even_looked_at(
        self, pool: FakeCognito, ada: Person, codes: list[str], table: Table
    ) -> None:
        answer = self.send(codes[0], password="not the right one")
        assert (answer.status, code_of(answer)) == (401, "invalid-credentials")
        assert recovery.left(table, ada.attributes["sub"]) == 10

    def test_guesses_of_the_password_count_with_those_at_the_login(
        self, pool: FakeCognito, ada: Person, codes: list[str]
    ) -> None:
        for number in range(5):
            assert (
                self.send(codes[0], password=f"guess {number}") if number % 2 else log_in(password="x")
            ).status == 401
        assert self.send(codes[0]).status == log_in().status == 429

    def test_where_no_second_factor_is_asked_for_nothing_is_used_up(
        self, pool: FakeCognito, ada: Person, codes: list[str], table: Table
    ) -> None:
        ada.mfa = False
        assert self.send(codes[0]).status == 200
        assert recovery.left(table, ada.attributes["sub"]) == 10

    def test_an_outage_after_the_code_leaves_another_try(
        self, pool: FakeCognito, ada: Person, codes: list[str]
    ) -> None:
        pool.fail("admin_set_user_mfa_preference", "InternalErrorException")
        assert self.send(codes[0]).status == 503
        pool.failures.clear()
        assert self.send(codes[0]).status == 422, "it has been used"
        assert self.send(codes[1]).status == 200
