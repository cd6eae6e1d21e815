"""The second step: on, off, and the recovery codes."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from shared.identity import recovery
from shared.identity.provider import Challenge, SignedIn
from tests.support.keeping import wrong
from tests.support.security import ADA, PASSWORD, Home, code_of, pointers


def test_an_app_gets_what_it_needs(home: Home) -> None:
    answer = home.ask("POST", "mfa", {"password": PASSWORD})
    uri = urlsplit(answer.body["uri"])
    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", f"/Daybook:{ADA}")
    assert parse_qs(uri.query) == {"secret": [answer.body["secret"]], "issuer": ["Daybook"]}


def test_a_secret_alone_asks_for_nothing(home: Home) -> None:
    home.ask("POST", "mfa", {"password": PASSWORD})
    assert isinstance(home.keeper.provider.log_in(ADA, PASSWORD), SignedIn)
    assert home.ask("GET", "security").body["mfa"] is False
    assert home.events() == [] and home.notices() == []


def test_once_the_app_has_shown_a_code_it_is_asked_for(home: Home) -> None:
    codes = home.switch_on()
    assert len(set(codes)) == 10
    assert isinstance(home.keeper.provider.log_in(ADA, PASSWORD), Challenge)
    overview = home.ask("GET", "security").body
    assert (overview["mfa"], overview["recovery_codes_left"]) == (True, 10)
    assert [event["kind"] for event in home.events()] == ["mfa_on"]
    assert [mail.subject for mail in home.notices()] == ["The second step is on"]


def test_another_code_switches_nothing_on(home: Home) -> None:
    secret = home.ask("POST", "mfa", {"password": PASSWORD}).body["secret"]
    answer = home.ask("POST", "mfa/verify", {"code": wrong(home.keeper.app_shows(secret))})
    assert (answer.status, pointers(answer)) == (422, ["/code"])
    assert home.ask("GET", "security").body["mfa"] is False
    assert recovery.left(home.table, home.ada.user_id) == 0


def test_without_a_secret_no_code_is_right(home: Home) -> None:
    answer = home.ask("POST", "mfa/verify", {"code": "123456"})
    assert (answer.status, pointers(answer)) == (422, ["/code"])


def test_codes_cannot_be_guessed(home: Home) -> None:
    secret = home.ask("POST", "mfa", {"password": PASSWORD}).body["secret"]
    code = wrong(home.keeper.app_shows(secret))
    tried = [home.ask("POST", "mfa/verify", {"code": code}).status for _ in range(6)]
    assert tried == [422] * 5 + [429]


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "", None, 123456])
def test_what_is_no_code_is_refused(home: Home, code: object) -> None:
    answer = home.ask("POST", "mfa/verify", {"code": code})
    assert (answer.status, pointers(answer)) == (422, ["/code"])


def test_a_second_app_takes_switching_off_the_first(home: Home) -> None:
    home.switch_on()
    answer = home.ask("POST", "mfa", {"password": PASSWORD})
    assert (answer.status, code_of(answer)) == (409, "mfa-on")


def test_switched_off_the_password_is_enough_and_the_codes_are_void(home: Home) -> None:
    code = home.switch_on()[0]
    assert home.ask("POST", "mfa/disable", {"password": PASSWORD}).status == 204
    assert isinstance(home.keeper.provider.log_in(ADA, PASSWORD), SignedIn)
    assert not recovery.use(home.table, home.ada.user_id, code)
    assert [event["kind"] for event in home.events()] == ["mfa_off", "mfa_on"]
    assert home.notices()[-1].subject == "The second step is off"
    overview = home.ask("GET", "security").body
    assert (overview["mfa"], overview["recovery_codes_left"]) == (False, 0)


def test_switching_off_what_is_off_is_fine_and_no_event(home: Home) -> None:
    assert home.ask("POST", "mfa/disable", {"password": PASSWORD}).status == 204
    assert home.events() == [] and home.notices() == []


def test_new_recovery_codes_take_the_place_of_the_old(home: Home) -> None:
    old = home.switch_on()
    assert recovery.use(home.table, home.ada.user_id, old[0])
    assert home.ask("GET", "security").body["recovery_codes_left"] == 9
    new = home.ask("POST", "mfa/recovery-codes", {"password": PASSWORD}).body["recovery_codes"]
    assert len(set(new) - set(old)) == 10
    assert not recovery.use(home.table, home.ada.user_id, old[1])
    assert recovery.use(home.table, home.ada.user_id, new[1])
    assert home.events()[0]["kind"] == "recovery_codes_made"


def test_there_are_none_without_a_second_step(home: Home) -> None:
    answer = home.ask("POST", "mfa/recovery-codes", {"password": PASSWORD})
    assert (answer.status, code_of(answer)) == (409, "mfa-off")
    assert recovery.left(home.table, home.ada.user_id) == 0


def test_no_secret_is_logged(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    secret = home.ask("POST", "mfa", {"password": PASSWORD}).body["secret"]
    code = home.keeper.app_shows(secret)
    codes = home.ask("POST", "mfa/verify", {"code": code}).body["recovery_codes"]
    home.ask("POST", "mfa/disable", {"password": "not mine at all"})
    log = capsys.readouterr().out
    assert "verify_mfa" in log
    for text in (PASSWORD, "not mine at all", secret, ADA, home.ada.access_token, *codes):
        assert text not in log
