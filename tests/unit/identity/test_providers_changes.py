"""What people change about their account, and leaving: the same whoever keeps the credentials
(test_providers.py)."""

from __future__ import annotations

import pytest

from shared.identity.provider import Challenge, Provider
from tests.support.keeping import (
    ADA,
    CHALLENGE_EXPIRED,
    EVE,
    INVALID_CREDENTIALS,
    OTHER,
    PASSWORD,
    REFUSED,
    SESSION_ENDED,
    challenge,
    enrol,
    join,
    log_in,
    refusal,
    wrong,
)
from tests.support.providers import Keeper


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
