"""Opening sessions with a password, through the handler, against a user pool in memory."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from shared.settings import settings
from shared.table import Table
from tests.support.cognito import PASSWORD, FakeCognito
from tests.support.mail import FakeSes
from tests.unit.login.client import (
    ADA,
    FIREFOX,
    PHONE,
    claims_of,
    code_of,
    events_of,
    log_in,
    post,
    refresh,
    session_of,
)


class TestLoggingIn:
    def test_opens_a_session_that_is_kept(self, pool: FakeCognito, table: Table) -> None:
        ada = pool.add(ADA)
        answer = log_in(" Ada@EXAMPLE.com")
        assert answer.status == 200
        assert answer.body["token_type"] == "Bearer" and answer.body["expires_in"] == 3600
        assert claims_of(answer)["sub"] == ada.attributes["sub"]
        session = session_of(table, answer)
        assert (session.device, session.address, session.mfa) == ("Firefox on Linux", "192.0.2.1", False)
        assert session.ended_why is None

    def test_cognitos_own_refresh_token_is_not_given_out(self, pool: FakeCognito, table: Table) -> None:
        pool.add(ADA)
        answer = log_in()
        (cognitos,) = pool.sessions
        assert cognitos not in str(answer.body)
        assert answer.body["refresh_token"].startswith("dbr_")

    def test_tokens_are_kept_out_of_caches(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        assert log_in().headers["cache-control"] == "no-store"

    def test_a_wrong_password_and_an_unknown_address_are_the_same(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        started = pool.time.now
        wrong = log_in(password="not the right one")
        between = pool.time.now
        unknown = log_in("nobody@example.com")
        assert wrong.status == unknown.status == 401
        assert wrong.body == unknown.body and code_of(wrong) == "invalid-credentials"
        assert pool.time.now - between == pytest.approx(between - started) == pytest.approx(0.5)

    def test_a_good_password_is_not_held_up(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        started = pool.time.now
        log_in()
        assert pool.time.now - started < 0.5

    @pytest.mark.parametrize("email", [ADA, "nobody@example.com"])
    def test_guesses_wait_alike_for_known_and_unknown_addresses(self, pool: FakeCognito, email: str) -> None:
        pool.add(ADA)
        statuses = [log_in(email, password=f"guess number {number}").status for number in range(6)]
        assert statuses == [401] * 5 + [429]
        asked = pool.time.now
        answer = log_in(email)
        assert (answer.status, code_of(answer)) == (429, "throttled")
        assert answer.headers["retry-after"] == "1"
        assert pool.time.now == asked, "neither Cognito nor the clock was troubled"

    def test_an_unconfirmed_address_is_to_be_confirmed_first(self, pool: FakeCognito) -> None:
        pool.add(ADA, confirmed=False)
        answer = log_in()
        assert (answer.status, code_of(answer)) == (403, "email-not-confirmed")

    def test_a_password_that_must_be_reset_is_said_to(self, pool: FakeCognito) -> None:
        pool.add(ADA).must_reset = True
        answer = log_in()
        assert (answer.status, code_of(answer)) == (403, "password-reset-required")

    def test_a_step_that_daybook_does_not_know_is_refused_and_opens_nothing(self, pool: FakeCognito) -> None:
        pool.add(ADA).challenge = "SMS_MFA"
        answer = log_in()
        assert (answer.status, code_of(answer)) == (403, "second-step-unsupported")
        assert not pool.sessions

    @pytest.mark.parametrize(
        "body",
        [
            {"email": ADA},
            {"password": PASSWORD},
            {"email": "", "password": PASSWORD},
            {"email": ADA, "password": ""},
            {"email": ADA, "password": "x" * 257},
            {"email": ADA, "password": PASSWORD, "remember": True},
            {"email": [ADA], "password": PASSWORD},
            [],
        ],
    )
    def test_bad_input_is_refused(self, pool: FakeCognito, body: Any) -> None:
        assert post("login", body).status == 422

    @pytest.mark.parametrize(
        ("problem", "status"),
        [
            ("TooManyRequestsException", 429),
            ("LimitExceededException", 429),
            ("InternalErrorException", 503),
            (ReadTimeoutError(endpoint_url="https://cognito"), 503),
            ("AccessDeniedException", 500),
            ("InvalidParameterException", 500),
        ],
    )
    def test_what_is_not_the_persons_fault_is_not_blamed_on_the_password(
        self, pool: FakeCognito, problem: Any, status: int
    ) -> None:
        pool.add(ADA)
        pool.fail("admin_initiate_auth", problem)
        answers = [log_in() for _ in range(7)]
        assert {answer.status for answer in answers} == {status}
        assert ("retry-after" in answers[0].headers) == (status in (429, 503))

    def test_without_the_table_there_is_no_login(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        with settings.override(table_name="gone"):
            assert log_in().status >= 500


class TestHealing:
    def test_a_missing_profile_is_written(self, pool: FakeCognito, table: Table) -> None:
        ada = pool.add(ADA)
        log_in()
        item = table.get(f"USER#{ada.attributes['sub']}", "PROFILE")
        assert item is not None
        assert (item["email"], item["name"], item["timezone"]) == (ADA, "Ada", "Europe/London")

    def test_so_it_is_when_a_session_is_renewed(self, pool: FakeCognito, table: Table) -> None:
        ada = pool.add(ADA)
        refresh_token = log_in().body["refresh_token"]
        key = f"USER#{ada.attributes['sub']}", "PROFILE"
        table.delete(*key)
        refresh(refresh_token)
        assert table.get(*key) is not None

    def test_a_profile_that_is_there_stays_as_it_is_and_costs_no_call(
        self, pool: FakeCognito, table: Table, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pool.fail("admin_get_user", "TooManyRequestsException")
        ada = pool.add(ADA)
        mine: dict[str, Any] = {
            "pk": f"USER#{ada.attributes['sub']}",
            "sk": "PROFILE",
            "name": "Countess",
            "version": 7,
        }
        table.put(mine)
        log_in()
        assert table.get(mine["pk"], "PROFILE") == mine
        assert "ProfileHealFailures" not in capsys.readouterr().out

    def test_a_login_survives_a_pool_that_does_not_say_who_it_is(
        self, pool: FakeCognito, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pool.add(ADA)
        pool.fail("admin_get_user", "AccessDeniedException")
        assert log_in().status == 200
        assert '"ProfileHealFailures":1' in capsys.readouterr().out


def test_an_account_is_entered_by_its_address_only(pool: FakeCognito) -> None:
    """Cognito would take the user id, too; but guesses are counted by what was sent."""
    user_id = pool.add(ADA).attributes["sub"]
    assert log_in(email=user_id).status == 401
    assert log_in().status == 200


class TestBeingTold:
    def test_each_login_is_an_event(self, pool: FakeCognito, table: Table) -> None:
        user_id = pool.add(ADA).attributes["sub"]
        log_in()
        log_in(password="not the right one")
        log_in()
        assert events_of(table, user_id) == ["signed_in", "signed_in"]

    def test_a_device_that_was_not_seen_before_is_mailed_about_once(
        self, pool: FakeCognito, ses: FakeSes
    ) -> None:
        pool.add(ADA)
        for device in (FIREFOX, FIREFOX, PHONE, FIREFOX.replace("140", "141"), PHONE):
            log_in(user_agent=device)
        (mail,) = ses.to(ADA)
        assert "New sign-in" in mail.subject and "Chrome on Android" in mail.text

    @pytest.mark.parametrize("name", ["ttl", "pk", "sk"])
    def test_a_device_may_be_called_like_something_of_the_tables_own(
        self, pool: FakeCognito, table: Table, ses: FakeSes, name: str
    ) -> None:
        pool.add(ADA)
        log_in(user_agent=FIREFOX)
        assert [log_in(user_agent=device).status for device in (f"{name}/1", FIREFOX)] == [200, 200]
        (mail,) = ses.to(ADA)
        assert f"Device: {name}\n" in mail.text

    def test_names_without_end_do_not_make_the_item_grow(self, pool: FakeCognito, table: Table) -> None:
        user_id = pool.add(ADA).attributes["sub"]
        for number in range(40):
            log_in(user_agent=f"script{'x' * number}/1")
        assert len(table.get(f"AUTH#{user_id}", "DEVICES") or {}) <= 32

    def test_a_mail_that_cannot_be_sent_is_no_reason_to_refuse(self, pool: FakeCognito, ses: FakeSes) -> None:
        pool.add(ADA)
        ses.refuse()
        assert [log_in(user_agent=device).status for device in (FIREFOX, PHONE)] == [200, 200]


def test_no_secret_is_logged(pool: FakeCognito, capsys: pytest.CaptureFixture[str]) -> None:
    pool.add(ADA)
    opened = log_in()
    log_in(password="something else entirely")
    renewed = refresh(opened.body["refresh_token"])
    refresh(refresh(renewed.body["refresh_token"]).body["refresh_token"])
    refresh(opened.body["refresh_token"])
    log = capsys.readouterr().out
    assert log
    secrets = [PASSWORD, "something else entirely", ADA, *pool.sessions]
    secrets += [
        str(value) for name, value in [*opened.body.items(), *renewed.body.items()] if "_token" in name
    ]
    for secret in secrets:
        assert secret not in log
        assert secret[-43:] not in log
