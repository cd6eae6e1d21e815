"""Renewing and ending sessions of clients that have the refresh token in the body."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared import clients
from shared.table import Table
from tests.support.cognito import FakeCognito
from tests.support.mail import FakeSes
from tests.unit.login.client import (
    ADA,
    Unreachable,
    claims_of,
    code_of,
    events_of,
    log_in,
    post,
    refresh,
    session_of,
)


def opened(pool: FakeCognito) -> Any:
    pool.add(ADA)
    answer = log_in()
    assert answer.status == 200
    return answer


def test_a_renewal_is_of_the_same_session_with_another_refresh_token(pool: FakeCognito) -> None:
    first = opened(pool)
    renewed = refresh(first.body["refresh_token"])
    assert renewed.status == 200 and renewed.cookies == []
    assert claims_of(renewed)["origin_jti"] == claims_of(first)["origin_jti"]
    assert renewed.body["refresh_token"] != first.body["refresh_token"]
    assert refresh(renewed.body["refresh_token"]).status == 200


def test_two_at_once_get_the_same_and_both_go_on(pool: FakeCognito, table: Table) -> None:
    first = opened(pool)
    one, other = refresh(first.body["refresh_token"]), refresh(first.body["refresh_token"])
    assert one.body["refresh_token"] == other.body["refresh_token"]
    assert refresh(one.body["refresh_token"]).status == refresh(other.body["refresh_token"]).status == 200
    assert session_of(table, first).ended_why is None


def test_a_replaced_token_ends_the_session_and_its_owner_is_told(
    pool: FakeCognito, table: Table, ses: FakeSes, capsys: pytest.CaptureFixture[str]
) -> None:
    first = opened(pool)
    second = refresh(first.body["refresh_token"])
    third = refresh(second.body["refresh_token"])
    reused = refresh(first.body["refresh_token"])
    assert (reused.status, code_of(reused)) == (401, "session-ended")
    assert session_of(table, first).ended_why == "reuse"
    assert refresh(third.body["refresh_token"]).status == 401
    assert events_of(table, claims_of(first)["sub"]) == ["session_reuse", "signed_in"]
    assert len(ses.to(ADA)) == 1
    assert '"RefreshTokensReused":1' in capsys.readouterr().out


def test_a_session_that_cognito_has_ended_is_over(pool: FakeCognito, table: Table) -> None:
    first = opened(pool)
    pool.sessions.clear()
    answer = refresh(first.body["refresh_token"])
    assert (answer.status, code_of(answer)) == (401, "session-ended")
    assert session_of(table, first).ended_why == "provider"


def test_an_outage_ends_nothing(pool: FakeCognito, table: Table) -> None:
    first = opened(pool)
    pool.fail("admin_initiate_auth", "InternalErrorException")
    assert [refresh(first.body["refresh_token"]).status for _ in range(3)] == [503] * 3
    pool.failures.clear()
    assert refresh(first.body["refresh_token"]).status == 200


def test_after_thirty_days_it_is_time_to_sign_in(pool: FakeCognito) -> None:
    token = opened(pool).body["refresh_token"]
    later = datetime.now(timezone.utc) + timedelta(days=30)
    assert refresh(token, at=later).status == 401


@pytest.mark.parametrize("token", ["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.a.cognitos.own.token", "dbr_"])
def test_what_an_earlier_version_gave_out_is_over(pool: FakeCognito, token: str) -> None:
    answer = refresh(token)
    assert (answer.status, code_of(answer)) == (401, "session-ended")


class TestLoggingOut:
    def test_ends_the_session_here_and_with_cognito(self, pool: FakeCognito, table: Table) -> None:
        first = opened(pool)
        body = {"refresh_token": first.body["refresh_token"]}
        assert post("logout", body).status == 204
        assert not pool.sessions
        assert session_of(table, first).ended_why == "signed_out"
        assert events_of(table, claims_of(first)["sub"]) == ["signed_in", "signed_out"]
        answer = post("refresh", body)
        assert (answer.status, code_of(answer)) == (401, "session-ended")

    def test_works_with_any_token_that_the_session_ever_had(self, pool: FakeCognito, table: Table) -> None:
        first = opened(pool)
        refresh(refresh(first.body["refresh_token"]).body["refresh_token"])
        assert post("logout", {"refresh_token": first.body["refresh_token"]}).status == 204
        assert session_of(table, first).ended_why == "signed_out"

    @pytest.mark.parametrize("token", ["long gone", "eyJ.cognitos.own"])
    def test_twice_or_of_nothing_is_fine(self, pool: FakeCognito, token: str) -> None:
        body = {"refresh_token": opened(pool).body["refresh_token"]}
        assert [post("logout", body).status for _ in range(2)] == [204, 204]
        assert post("logout", {"refresh_token": token}).status == 204

    def test_does_not_wait_for_cognito(self, pool: FakeCognito, table: Table) -> None:
        first = opened(pool)
        pool.fail("revoke_token", "InternalErrorException")
        assert post("logout", {"refresh_token": first.body["refresh_token"]}).status == 204
        assert session_of(table, first).ended_why == "signed_out"

    def test_a_session_that_could_not_be_ended_is_not_said_to_be(self, pool: FakeCognito) -> None:
        first = opened(pool)
        with clients.override(dynamodb=Unreachable()):
            assert post("logout", {"refresh_token": first.body["refresh_token"]}).status == 503


@pytest.mark.parametrize("path", ["refresh", "logout"])
@pytest.mark.parametrize("body", [{}, {"refresh_token": None}, None])
def test_the_token_is_required(pool: FakeCognito, path: str, body: Any) -> None:
    answer = post(path, body)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/refresh_token")


def test_a_cookie_counts_for_nothing_without_the_web_apps_header(pool: FakeCognito) -> None:
    token = opened(pool).body["refresh_token"]
    assert post("refresh", {}, cookies=[f"__Secure-daybook-refresh={token}"]).status == 422
