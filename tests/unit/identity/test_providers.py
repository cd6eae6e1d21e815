"""Whoever keeps the credentials, everything above sees the same: each test runs against a user pool in memory
and against Daybook's own keeper. Here: coming in. test_providers_changes.py: changing and leaving."""

from __future__ import annotations

import pytest

from shared.errors import Forbidden
from shared.identity.provider import AddressTaken, Provider
from tests.support.keeping import (
    ADA,
    INVALID_CREDENTIALS,
    NOBODY,
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
