"""Security notices: who gets which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any, get_args

import pytest

from shared.identity import notices, profile
from shared.identity.notice_texts import TEXTS
from shared.settings import settings
from shared.table import Table
from tests.support.mail import FakeSes, fake_mail

NOW = datetime(2026, 3, 1, 12, 5, tzinfo=timezone.utc)
KINDS = get_args(notices.Kind)
ADA = {"sub": "ada", "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/Berlin"}


@pytest.fixture
def ses(table: Table) -> Iterator[FakeSes]:
    table.put(profile.new_item(ADA, NOW))
    with fake_mail() as made:
        yield made


def notify(table: Table, kind: Any, **details: Any) -> None:
    details = {"device": "Firefox on Linux", "address": "192.0.2.1", **details}
    notices.notify(table, "ada", kind, NOW, **details)


def speak_german(table: Table) -> None:
    table.update("USER#ada", "PROFILE", set={"language": "de"})


def test_a_notice_says_when_and_from_where_in_the_persons_own_time(table: Table, ses: FakeSes) -> None:
    notify(table, "new_device")
    (mail,) = ses.to("ada@example.com")
    assert mail.subject == "New sign-in to Daybook"
    assert "When: 1 March 2026, 13:05 (Europe/Berlin)\n" in mail.text
    assert "Device: Firefox on Linux\nIP address: 192.0.2.1\n" in mail.text
    speak_german(table)
    notify(table, "new_device")
    german = ses.to("ada@example.com")[-1]
    assert german.subject == "Neue Anmeldung bei Daybook"
    assert "Wann: 1. März 2026, 13:05 Uhr (Europe/Berlin)\nGerät: Firefox auf Linux\n" in german.text


def test_what_is_not_known_is_left_out(table: Table, ses: FakeSes) -> None:
    notify(table, "mfa_on", device="", address="")
    assert "Device" not in ses.mails[0].text and "IP address" not in ses.mails[0].text


def test_a_zone_that_is_none_is_utc(table: Table, ses: FakeSes) -> None:
    table.update("USER#ada", "PROFILE", set={"timezone": "Europe/Atlantis"})
    notify(table, "mfa_off")
    assert "12:05 (UTC)" in ses.mails[0].text


def test_the_old_address_learns_the_new_one_in_part(table: Table, ses: FakeSes) -> None:
    notify(table, "email_changed", to="old@example.com", detail="countess@example.org")
    (mail,) = ses.mails
    assert mail.to == "old@example.com"
    assert "c…@example.org" in mail.text and "countess" not in mail.text + mail.html


def test_a_closing_account_says_when(table: Table, ses: FakeSes) -> None:
    notify(table, "account_closing", due=datetime(2026, 3, 8, 23, 30, tzinfo=timezone.utc))
    assert "9 March 2026, 00:30 (Europe/Berlin)" in ses.mails[0].text


def test_a_tokens_name_is_named_and_is_no_html(table: Table, ses: FakeSes) -> None:
    notify(table, "token_made", detail="<b>{0}</b>")
    assert "“<b>{0}</b>”" in ses.mails[0].text and "<b>" not in ses.mails[0].html


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_is_short_whole_and_of_its_language(kind: Any, language: str) -> None:
    mail = notices.compose(kind, language, "UTC", NOW, "Firefox", "192.0.2.1", "x@y.example", NOW)
    assert not re.search(r"[{}]", mail.subject + mail.text)
    assert len(mail.text) < 900 and len(mail.subject) <= 50
    assert ("Daybook schickt" in mail.text) == (language == "de")
    assert f'lang="{language}"' in mail.html


def test_both_languages_have_the_same_notices() -> None:
    assert set(TEXTS["en"]) == set(TEXTS["de"]) == set(KINDS)
    for kind in KINDS:
        one, other = TEXTS["en"][kind], TEXTS["de"][kind]
        placeholders = [re.findall(r"{\w+}", str(text)) for text in (one, other)]
        assert placeholders[0] == placeholders[1]


@pytest.mark.parametrize("problem", ["no table", "no profile", "SES"])
def test_a_notice_that_cannot_be_sent_breaks_nothing(table: Table, ses: FakeSes, problem: str) -> None:
    if problem == "no profile":
        table.delete("USER#ada", "PROFILE")
    elif problem == "SES":
        ses.refuse()
    with settings.override(table_name="gone" if problem == "no table" else table.name):
        notify(Table(), "mfa_on")
    assert ses.mails == []


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("de", "en-GB", "de"),
        ("en", "de-DE", "en"),
        (None, "de-AT,en;q=0.5", "de"),
        (None, "fr,de;q=0.5", "en"),
        (None, "", "en"),
    ],
)
def test_the_language_is_the_persons_else_the_browsers(
    chosen: str | None, accepted: str, language: str
) -> None:
    assert profile.language_of(chosen, accepted) == language
