"""Proving a telephone number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.notifications import phone
from shared.settings import settings
from tests.unit.notifications.home import ADA, NOW, NUMBER, OTHER_NUMBER, Home


def shown(home: Home) -> dict[str, object] | None:
    found: dict[str, object] | None = home.ask("GET", "/preferences").body["phone"]
    return found


def set_number(home: Home, number: str = NUMBER) -> int:
    status: int = home.ask("POST", "/phone", {"number": number}).status
    return status


def verify(home: Home, code: str) -> int:
    status: int = home.ask("POST", "/phone/verify", {"code": code}).status
    return status


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_number_counts_once_its_code_has_come_back(home: Home) -> None:
    assert set_number(home) == 204
    assert shown(home) == {"number": NUMBER, "verified": False}
    assert phone.verified(phone.read(home.table, ADA)) is None
    code = home.phones.code(NUMBER)
    assert home.phones.texts[NUMBER] == [f"{code} is your code for Daybook. It is good for ten minutes."]
    assert verify(home, code) == 204
    assert shown(home) == {"number": NUMBER, "verified": True}
    assert verify(home, code) == 422  # used up
    assert code not in str(home.table.get(*phone.key(ADA)))


def test_the_code_is_sent_in_the_persons_language(home: Home) -> None:
    home.speak_german()
    set_number(home)
    assert "ist dein Code" in home.phones.texts[NUMBER][0]


def test_a_new_number_takes_over_only_when_it_is_proven(home: Home) -> None:
    set_number(home)
    verify(home, home.phones.code(NUMBER))
    assert set_number(home, OTHER_NUMBER) == 204
    assert shown(home) == {"number": NUMBER, "verified": True}
    verify(home, home.phones.code(OTHER_NUMBER))
    assert shown(home) == {"number": OTHER_NUMBER, "verified": True}
    assert home.ask("POST", "/phone", {"number": OTHER_NUMBER}).body["errors"][0]["pointer"] == "/number"


def test_five_wrong_tries_and_the_right_one_is_wrong(home: Home) -> None:
    set_number(home)
    code = home.phones.code(NUMBER)
    assert [verify(home, wrong(code)) for _ in range(5)] == [422] * 5
    assert verify(home, code) == 422
    assert shown(home) == {"number": NUMBER, "verified": False}


def test_a_code_is_good_for_ten_minutes(home: Home) -> None:
    set_number(home)
    home.now = NOW + timedelta(minutes=10)
    assert verify(home, home.phones.code(NUMBER)) == 422
    set_number(home)
    home.now = NOW + timedelta(minutes=19)
    assert verify(home, home.phones.code(NUMBER)) == 204


def test_a_code_for_one_number_proves_no_other(home: Home) -> None:
    set_number(home)
    first = home.phones.code(NUMBER)
    set_number(home, OTHER_NUMBER)
    assert verify(home, first) == (204 if first == home.phones.code(OTHER_NUMBER) else 422)


def test_five_codes_a_day_and_deleting_the_number_is_no_way_round(home: Home) -> None:
    for _ in range(5):
        assert set_number(home) == 204
        home.ask("DELETE", "/phone")
    refused = home.ask("POST", "/phone", {"number": NUMBER})
    assert (refused.status, refused.headers["retry-after"]) == (429, "86400")
    assert len(home.phones.texts[NUMBER]) == 5
    home.now = NOW + timedelta(days=1)
    assert set_number(home) == 204


def another(home: Home, number: int) -> str:
    """Somebody else's id: who asks from now on."""
    home.user_id = f"0f8fad5b-d9cd-469f-a165-{number:012}"
    return home.user_id


def test_a_number_gets_five_codes_a_day_whoever_asks(home: Home) -> None:
    for number in range(5):
        another(home, number)
        assert set_number(home) == 204
    another(home, 5)
    assert set_number(home) == 429
    assert len(home.phones.texts[NUMBER]) == 5
    assert set_number(home, OTHER_NUMBER) == 204
    home.now = NOW + timedelta(days=1)
    assert set_number(home) == 204


def test_all_codes_together_are_half_of_the_days_text_messages(home: Home) -> None:
    with settings.override(text_messages_a_day=5):
        for number in range(4):
            another(home, number)
            assert set_number(home, f"+44770090012{number}") == (204 if number < 2 else 429)
    assert len(home.phones.texts) == 2


def test_a_deleted_number_is_gone(home: Home) -> None:
    assert home.ask("DELETE", "/phone").status == 204
    set_number(home)
    verify(home, home.phones.code(NUMBER))
    assert home.ask("DELETE", "/phone").status == 204
    assert shown(home) is None
    assert NUMBER not in str(home.table.get(*phone.key(ADA)))


@pytest.mark.parametrize(
    "number", ["07700900123", "+0123456789", "+44 7700 900123", "+44770090012345678", "+44", ""]
)
def test_what_is_no_number_is_refused(home: Home, number: str) -> None:
    assert set_number(home, number) == 422
    assert home.phones.texts == {}


@pytest.mark.parametrize(
    ("failure", "status"),
    [("InvalidParameter", 422), ("OptedOut", 422), ("Throttled", 503), ("InternalError", 503)],
)
def test_a_number_that_cannot_be_reached_is_said_so(home: Home, failure: str, status: int) -> None:
    home.phones.failure = failure
    assert set_number(home) == status


def test_where_no_text_messages_are_sent_none_is(home: Home) -> None:
    with settings.override(text_messages=False):
        answer = home.ask("POST", "/phone", {"number": NUMBER})
    assert (answer.status, answer.body["type"].rpartition(":")[2]) == (409, "no-text-messages")
    assert home.phones.texts == {}
