"""A forgotten password: nobody learns who has an account, and the new one ends all sessions."""

from __future__ import annotations

from typing import Any

import pytest

from shared.identity import account_state
from shared.table import Table
from tests.support.cognito import FakeCognito
from tests.support.mail import FakeSes
from tests.unit.login.client import (
    ADA,
    code_of,
    events_of,
    log_in,
    pointer_of,
    post,
    refresh,
    session_of,
)

NEW = "another horse, another battery"


def reset(code: str, email: str = ADA, password: str = NEW) -> Any:
    return post("reset", {"email": email, "code": code, "password": password})


def code_for(pool: FakeCognito, email: str = ADA) -> str:
    assert post("forgot", {"email": email}).status == 204
    return pool.mails_to(email)[-1]


class TestForgotten:
    def test_known_and_unknown_addresses_take_equally_long(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        pool.add("new@example.com", confirmed=False)
        for email in (ADA, "new@example.com", "nobody@example.com"):
            started = pool.time.now
            answer = post("forgot", {"email": email})
            assert (answer.status, answer.body) == (204, None)
            assert pool.time.now - started == pytest.approx(1.0)
        assert [address for address, _ in pool.mails] == [ADA]

    @pytest.mark.parametrize(
        ("problem", "status"),
        [
            ("LimitExceededException", 204),
            ("CodeDeliveryFailureException", 204),
            ("TooManyRequestsException", 429),
            ("InternalErrorException", 503),
        ],
    )
    def test_only_what_is_about_nobody_is_told(self, pool: FakeCognito, problem: str, status: int) -> None:
        pool.fail("forgot_password", problem)
        assert post("forgot", {"email": ADA}).status == status


class TestReset:
    def test_the_new_password_works_and_the_old_one_does_not(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        assert reset(code_for(pool)).status == 204
        assert log_in().status == 401
        assert log_in(password=NEW).status == 200

    def test_every_session_ends(self, pool: FakeCognito, table: Table) -> None:
        pool.add(ADA)
        before = [log_in(), log_in()]
        reset(code_for(pool))
        assert not pool.sessions
        for answer in before:
            assert session_of(table, answer).ended_why == "password_reset"
            assert refresh(answer.body["refresh_token"]).status == 401

    def test_is_noted_and_mailed_about(self, pool: FakeCognito, table: Table, ses: FakeSes) -> None:
        user_id = pool.add(ADA).attributes["sub"]
        reset(code_for(pool))
        assert events_of(table, user_id) == ["password_reset"]
        assert "password was changed" in ses.to(ADA)[-1].subject
        assert account_state.read(table, user_id)["password_changed_at"]

    def test_the_second_factor_stays(self, pool: FakeCognito) -> None:
        pool.enrol(pool.add(ADA))
        reset(code_for(pool))
        assert log_in(password=NEW).body["challenge"] == "totp"

    def test_a_wrong_code_is_the_same_for_known_and_unknown_addresses(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        code_for(pool)
        taken = []
        answers = []
        for email in (ADA, "nobody@example.com"):
            started = pool.time.now
            answers.append(reset("000000", email))
            taken.append(pool.time.now - started)
        assert [(answer.status, pointer_of(answer)) for answer in answers] == [(422, "/code")] * 2
        assert answers[0].body == answers[1].body
        assert taken == pytest.approx([0.5, 0.5])

    @pytest.mark.parametrize("email", [ADA, "nobody@example.com"])
    def test_guesses_wait(self, pool: FakeCognito, email: str) -> None:
        pool.add(ADA)
        statuses = [reset(f"00000{number}", email).status for number in range(6)]
        assert statuses == [422] * 5 + [429]

    @pytest.mark.parametrize("password", ["too short", "daybookdaybook", "123456789012", "aaaaaaaaaaaaaa"])
    def test_a_bad_password_is_refused_before_anybody_is_asked(
        self, pool: FakeCognito, password: str
    ) -> None:
        pool.add(ADA)
        code = code_for(pool)
        for email in (ADA, "nobody@example.com"):
            asked = pool.time.now
            answer = reset(code, email, password)
            assert (answer.status, pointer_of(answer)) == (422, "/password")
            assert pool.time.now == asked, "nothing was asked, nothing was waited for"
        assert reset(code).status == 204, "the code has not been used up"

    def test_sessions_that_may_be_left_are_said_to_be(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        code = code_for(pool)
        pool.fail("admin_user_global_sign_out", "InternalErrorException")
        answer = reset(code)
        assert (answer.status, code_of(answer)) == (503, "unavailable")
        assert "has been changed" in answer.body["detail"]
