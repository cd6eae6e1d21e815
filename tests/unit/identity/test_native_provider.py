"""What only Daybook's own keeper of credentials does: its mails, the profile, costs, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError

from shared.errors import Forbidden, Unauthenticated, Unavailable
from shared.identity import codes, scrypt
from shared.identity.native_provider import NativeProvider
from shared.identity.native_tokens import PublishedKeys, verify
from shared.identity.provider import AddressTaken, Challenge, CodeRefused, Provider, SignedIn
from shared.identity.provider import provider as from_settings
from shared.table import Table
from tests.support.providers import CHEAP, NativeKeeper, native_keeper
from tests.support.secrets import ISSUER

ADA, EVE = "ada@example.com", "eve@example.com"
PASSWORD, OTHER = "correct horse battery staple", "another battery, still correct"


@pytest.fixture
def keeper() -> Iterator[NativeKeeper]:
    with native_keeper() as made:
        yield made


@pytest.fixture
def provider(keeper: NativeKeeper) -> Provider:
    return keeper.provider


def join(keeper: NativeKeeper, email: str = ADA, language: str | None = None) -> SignedIn:
    keeper.provider.sign_up(email, PASSWORD, "Ada", "Europe/London", language)
    keeper.provider.confirm(email, keeper.code_for(email))
    answer = keeper.provider.log_in(email, PASSWORD)
    assert isinstance(answer, SignedIn)
    return answer


def stored(keeper: NativeKeeper, user_id: str) -> dict[str, object]:
    item = keeper.table.get(f"AUTH#{user_id}", "CREDENTIALS")
    assert item is not None
    return item


def test_is_what_the_settings_ask_for(keeper: NativeKeeper) -> None:
    assert isinstance(from_settings(), NativeProvider)


def test_the_token_is_good_where_the_authorizer_looks(keeper: NativeKeeper) -> None:
    who = join(keeper)
    claims = verify(who.access_token, PublishedKeys(keeper.table), ISSUER, keeper.time.now)
    assert claims == (who.user_id, who.session_id, int(keeper.time.now) + 3600, 0)


def test_a_confirmed_person_has_a_profile(keeper: NativeKeeper) -> None:
    who = join(keeper, language="de")
    item = keeper.table.get(f"USER#{who.user_id}", "PROFILE")
    assert item is not None
    known = {name: item[name] for name in ("id", "email", "name", "timezone", "language")}
    assert known == {
        "id": who.user_id,
        "email": ADA,
        "name": "Ada",
        "timezone": "Europe/London",
        "language": "de",
    }


def test_nobody_has_a_profile_before(keeper: NativeKeeper, provider: Provider) -> None:
    provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
    with pytest.raises(CodeRefused):
        provider.confirm(ADA, f"{(int(keeper.code_for(ADA)) + 1) % 10**6:06d}")
    assert not [pk for pk, _ in keeper.table._client.items if pk.startswith("USER#")]


def test_a_profile_that_cannot_be_written_does_not_undo_the_confirmation(
    keeper: NativeKeeper, capsys: pytest.CaptureFixture[str]
) -> None:
    class WithoutProfiles(Table):
        def put(self, item: object, **conditions: object) -> None:
            raise Unavailable("no", 1)

    provider = NativeProvider(WithoutProfiles(keeper.table._client, keeper.table.name), keeper.time.clock)
    provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
    provider.confirm(ADA, keeper.code_for(ADA))
    assert provider.log_in(ADA, PASSWORD)
    assert '"ProfileWriteFailures":1' in capsys.readouterr().out


def test_whether_an_address_waits_for_its_code_is_told_to_its_owner_only(provider: Provider) -> None:
    provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
    with pytest.raises(Unauthenticated):
        provider.log_in(ADA, OTHER)
    with pytest.raises(Forbidden):
        provider.log_in(ADA, PASSWORD)


def test_a_code_that_went_to_an_address_which_was_left_sets_no_password(
    keeper: NativeKeeper, provider: Provider
) -> None:
    """Who leaves an address may do so because others read its mail."""
    who, new = join(keeper), "countess@example.com"
    provider.forgot(ADA)
    provider.begin_email_change(who.user_id, new, who.access_token)
    provider.confirm_email_change(who.user_id, keeper.code_for(new), who.access_token)
    with pytest.raises(CodeRefused):
        provider.reset(new, keeper.code_for(ADA), OTHER)
    assert provider.log_in(new, PASSWORD)


class TestMails:
    def test_hold_the_code_and_speak_the_persons_language(self, keeper: NativeKeeper) -> None:
        who = join(keeper, language="de")
        keeper.provider.forgot(ADA)
        keeper.provider.begin_email_change(who.user_id, "neu@example.com", who.access_token)
        confirm, reset = keeper.ses.to(ADA)
        (change,) = keeper.ses.to("neu@example.com")
        assert [mail.subject for mail in (confirm, reset, change)] == [
            "Dein Code für Daybook",
            "Dein Code für ein neues Passwort",
            "Dein Code für deine neue Adresse",
        ]
        sent = [*keeper.mails_to(ADA), *keeper.mails_to("neu@example.com")]
        assert [code in mail.html for code, mail in zip(sent, (confirm, reset, change), strict=True)] == [
            True
        ] * 3

    def test_follow_the_settings_once_there_are_any(self, keeper: NativeKeeper) -> None:
        who = join(keeper, language="de")
        keeper.table.update(f"USER#{who.user_id}", "PROFILE", set={"language": "en"})
        keeper.provider.forgot(ADA)
        assert keeper.ses.to(ADA)[-1].subject == "Your code for a new password"

    def test_tell_the_owner_of_an_address_that_somebody_wants_it(self, keeper: NativeKeeper) -> None:
        who = join(keeper)
        join(keeper, EVE, "de")
        keeper.provider.begin_email_change(who.user_id, EVE, who.access_token)
        assert keeper.ses.to(EVE)[-1].subject == "Du hast ein Konto mit dieser Adresse"
        assert ADA not in keeper.ses.to(EVE)[-1].text

    def test_say_nothing_to_who_has_not_confirmed_the_address(self, keeper: NativeKeeper) -> None:
        who = join(keeper)
        keeper.provider.sign_up(EVE, PASSWORD, "Eve", "UTC")
        keeper.provider.begin_email_change(who.user_id, EVE, who.access_token)
        assert len(keeper.ses.to(EVE)) == 1

    def test_are_five_an_hour_at_most(self, keeper: NativeKeeper, provider: Provider) -> None:
        who = join(keeper)
        join(keeper, EVE)
        before = len(keeper.ses.mails)
        for _ in range(codes.ISSUED_AN_HOUR + 3):
            provider.forgot(ADA)
        for number in range(codes.ISSUED_AN_HOUR + 3):
            provider.begin_email_change(who.user_id, f"x{number}@example.com", who.access_token)
            provider.begin_email_change(who.user_id, EVE, who.access_token)
        # What is asked of an address that is taken counts, too; its owner is told the first of two times.
        assert len(keeper.ses.mails) == before + 2 * codes.ISSUED_AN_HOUR - 1

    def test_that_cannot_be_sent_look_like_others(self, keeper: NativeKeeper, provider: Provider) -> None:
        keeper.ses.refuse()
        provider.sign_up(ADA, PASSWORD, "Ada", "Europe/London")
        provider.resend(ADA)
        assert keeper.ses.mails == []


class TestPasswords:
    def test_that_are_stored_more_cheaply_are_stored_anew_at_login(self, keeper: NativeKeeper) -> None:
        who = join(keeper)
        with scrypt.override(CHEAP._replace(n=64)):
            assert keeper.provider.log_in(ADA, PASSWORD)
            assert str(stored(keeper, who.user_id)["password"]).startswith("scrypt$64$")
            assert keeper.provider.log_in(ADA, PASSWORD)

    def test_are_not_stored_anew_by_a_wrong_one(self, keeper: NativeKeeper) -> None:
        who = join(keeper)
        before = stored(keeper, who.user_id)
        with scrypt.override(CHEAP._replace(n=64)), pytest.raises(Unauthenticated):
            keeper.provider.log_in(ADA, OTHER)
        assert stored(keeper, who.user_id) == before

    def test_are_nowhere_in_the_table(self, keeper: NativeKeeper) -> None:
        who = join(keeper)
        keeper.provider.change_password(who.user_id, OTHER)
        everything = str(keeper.table._client.items)
        assert PASSWORD not in everything and OTHER not in everything

    def test_signing_up_takes_as_long_whether_or_not_the_address_is_known(self, keeper: NativeKeeper) -> None:
        join(keeper)
        for email in (ADA, EVE):
            started = keeper.time.now
            with pytest.raises(AddressTaken) if email == ADA else nullcontext():
                keeper.provider.sign_up(email, PASSWORD, "Eve", "UTC")
            assert keeper.time.now - started == pytest.approx(0.5, abs=0.01)


class TestSecondStep:
    def enrolled(self, keeper: NativeKeeper) -> tuple[SignedIn, str]:
        who = join(keeper)
        secret = keeper.provider.enrol_totp(who.user_id, who.access_token)
        keeper.provider.verify_totp(who.user_id, who.access_token, keeper.app_shows(secret))
        return who, secret

    def challenge(self, keeper: NativeKeeper, password: str = PASSWORD) -> Challenge:
        answer = keeper.provider.log_in(ADA, password)
        assert isinstance(answer, Challenge)
        return answer

    def test_a_code_that_is_sent_twice_at_once_opens_one_session(self, keeper: NativeKeeper) -> None:
        _, secret = self.enrolled(keeper)
        asked, code = self.challenge(keeper), keeper.app_shows(secret)
        opened: list[SignedIn] = []

        class Overtaken(Table):
            """Between reading and writing somebody else sends the same code."""

            def update(self, *arguments: Any, **more: Any) -> dict[str, Any]:
                opened.append(keeper.provider.answer(asked, code))
                return super().update(*arguments, **more)

        slow = NativeProvider(Overtaken(keeper.table._client, keeper.table.name), keeper.time.clock)
        with pytest.raises(CodeRefused):
            slow.answer(asked, code)
        assert len(opened) == 1

    def test_a_challenge_is_worth_nothing_once_the_password_is_another(self, keeper: NativeKeeper) -> None:
        who, secret = self.enrolled(keeper)
        asked = self.challenge(keeper)
        keeper.provider.change_password(who.user_id, OTHER)
        with pytest.raises(Unauthenticated) as refused:
            keeper.provider.answer(asked, keeper.app_shows(secret))
        assert refused.value.code == "challenge-expired"
        assert keeper.provider.answer(self.challenge(keeper, OTHER), keeper.app_shows(secret))

    def test_a_challenge_is_worth_nothing_once_the_step_is_off(self, keeper: NativeKeeper) -> None:
        who, secret = self.enrolled(keeper)
        asked = self.challenge(keeper)
        keeper.provider.disable_totp(who.user_id)
        with pytest.raises(Unauthenticated):
            keeper.provider.answer(asked, keeper.app_shows(secret))

    def test_switching_it_off_leaves_no_secret(self, keeper: NativeKeeper) -> None:
        who, _ = self.enrolled(keeper)
        keeper.provider.enrol_totp(who.user_id, who.access_token)
        keeper.provider.disable_totp(who.user_id)
        assert not [name for name in stored(keeper, who.user_id) if name.startswith("totp")]


class TestTrouble:
    def test_without_a_key_nobody_signs_in_and_it_is_called_passing(self, keeper: NativeKeeper) -> None:
        join(keeper)
        keeper.secrets.stages.clear()
        from shared.identity import signing_keys

        signing_keys.signer.cache_clear()
        with pytest.raises(Unavailable):
            keeper.provider.log_in(ADA, PASSWORD)

    def test_a_table_out_of_reach_is_passing_too(self, keeper: NativeKeeper) -> None:
        class Unreachable:
            def get_item(self, **_: object) -> None:
                raise ConnectTimeoutError(endpoint_url="here")

        provider = NativeProvider(Table(Unreachable(), "daybook-test"), keeper.time.clock)
        with pytest.raises(Unavailable):
            provider.log_in(ADA, PASSWORD)

    def test_a_session_id_that_is_none_of_ours_is_not_renewed(self, keeper: NativeKeeper) -> None:
        who = join(keeper)
        with pytest.raises(Unauthenticated):
            keeper.provider.renew(who.user_id, "not-a-ulid", "")

    def test_what_was_never_confirmed_is_gone_after_a_week(self, keeper: NativeKeeper) -> None:
        keeper.provider.sign_up(ADA, PASSWORD, "Ada", "UTC")
        item = keeper.table.get(f"EMAIL#{ADA}", "ACCOUNT")
        assert item is not None
        assert item["ttl"] == pytest.approx(keeper.time.now + 7 * 24 * 3600, abs=5)
        assert stored(keeper, item["user_id"])["ttl"] == item["ttl"]
