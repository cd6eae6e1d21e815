"""Whoever keeps the credentials, everything above sees the same: each test runs against a user pool in memory
and against Daybook's own keeper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from shared.errors import DomainError, Forbidden, Unauthenticated
from shared.identity.provider import AddressTaken, Challenge, CodeRefused, Provider, SignedIn
from tests.support.providers import Keeper, cognito_keeper, native_keeper

ADA, EVE, NOBODY = "ada@example.com", "eve@example.com", "nobody@example.com"
PASSWORD, OTHER = "correct horse battery staple", "another battery, still correct"


@pytest.fixture(params=[cognito_keeper, native_keeper], ids=["cognito", "native"])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    with request.param() as made:
        yield made


@pytest.fixture
def provider(keeper: Keeper) -> Provider:
    return keeper.provider


def join(keeper: Keeper, email: str = ADA, password: str = PASSWORD) -> SignedIn:
    """Somebody signs up, confirms and signs in."""
    keeper.provider.sign_up(email, password, "Ada", "Europe/London", "en")
    keeper.provider.confirm(email, keeper.code_for(email))
    return log_in(keeper, email, password)


def log_in(keeper: Keeper, email: str = ADA, password: str = PASSWORD) -> SignedIn:
    keeper.time.now += 1
    answer = keeper.provider.log_in(email, password)
    assert isinstance(answer, SignedIn)
    return answer


def enrol(keeper: Keeper, who: SignedIn) -> str:
    """Gives somebody an authenticator app; its secret."""
    secret = keeper.provider.enrol_totp(who.user_id, who.access_token)
    keeper.provider.verify_totp(who.user_id, who.access_token, keeper.app_shows(secret))
    return secret


def challenge(keeper: Keeper, password: str = PASSWORD) -> Challenge:
    answer = keeper.provider.log_in(ADA, password)
    assert isinstance(answer, Challenge)
    return answer


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def refusal(call: Callable[[], object]) -> tuple[type[Exception], str]:
    """What a call raises, and its code."""
    with pytest.raises((DomainError, CodeRefused, AddressTaken)) as raised:
        call()
    return type(raised.value), getattr(raised.value, "code", "")


INVALID_CREDENTIALS = (Unauthenticated, "invalid-credentials")
SESSION_ENDED = (Unauthenticated, "session-ended")
CHALLENGE_EXPIRED = (Unauthenticated, "challenge-expired")
REFUSED = (CodeRefused, "")


class TestSigningUp:
    def test_takes_a_code_from_the_mail(self, keeper: Keeper, provider: Provider) -> None:
        provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London", None)
        assert refusal(lambda: provider.log_in(ADA, PASSWORD)) == (Forbidden, "email-not-confirmed")
        (code,) = keeper.mails_to(ADA)
        assert refusal(lambda: provider.confirm(ADA, wrong(code))) == REFUSED
        provider.confirm(ADA, code)
        assert log_in(keeper).user_id

    def test_says_that_an_address_is_taken_and_changes_nothing(
        self, keeper: Keeper, provider: Provider
    ) -> None:
        provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
        assert refusal(lambda: provider.sign_up(ADA, OTHER, "Eve", "UTC")) == (AddressTaken, "")
        provider.confirm(ADA, keeper.code_for(ADA))
        assert refusal(lambda: provider.sign_up(ADA, OTHER, "Eve", "UTC")) == (AddressTaken, "")
        assert refusal(lambda: provider.log_in(ADA, OTHER)) == INVALID_CREDENTIALS
        assert provider.attributes(log_in(keeper).user_id)["name"] == "Ada"

    @pytest.mark.parametrize("how", ["expired", "exhausted"])
    def test_refuses_a_code_that_is_no_longer_good(
        self, keeper: Keeper, provider: Provider, how: str
    ) -> None:
        provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
        keeper.spoil(how, ADA)
        assert refusal(lambda: provider.confirm(ADA, keeper.code_for(ADA))) == REFUSED

    def test_confirms_once(self, keeper: Keeper, provider: Provider) -> None:
        join(keeper)
        assert refusal(lambda: provider.confirm(ADA, keeper.code_for(ADA))) == REFUSED

    def test_sends_another_code_which_takes_the_first_ones_place(
        self, keeper: Keeper, provider: Provider
    ) -> None:
        provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
        provider.resend(ADA)
        first, second = keeper.mails_to(ADA)
        if first != second:
            assert refusal(lambda: provider.confirm(ADA, first)) == REFUSED
        provider.confirm(ADA, second)

    def test_sends_no_code_to_whom_it_would_be_news(self, keeper: Keeper, provider: Provider) -> None:
        join(keeper)
        before = len(keeper.mails_to(ADA))
        provider.resend(ADA)
        provider.resend(NOBODY)
        assert (len(keeper.mails_to(ADA)), keeper.mails_to(NOBODY)) == (before, [])

    def test_an_unknown_address_is_refused_like_a_wrong_code(self, provider: Provider) -> None:
        assert refusal(lambda: provider.confirm(NOBODY, "123456")) == REFUSED


class TestSigningIn:
    def test_needs_the_password(self, keeper: Keeper, provider: Provider) -> None:
        first, second = join(keeper), log_in(keeper)
        assert first.user_id == second.user_id and first.session_id != second.session_id
        assert first.expires_in == 3600
        for email, password in ((ADA, OTHER), (NOBODY, PASSWORD), (NOBODY, ""), (ADA, "")):
            assert refusal(lambda: provider.log_in(email, password)) == INVALID_CREDENTIALS  # noqa: B023  # called at once

    def test_checks_a_password_without_opening_anything(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        assert provider.check_password(who.user_id, ADA, PASSWORD)
        assert not provider.check_password(who.user_id, ADA, OTHER)
        enrol(keeper, who)
        assert provider.check_password(who.user_id, ADA, PASSWORD)
        assert not provider.check_password(who.user_id, ADA, OTHER)

    def test_renews_the_same_session(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        again = provider.renew(who.user_id, who.session_id, who.renewal)
        assert (again.user_id, again.session_id, again.renewal) == (who.user_id, who.session_id, who.renewal)
        assert again.access_token

    def test_can_be_ended_everywhere(self, keeper: Keeper, provider: Provider) -> None:
        first, second = join(keeper), log_in(keeper)
        keeper.time.now += 1
        provider.end_all(first.user_id)
        for one in (first, second):
            assert refusal(lambda: provider.renew(one.user_id, one.session_id, one.renewal)) == SESSION_ENDED  # noqa: B023  # called at once
        later = log_in(keeper)
        assert provider.renew(later.user_id, later.session_id, later.renewal)

    def test_ending_a_session_leaves_the_others(self, keeper: Keeper, provider: Provider) -> None:
        first, second = join(keeper), log_in(keeper)
        provider.end(first.renewal)
        provider.end(first.renewal)
        assert provider.renew(second.user_id, second.session_id, second.renewal)


class TestForgetting:
    def test_a_code_from_the_mail_sets_another_password(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        provider.forgot(ADA)
        code = keeper.code_for(ADA)
        assert refusal(lambda: provider.reset(ADA, wrong(code), OTHER)) == REFUSED
        assert provider.reset(ADA, code, OTHER) == who.user_id
        assert refusal(lambda: provider.log_in(ADA, PASSWORD)) == INVALID_CREDENTIALS
        assert log_in(keeper, password=OTHER).user_id == who.user_id
        assert refusal(lambda: provider.reset(ADA, code, PASSWORD)) == REFUSED

    @pytest.mark.parametrize("how", ["expired", "exhausted"])
    def test_a_code_that_is_no_longer_good_is_refused(
        self, keeper: Keeper, provider: Provider, how: str
    ) -> None:
        join(keeper)
        provider.forgot(ADA)
        keeper.spoil(how, ADA)
        assert refusal(lambda: provider.reset(ADA, keeper.code_for(ADA), OTHER)) == REFUSED
        assert log_in(keeper)

    def test_is_silent_for_whom_there_is_nothing_to_reset(self, keeper: Keeper, provider: Provider) -> None:
        provider.sign_up(ADA, PASSWORD, "Ada", "UTC")
        provider.forgot(ADA)
        provider.forgot(NOBODY)
        assert (len(keeper.mails_to(ADA)), keeper.mails_to(NOBODY)) == (1, [])
        code = keeper.code_for(ADA)
        for email in (ADA, NOBODY):
            assert refusal(lambda: provider.reset(email, code, OTHER)) == REFUSED  # noqa: B023  # called at once

    def test_a_second_step_stays(self, keeper: Keeper, provider: Provider) -> None:
        enrol(keeper, join(keeper))
        provider.forgot(ADA)
        provider.reset(ADA, keeper.code_for(ADA), OTHER)
        assert challenge(keeper, OTHER)


class TestChanging:
    def test_the_password(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        provider.change_password(who.user_id, OTHER)
        assert refusal(lambda: provider.log_in(ADA, PASSWORD)) == INVALID_CREDENTIALS
        assert log_in(keeper, password=OTHER).user_id == who.user_id

    def test_the_address_counts_once_the_code_from_the_new_one_is_here(
        self, keeper: Keeper, provider: Provider
    ) -> None:
        who, new = join(keeper), "countess@example.com"
        before = len(keeper.mails_to(ADA))
        provider.begin_email_change(who.user_id, new, who.access_token)
        (code,) = keeper.mails_to(new)
        assert len(keeper.mails_to(ADA)) == before
        assert (
            refusal(lambda: provider.confirm_email_change(who.user_id, wrong(code), who.access_token))
            == REFUSED
        )
        assert provider.attributes(who.user_id)["email"] == ADA and log_in(keeper)
        assert provider.confirm_email_change(who.user_id, code, who.access_token) == new
        assert provider.attributes(who.user_id)["email"] == new
        assert refusal(lambda: provider.log_in(ADA, PASSWORD)) == INVALID_CREDENTIALS
        assert log_in(keeper, new).user_id == who.user_id
        assert join(keeper, ADA).user_id != who.user_id, "the old address is free"

    def test_an_address_that_is_taken_is_silence(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        eve = join(keeper, EVE)
        before = len(keeper.mails_to(EVE))
        provider.begin_email_change(who.user_id, EVE, who.access_token)
        assert len(keeper.mails_to(EVE)) == before, "no code"
        assert (
            refusal(lambda: provider.confirm_email_change(who.user_id, "123456", who.access_token)) == REFUSED
        )
        assert log_in(keeper, EVE).user_id == eve.user_id

    def test_an_address_that_is_taken_meanwhile_is_refused(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        provider.begin_email_change(who.user_id, EVE, who.access_token)
        code = keeper.code_for(EVE)
        eve = join(keeper, EVE)
        assert refusal(lambda: provider.confirm_email_change(who.user_id, code, who.access_token)) == REFUSED
        assert log_in(keeper, EVE).user_id == eve.user_id
        assert log_in(keeper).user_id == who.user_id

    @pytest.mark.parametrize("how", ["expired", "exhausted"])
    def test_an_address_needs_a_code_that_is_good(self, keeper: Keeper, provider: Provider, how: str) -> None:
        who = join(keeper)
        provider.begin_email_change(who.user_id, EVE, who.access_token)
        keeper.spoil(how, EVE)
        code = keeper.code_for(EVE)
        assert refusal(lambda: provider.confirm_email_change(who.user_id, code, who.access_token)) == REFUSED
        assert provider.attributes(who.user_id)["email"] == ADA


class TestSecondStep:
    def test_is_asked_for_once_the_app_has_shown_a_code(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        assert not provider.has_totp(who.user_id)
        secret = provider.enrol_totp(who.user_id, who.access_token)
        assert not provider.has_totp(who.user_id) and log_in(keeper)
        code = keeper.app_shows(secret)
        assert refusal(lambda: provider.verify_totp(who.user_id, who.access_token, wrong(code))) == REFUSED
        assert not provider.has_totp(who.user_id)
        provider.verify_totp(who.user_id, who.access_token, code)
        assert provider.has_totp(who.user_id)
        asked = challenge(keeper)
        assert asked.user_id == who.user_id
        assert provider.answer(asked, keeper.app_shows(secret)).user_id == who.user_id

    def test_takes_a_code_once(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        secret = provider.enrol_totp(who.user_id, who.access_token)
        code = keeper.app_shows(secret)
        provider.verify_totp(who.user_id, who.access_token, code)
        assert refusal(lambda: provider.answer(challenge(keeper), code)) == REFUSED
        code = keeper.app_shows(secret)
        assert provider.answer(challenge(keeper), code)
        assert refusal(lambda: provider.answer(challenge(keeper), code)) == REFUSED

    def test_refuses_a_wrong_code_and_takes_the_right_one_afterwards(
        self, keeper: Keeper, provider: Provider
    ) -> None:
        secret = enrol(keeper, join(keeper))
        asked = challenge(keeper)
        code = keeper.app_shows(secret)
        assert refusal(lambda: provider.answer(asked, wrong(code))) == REFUSED
        assert provider.answer(asked, code)

    def test_comes_after_the_password(self, keeper: Keeper, provider: Provider) -> None:
        enrol(keeper, join(keeper))
        assert refusal(lambda: provider.log_in(ADA, OTHER)) == INVALID_CREDENTIALS

    def test_another_app_replaces_the_first_only_when_it_has_shown_a_code(
        self, keeper: Keeper, provider: Provider
    ) -> None:
        who = join(keeper)
        first = enrol(keeper, who)
        second = provider.enrol_totp(who.user_id, who.access_token)
        assert provider.answer(challenge(keeper), keeper.app_shows(first))
        provider.verify_totp(who.user_id, who.access_token, keeper.app_shows(second))
        assert refusal(lambda: provider.answer(challenge(keeper), keeper.app_shows(first))) == REFUSED
        assert provider.answer(challenge(keeper), keeper.app_shows(second))

    def test_there_is_nothing_to_verify_before_a_secret(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        assert refusal(lambda: provider.verify_totp(who.user_id, who.access_token, "123456")) == REFUSED

    def test_can_be_switched_off_again_and_again(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        enrol(keeper, who)
        for _ in range(2):
            provider.disable_totp(who.user_id)
            assert not provider.has_totp(who.user_id)
            assert log_in(keeper)

    def test_a_challenge_of_nobody_has_expired(self, provider: Provider) -> None:
        assert refusal(lambda: provider.answer(Challenge("nobody", "x"), "123456")) == CHALLENGE_EXPIRED


class TestLeaving:
    def test_nothing_is_left_and_the_address_is_free(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        for _ in range(2):
            provider.delete(who.user_id)
        assert refusal(lambda: provider.log_in(ADA, PASSWORD)) == INVALID_CREDENTIALS
        assert refusal(lambda: provider.renew(who.user_id, who.session_id, who.renewal)) == SESSION_ENDED
        before = len(keeper.mails_to(ADA))
        provider.forgot(ADA)
        assert len(keeper.mails_to(ADA)) == before
        assert join(keeper).user_id != who.user_id

    def test_of_nobody_nothing_is_known(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        provider.delete(who.user_id)
        for call in (
            lambda: provider.attributes(who.user_id),
            lambda: provider.has_totp(who.user_id),
            lambda: provider.change_password(who.user_id, OTHER),
            lambda: provider.disable_totp(who.user_id),
            lambda: provider.enrol_totp(who.user_id, who.access_token),
        ):
            assert refusal(call) == SESSION_ENDED
        assert not provider.check_password(who.user_id, ADA, PASSWORD)
        provider.end_all(who.user_id)

    def test_what_is_known_of_somebody_has_the_same_names(self, keeper: Keeper, provider: Provider) -> None:
        who = join(keeper)
        assert provider.attributes(who.user_id) == {
            "sub": who.user_id,
            "email": ADA,
            "name": "Ada",
            "zoneinfo": "Europe/London",
            "locale": "en",
        }
