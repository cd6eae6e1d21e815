"""A user pool in memory, and what people change about their own account in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from shared.errors import Forbidden, Throttled, Unauthenticated
from shared.identity.provider import Challenge, CodeRefused, Provider, SignedIn, provider
from tests.support import totp
from tests.support.cognito import PASSWORD, FakeCognito, Person, fake_cognito
from tests.support.tokens import access_token

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


def challenged() -> Challenge:
    answer = provider().log_in(ADA, PASSWORD)
    assert isinstance(answer, Challenge)
    return answer


class TestSecondFactor:
    def test_it_is_asked_for_once_an_app_has_shown_its_code(self, pool: FakeCognito, ada: Person) -> None:
        token = signed_in().access_token
        secret = provider().enrol_totp(id_of(ada), token)
        assert not provider().has_totp(id_of(ada)) and signed_in()
        provider().verify_totp(id_of(ada), token, pool.next_code(secret))
        assert provider().has_totp(id_of(ada))
        challenge = challenged()
        assert challenge.user_id == id_of(ada)
        assert provider().answer(challenge, pool.next_code(secret)).user_id == id_of(ada)

    @pytest.mark.parametrize("problem", [None, "CodeMismatchException", "InvalidParameterException"])
    def test_an_app_with_another_secret_is_not_enrolled(
        self, pool: FakeCognito, ada: Person, problem: str | None
    ) -> None:
        token = signed_in().access_token
        with pytest.raises(CodeRefused):
            provider().verify_totp(id_of(ada), token, "123456")
        provider().enrol_totp(id_of(ada), token)
        if problem:
            pool.fail("verify_software_token", problem)
        with pytest.raises(CodeRefused):
            provider().verify_totp(id_of(ada), token, "000000")
        assert not provider().has_totp(id_of(ada))

    def test_after_a_wrong_code_the_right_one_is_taken_but_only_once(
        self, pool: FakeCognito, ada: Person
    ) -> None:
        pool.enrol(ada)
        challenge = challenged()
        with pytest.raises(CodeRefused):
            provider().answer(challenge, "000000")
        code = pool.next_code(ada.secret)
        assert provider().answer(challenge, code)
        with pytest.raises(CodeRefused):
            provider().answer(challenged(), code)

    @pytest.mark.parametrize("end", ["late", "used", "exhausted", "deleted"])
    def test_a_challenge_ends(self, pool: FakeCognito, ada: Person, end: str) -> None:
        challenge = challenged_after_enrolling(pool, ada)
        if end == "late":
            pool.time.now += 3600
        elif end == "used":
            provider().answer(challenge, pool.next_code(ada.secret))
        elif end == "exhausted":
            pool.fail("admin_respond_to_auth_challenge", "TooManyFailedAttemptsException")
        else:
            provider().delete(id_of(ada))
        with pytest.raises(Unauthenticated) as refused:
            provider().answer(challenge, pool.next_code(ada.secret))
        assert refused.value.code == "challenge-expired"

    def test_a_challenge_is_its_persons_own(self, pool: FakeCognito, ada: Person) -> None:
        grace = pool.enrol(pool.add("grace@example.com"))
        challenge = challenged_after_enrolling(pool, ada)
        with pytest.raises(Unauthenticated):
            provider().answer(challenge._replace(user_id=id_of(grace)), pool.next_code(grace.secret))

    def test_it_can_be_switched_off(self, pool: FakeCognito, ada: Person) -> None:
        pool.enrol(ada)
        provider().disable_totp(id_of(ada))
        provider().disable_totp(id_of(ada))
        assert not provider().has_totp(id_of(ada)) and signed_in()


def challenged_after_enrolling(pool: FakeCognito, person: Person) -> Challenge:
    pool.enrol(person)
    return challenged()


class TestOwnAccount:
    def test_a_changed_password_is_the_only_one(self, ada: Person) -> None:
        provider().change_password(id_of(ada), OTHER_PASSWORD)
        assert signed_in(OTHER_PASSWORD)
        with pytest.raises(Unauthenticated):
            provider().log_in(ADA, PASSWORD)

    def test_an_address_changes_when_its_code_is_there(self, pool: FakeCognito, ada: Person) -> None:
        token = signed_in().access_token
        provider().begin_email_change(id_of(ada), NEW, token)
        assert provider().attributes(id_of(ada))["email"] == ADA
        with pytest.raises(CodeRefused):
            provider().confirm_email_change(id_of(ada), "000000", token)
        assert provider().confirm_email_change(id_of(ada), pool.mails_to(NEW)[0], token) == NEW
        assert isinstance(provider().log_in(NEW, PASSWORD), SignedIn)

    def test_nobody_learns_that_the_new_address_is_taken(self, pool: FakeCognito, ada: Person) -> None:
        pool.add(NEW)
        token = signed_in().access_token
        provider().begin_email_change(id_of(ada), NEW, token)
        with pytest.raises(CodeRefused):
            provider().confirm_email_change(id_of(ada), "000000", token)
        assert pool.mails == [] and ada.email == ADA

    def test_an_address_that_was_taken_meanwhile_is_refused(self, pool: FakeCognito, ada: Person) -> None:
        token = signed_in().access_token
        provider().begin_email_change(id_of(ada), NEW, token)
        pool.add(NEW)
        with pytest.raises(CodeRefused):
            provider().confirm_email_change(id_of(ada), pool.mails_to(NEW)[0], token)

    def test_too_many_changes_are_to_wait(self, pool: FakeCognito, ada: Person) -> None:
        token = signed_in().access_token
        pool.fail("update_user_attributes", "LimitExceededException")
        with pytest.raises(Throttled) as refused:
            provider().begin_email_change(id_of(ada), NEW, token)
        assert refused.value.retry_after_s > 0

    def test_attributes_are_those_of_the_profile(self, ada: Person) -> None:
        ada.attributes["email_verified"] = "true"
        known = {"sub": id_of(ada), "email": ADA, "name": "Ada", "zoneinfo": "Europe/London"}
        assert provider().attributes(id_of(ada)) == known

    def test_an_account_is_deleted_with_its_sessions(self, pool: FakeCognito, ada: Person) -> None:
        session = signed_in()
        provider().delete(id_of(ada))
        provider().delete(id_of(ada))
        assert ADA not in pool.people
        for late in (
            lambda: provider().renew(*session[:2], session.renewal),
            lambda: provider().attributes(id_of(ada)),
            lambda: provider().has_totp(id_of(ada)),
        ):
            with pytest.raises(Unauthenticated):
                late()


WITH_A_TOKEN: dict[str, Callable[[Provider, str, str], object]] = {
    "begin_email_change": lambda keeper, who, token: keeper.begin_email_change(who, NEW, token),
    "confirm_email_change": lambda keeper, who, token: keeper.confirm_email_change(who, "123456", token),
    "enrol_totp": lambda keeper, who, token: keeper.enrol_totp(who, token),
    "verify_totp": lambda keeper, who, token: keeper.verify_totp(who, token, "123456"),
}


@pytest.mark.parametrize("method", WITH_A_TOKEN)
def test_who_came_from_another_provider_is_not_signed_out_but_told_why(ada: Person, method: str) -> None:
    """Cognito refuses such a token as it refuses one that has been revoked."""
    token = access_token(sub=id_of(ada), scope="email openid profile", version=2)
    with pytest.raises(Forbidden) as refused:
        WITH_A_TOKEN[method](provider(), id_of(ada), token)
    assert refused.value.code == "password-sign-in-needed"


@pytest.mark.parametrize(
    ("at", "shown"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_apps_codes_are_those_of_rfc_6238(at: int, shown: str) -> None:
    """Appendix B, whose codes have eight digits of which apps show the last six."""
    assert totp.code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at) == shown
