"""Signing up, through the handler, against a user pool in memory."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError

from functions.signup.handler import app
from shared.table import Table
from tests.support.cognito import PASSWORD, FakeCognito, fake_cognito
from tests.support.events import call, http_event

ADA = "ada@example.com"


@pytest.fixture
def pool(table: Table) -> Iterator[FakeCognito]:
    with fake_cognito() as pool:
        yield pool


def post(path: str, **body: Any) -> SimpleNamespace:
    return call(app, http_event("POST", f"/v1/auth/{path}", body, user=None))


def sign_up(**changes: Any) -> SimpleNamespace:
    body = {"email": ADA, "password": PASSWORD, "name": "Ada", "timezone": "Europe/London", **changes}
    return post("signup", **{name: value for name, value in body.items() if value is not None})


def pointers(answer: SimpleNamespace) -> list[str]:
    return [error["pointer"] for error in answer.body["errors"]]


def test_makes_an_unconfirmed_account_and_sends_its_code(pool: FakeCognito) -> None:
    answer = sign_up(name="Ada 🌱 عدا")
    assert (answer.status, answer.body) == (201, {"email": ADA, "code_length": 6})
    person = pool.people[ADA]
    assert not person.confirmed and person.password == PASSWORD
    assert person.attributes["name"] == "Ada 🌱 عدا" and person.attributes["zoneinfo"] == "Europe/London"
    assert pool.mails_to(ADA) == [person.code]


def test_one_address_has_one_spelling(pool: FakeCognito) -> None:
    assert sign_up(email="  Ada@Example.COM ").body["email"] == ADA
    assert post("confirm", email="ADA@example.com", code=pool.people[ADA].code).status == 204
    assert pool.people[ADA].confirmed


@pytest.mark.parametrize("language", ["de", None])
def test_the_language_is_kept_for_the_first_profile(pool: FakeCognito, language: str | None) -> None:
    assert sign_up(language=language).status == 201
    assert pool.people[ADA].attributes.get("locale") == language


class TestNobodyLearnsWhoHasAnAccount:
    @pytest.mark.parametrize("confirmed", [True, False])
    def test_a_known_address_is_answered_like_a_new_one(self, pool: FakeCognito, confirmed: bool) -> None:
        pool.add("known@example.com", confirmed=confirmed)
        started = pool.time.now
        new = sign_up(email="newer@example.com")
        between = pool.time.now
        known = sign_up(email="known@example.com", password="another password")
        assert known.status == new.status
        assert known.body == {**new.body, "email": "known@example.com"}
        assert set(known.headers) == set(new.headers)
        assert pool.time.now - between == pytest.approx(between - started)

    def test_a_confirmed_account_is_left_alone(self, pool: FakeCognito) -> None:
        before = pool.add(ADA)
        sign_up(password="another password", name="Mallory")
        assert (
            pool.people[ADA] == before and before.password == PASSWORD and before.attributes["name"] == "Ada"
        )
        assert pool.mails_to(ADA) == []

    def test_who_lost_the_code_gets_another_by_signing_up_again(self, pool: FakeCognito) -> None:
        sign_up()
        sign_up()
        first, second = pool.mails_to(ADA)
        assert post("confirm", email=ADA, code=first).status == 422
        assert post("confirm", email=ADA, code=second).status == 204

    @pytest.mark.parametrize("state", ["unknown", "waiting", "expired", "confirmed", "exhausted", "limited"])
    def test_a_code_is_refused_alike_whatever_the_reason(self, pool: FakeCognito, state: str) -> None:
        if state != "unknown":
            person = pool.add(ADA, confirmed=state == "confirmed")
            person.code = None if state == "expired" else person.code
        if state in ("exhausted", "limited"):
            problem = {"exhausted": "TooManyFailedAttemptsException", "limited": "LimitExceededException"}
            pool.fail("confirm_sign_up", problem[state])
        started = pool.time.now
        answer = post("confirm", email=ADA, code="999999")
        assert (answer.status, pointers(answer)) == (422, ["/code"])
        assert answer.body["errors"][0]["detail"].startswith("is wrong or has expired")
        assert pool.time.now - started == pytest.approx(0.5)

    @pytest.mark.parametrize("state", ["unknown", "waiting", "confirmed", "limited"])
    def test_asking_for_a_code_again_is_answered_alike(self, pool: FakeCognito, state: str) -> None:
        if state != "unknown":
            pool.add(ADA, confirmed=state == "confirmed")
        if state == "limited":
            pool.fail("resend_confirmation_code", "LimitExceededException")
        started = pool.time.now
        answer = post("resend", email=ADA)
        assert (answer.status, answer.body) == (204, None)
        assert pool.time.now - started == pytest.approx(1.0)
        assert len(pool.mails_to(ADA)) == (1 if state == "waiting" else 0)

    @pytest.mark.parametrize(("operation", "known"), [("sign_up", False), ("resend_confirmation_code", True)])
    def test_a_mail_that_cannot_be_sent_is_for_the_operator_to_see(
        self, pool: FakeCognito, capsys: pytest.CaptureFixture[str], operation: str, known: bool
    ) -> None:
        if known:
            pool.add(ADA, confirmed=False)
        pool.fail(operation, "CodeDeliveryFailureException", "Email address is not verified")
        assert sign_up().status == 201
        log = capsys.readouterr().out
        assert '"CodeDeliveryFailures":1' in log and "Email address is not verified" in log

    def test_a_short_password_is_refused_for_known_addresses_too(self, pool: FakeCognito) -> None:
        pool.add(ADA)
        assert (
            sign_up(password="short").body["errors"]
            == sign_up(email="x@y.org", password="short").body["errors"]
        )

    def test_a_password_that_guessers_try_first_is_refused_for_known_addresses_too(
        self, pool: FakeCognito
    ) -> None:
        pool.add(ADA)
        answers = [sign_up(email=email, password="Qwerty123456") for email in (ADA, "newer@example.com")]
        assert [(answer.status, pointers(answer)) for answer in answers] == [(422, ["/password"])] * 2
        assert answers[0].body == answers[1].body and len(pool.people) == 1


class TestConfirming:
    def test_the_code_confirms_once(self, pool: FakeCognito) -> None:
        sign_up()
        (code,) = pool.mails_to(ADA)
        assert post("confirm", email=ADA, code=f" {code[:3]} {code[3:]} ").status == 204
        assert post("confirm", email=ADA, code=code).status == 422

    def test_a_failed_trigger_does_not_undo_it(self, pool: FakeCognito) -> None:
        pool.fail("confirm_sign_up", "UserLambdaValidationException", "PostConfirmation failed")
        assert post("confirm", email=ADA, code="123456").status == 204

    @pytest.mark.parametrize("code", ["12345", "1234567", "12345a", "", "１２３４５６", 123456, None])
    def test_a_code_has_six_digits(self, pool: FakeCognito, code: Any) -> None:
        answer = post("confirm", email=ADA, code=code)
        assert (answer.status, pointers(answer)) == (422, ["/code"])


class TestGuessingCodes:
    @pytest.mark.parametrize("known", [True, False])
    def test_who_goes_on_guessing_waits_the_right_code_included(self, pool: FakeCognito, known: bool) -> None:
        if known:
            pool.add(ADA, confirmed=False)
        guesses = [post("confirm", email=ADA, code=f"{900000 + guess}") for guess in range(6)]
        assert [answer.status for answer in guesses] == [422] * 5 + [429]
        right = pool.people[ADA].code if known else "000000"
        answer = post("confirm", email=ADA, code=right)
        assert answer.status == 429 and int(answer.headers["retry-after"]) >= 1

    def test_guessing_one_account_holds_up_no_other(self, pool: FakeCognito) -> None:
        for guess in range(6):
            post("confirm", email="mallory@example.com", code=f"{900000 + guess}")
        sign_up()
        assert post("confirm", email=ADA, code=pool.people[ADA].code).status == 204


BAD_FIELDS = [
    ("/email", {"email": "no address"}),
    ("/email", {"email": None}),
    ("/email", {"email": 5}),
    ("/password", {"password": "elevenchars"}),
    ("/password", {"password": "x" * 257}),
    ("/password", {"password": " " * 20}),
    ("/name", {"name": "   "}),
    ("/name", {"name": "x" * 101}),
    ("/name", {"name": "two\nlines"}),
    ("/timezone", {"timezone": "Mars/Olympus"}),
    ("/timezone", {"timezone": "../../etc/passwd"}),
    ("/timezone", {"timezone": "europe/london"}),
    ("/language", {"language": "fr"}),
    ("/admin", {"admin": True}),
]


@pytest.mark.parametrize(("pointer", "changes"), BAD_FIELDS)
def test_bad_input_is_refused_where_it_stands(
    pool: FakeCognito, pointer: str, changes: dict[str, Any]
) -> None:
    answer = sign_up(**changes)
    assert (answer.status, pointers(answer)) == (422, [pointer])
    assert not pool.people


def test_what_is_wrong_is_said_in_plain_words(pool: FakeCognito) -> None:
    def detail(answer: SimpleNamespace) -> str:
        return str(answer.body["errors"][0]["detail"])

    assert detail(sign_up(password="short")) == "must have at least 12 characters"
    assert detail(sign_up(email="ada")) == "must be an e-mail address like name@example.com"
    assert detail(post("confirm", email=ADA, code="12")) == "must be the 6 digits of the code"


def test_malformed_json_is_refused(pool: FakeCognito) -> None:
    assert call(app, http_event("POST", "/v1/auth/signup", '{"email": ', user=None)).status == 400


class TestWhenCognitoSaysNo:
    def test_a_stricter_policy_of_the_pool_is_told(self, pool: FakeCognito) -> None:
        pool.policy_complaint = "Password did not conform with policy: Password must have symbol characters"
        answer = sign_up()
        assert (answer.status, pointers(answer)) == (422, ["/password"])
        assert "Password must have symbol characters" in answer.body["errors"][0]["detail"]

    def test_an_address_that_only_cognito_refuses_is_told(self, pool: FakeCognito) -> None:
        pool.fail("sign_up", "InvalidParameterException", "Invalid email address format.")
        assert pointers(sign_up()) == ["/email"]

    @pytest.mark.parametrize("path", ["signup", "confirm", "resend"])
    @pytest.mark.parametrize(
        ("problem", "status"),
        [
            ("TooManyRequestsException", 429),
            ("InternalErrorException", 503),
            (ConnectTimeoutError(endpoint_url="https://cognito"), 503),
        ],
    )
    def test_what_passes_by_itself_says_when_to_come_back(
        self, pool: FakeCognito, path: str, problem: Any, status: int
    ) -> None:
        for operation in ("sign_up", "confirm_sign_up", "resend_confirmation_code"):
            pool.fail(operation, problem)
        answer = sign_up() if path == "signup" else post(path, email=ADA, **_code(path))
        assert answer.status == status
        assert int(answer.headers["retry-after"]) > 0

    def test_the_pools_limit_on_signing_up_is_a_429(self, pool: FakeCognito) -> None:
        pool.fail("sign_up", "LimitExceededException")
        assert sign_up().status == 429

    @pytest.mark.parametrize("path", ["signup", "confirm", "resend"])
    def test_a_wrong_configuration_is_our_fault(self, pool: FakeCognito, path: str) -> None:
        for operation in ("sign_up", "confirm_sign_up", "resend_confirmation_code"):
            pool.fail(operation, "ResourceNotFoundException", "User pool client client-1 does not exist.")
        answer = sign_up() if path == "signup" else post(path, email=ADA, **_code(path))
        assert answer.status == 500
        assert "client-1" not in answer.content.decode()


def test_no_secret_is_logged(pool: FakeCognito, capsys: pytest.CaptureFixture[str]) -> None:
    sign_up()
    (code,) = pool.mails_to(ADA)
    post("confirm", email=ADA, code=code)
    log = capsys.readouterr().out
    assert log and PASSWORD not in log and code not in log and ADA not in log


def _code(path: str) -> dict[str, str]:
    return {"code": "123456"} if path == "confirm" else {}
