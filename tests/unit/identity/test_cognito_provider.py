"""The provider against a user pool in memory: what Cognito's answers mean to everything above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from botocore.exceptions import ReadTimeoutError

from shared.errors import DomainError, Forbidden, Invalid, Throttled, Unauthenticated, Unavailable
from shared.identity.provider import AddressTaken, Challenge, CodeRefused, Provider, SignedIn, provider
from shared.settings import settings
from tests.support.cognito import PASSWORD, FakeCognito, Person, fake_cognito

ADA = "ada@example.com"
NEW = "ada@new.example"
OTHER_PASSWORD = "another battery, still correct"


@pytest.fixture
def pool() -> Iterator[FakeCognito]:
    with fake_cognito() as pool:
        yield pool


@pytest.fixture
def ada(pool: FakeCognito) -> Person:
    return pool.add(ADA)


def id_of(person: Person) -> str:
    return person.attributes["sub"]


def signed_in(password: str = PASSWORD) -> SignedIn:
    answer = provider().log_in(ADA, password)
    assert isinstance(answer, SignedIn)
    return answer


def code_of(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.code


class TestAccounts:
    def test_an_account_is_made_and_confirmed_by_its_code(self, pool: FakeCognito) -> None:
        provider().sign_up(ADA, PASSWORD, "Ada", "Europe/London", "de")
        with pytest.raises(Forbidden) as refused:
            provider().log_in(ADA, PASSWORD)
        assert code_of(refused) == "email-not-confirmed"
        provider().confirm(ADA, pool.mails_to(ADA)[0])
        assert signed_in().user_id == id_of(pool.people[ADA])
        assert pool.people[ADA].attributes["locale"] == "de"

    def test_a_taken_address_is_told_to_the_caller_only(self, ada: Person) -> None:
        with pytest.raises(AddressTaken):
            provider().sign_up(ADA, OTHER_PASSWORD, "Mallory", "UTC")
        assert ada.password == PASSWORD

    def test_a_code_is_sent_again_to_who_waits_for_one_only(self, pool: FakeCognito, ada: Person) -> None:
        pool.add("grace@example.com", confirmed=False)
        for email in (ADA, "grace@example.com", "nobody@example.com"):
            provider().resend(email)
        assert [address for address, _ in pool.mails] == ["grace@example.com"]

    def test_a_forgotten_password_is_set_anew(self, pool: FakeCognito, ada: Person) -> None:
        provider().forgot(ADA)
        (code,) = pool.mails_to(ADA)
        assert provider().reset(ADA, code, OTHER_PASSWORD) == id_of(ada)
        assert signed_in(OTHER_PASSWORD)
        with pytest.raises(CodeRefused):
            provider().reset(ADA, code, PASSWORD)

    @pytest.mark.parametrize("state", ["unknown", "unconfirmed", "limited", "disabled", "no mail"])
    def test_forgetting_is_answered_alike(self, pool: FakeCognito, state: str) -> None:
        if state != "unknown":
            pool.add(ADA, confirmed=state != "unconfirmed")
        problems = {
            "limited": "LimitExceededException",
            "disabled": "NotAuthorizedException",
            "no mail": "CodeDeliveryFailureException",
        }
        if problem := problems.get(state):
            pool.fail("forgot_password", problem)
        provider().forgot(ADA)
        assert pool.mails == []

    @pytest.mark.parametrize(
        "problem",
        ["LimitExceededException", "TooManyFailedAttemptsException", "UserNotConfirmedException", None],
    )
    def test_a_code_that_resets_nothing_is_refused_whatever_the_reason(
        self, pool: FakeCognito, ada: Person, problem: str | None
    ) -> None:
        provider().forgot(ADA)
        if problem:
            pool.fail("confirm_forgot_password", problem)
        for email in (ADA, "nobody@example.com"):
            with pytest.raises(CodeRefused):
                provider().reset(email, "999999", OTHER_PASSWORD)
        assert ada.password == PASSWORD

    def test_a_stricter_pool_says_what_it_wants(self, pool: FakeCognito, ada: Person) -> None:
        provider().forgot(ADA)
        pool.policy_complaint = "Password does not conform with policy: Password must have symbols"
        with pytest.raises(Invalid) as refused:
            provider().reset(ADA, pool.mails_to(ADA)[0], OTHER_PASSWORD)
        assert "Password must have symbols" in refused.value.errors[0].detail
        with pytest.raises(Invalid) as refused:
            provider().change_password(id_of(ada), OTHER_PASSWORD)
        assert refused.value.errors[0].pointer == "/new_password"

    def test_a_failed_trigger_does_not_undo_a_reset(self, pool: FakeCognito, ada: Person) -> None:
        pool.fail("confirm_forgot_password", "UserLambdaValidationException", "PostConfirmation failed")
        assert provider().reset(ADA, "123456", OTHER_PASSWORD) == id_of(ada)


class TestSessions:
    def test_a_session_keeps_its_id_while_it_is_renewed(self, ada: Person) -> None:
        first, other = signed_in(), signed_in()
        again = provider().renew(first.user_id, first.session_id, first.renewal)
        assert again.session_id == first.session_id != other.session_id
        assert again.user_id == id_of(ada) and again.renewal == first.renewal and again.expires_in == 3600

    @pytest.mark.parametrize(("email", "password"), [(ADA, OTHER_PASSWORD), ("nobody@x.org", PASSWORD)])
    def test_wrong_credentials_are_one_answer(self, ada: Person, email: str, password: str) -> None:
        with pytest.raises(Unauthenticated) as refused:
            provider().log_in(email, password)
        assert code_of(refused) == "invalid-credentials"

    def test_an_ended_session_is_not_renewed_and_its_token_changes_nothing(self, ada: Person) -> None:
        ended, other = signed_in(), signed_in()
        provider().end(ended.renewal)
        provider().end(ended.renewal)
        with pytest.raises(Unauthenticated) as refused:
            provider().renew(*ended[:2], ended.renewal)
        assert code_of(refused) == "session-ended"
        with pytest.raises(Unauthenticated):
            provider().enrol_totp(id_of(ada), ended.access_token)
        assert provider().renew(*other[:2], other.renewal)

    def test_all_sessions_of_one_person_end(self, pool: FakeCognito, ada: Person) -> None:
        pool.add("grace@example.com")
        hers = provider().log_in("grace@example.com", PASSWORD)
        signed_in(), signed_in()
        provider().end_all(id_of(ada))
        assert isinstance(hers, SignedIn) and list(pool.sessions) == [hers.renewal]
        provider().end_all("nobody")

    def test_checking_a_password_opens_no_session(self, pool: FakeCognito, ada: Person) -> None:
        assert provider().check_password(id_of(ada), ADA, PASSWORD)
        assert not provider().check_password(id_of(ada), ADA, OTHER_PASSWORD)
        pool.enrol(ada)
        assert provider().check_password(id_of(ada), ADA, PASSWORD)
        assert not pool.sessions

    def test_the_password_of_another_person_is_no_proof(self, pool: FakeCognito, ada: Person) -> None:
        pool.add("grace@example.com", password=OTHER_PASSWORD)
        assert not provider().check_password(id_of(ada), "grace@example.com", OTHER_PASSWORD)

    def test_a_step_that_daybook_does_not_know_is_said_to_be(self, ada: Person) -> None:
        ada.challenge = "NEW_PASSWORD_REQUIRED"
        with pytest.raises(Forbidden) as refused:
            provider().log_in(ADA, PASSWORD)
        assert code_of(refused) == "second-step-unsupported"


CALLS: dict[str, Callable[[Provider], object]] = {
    "sign_up": lambda p: p.sign_up("x@y.org", PASSWORD, "X", "UTC"),
    "confirm_sign_up": lambda p: p.confirm(ADA, "123456"),
    "resend_confirmation_code": lambda p: p.resend(ADA),
    "forgot_password": lambda p: p.forgot(ADA),
    "confirm_forgot_password": lambda p: p.reset(ADA, "123456", PASSWORD),
    "admin_initiate_auth": lambda p: p.log_in(ADA, PASSWORD),
    "admin_respond_to_auth_challenge": lambda p: p.answer(Challenge("u", "s"), "123456"),
    "revoke_token": lambda p: p.end("token"),
    "admin_user_global_sign_out": lambda p: p.end_all("u"),
    "admin_set_user_password": lambda p: p.change_password("u", PASSWORD),
    "update_user_attributes": lambda p: p.begin_email_change("u", NEW, "token"),
    "verify_user_attribute": lambda p: p.confirm_email_change("u", "123456", "token"),
    "associate_software_token": lambda p: p.enrol_totp("u", "token"),
    "verify_software_token": lambda p: p.verify_totp("u", "token", "123456"),
    "admin_set_user_mfa_preference": lambda p: p.disable_totp("u"),
    "admin_get_user": lambda p: p.attributes("u"),
    "admin_delete_user": lambda p: p.delete("u"),
}


class TestWhenCognitoDoesNotAnswer:
    @pytest.mark.parametrize("operation", CALLS)
    @pytest.mark.parametrize(
        ("problem", "meaning"),
        [
            ("TooManyRequestsException", Throttled),
            ("InternalErrorException", Unavailable),
            (ReadTimeoutError(endpoint_url="https://cognito"), Unavailable),
        ],
    )
    def test_it_passes_by_itself(
        self,
        pool: FakeCognito,
        ada: Person,
        operation: str,
        problem: str | Exception,
        meaning: type[Exception],
    ) -> None:
        pool.fail(operation, problem)
        with pytest.raises(meaning):
            CALLS[operation](provider())

    @pytest.mark.parametrize("operation", [name for name in CALLS if name != "revoke_token"])
    def test_what_nobody_expects_is_not_swallowed(
        self, pool: FakeCognito, ada: Person, operation: str
    ) -> None:
        pool.fail(operation, "AccessDeniedException", "no right")
        with pytest.raises(Exception, match="no right"):
            CALLS[operation](provider())


def test_an_unknown_provider_is_refused() -> None:
    with settings.override(identity="ldap"), pytest.raises(ValueError, match=r"'ldap'.*cognito, native"):
        provider()
