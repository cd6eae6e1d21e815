"""Mails of every kind, in both languages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from shared.notifications import texts
from shared.notifications.mails import mail_of, unsubscribing
from shared.notifications.signed import LinkSet
from shared.notifications.texts import words_of

ROOT = Path(__file__).parents[3]
APP = "https://daybook.example.com"
TOKEN = "A" * 107
LINKS = LinkSet(
    app=f"{APP}/today",
    check_in=f"{APP}/act#{TOKEN}1",
    skip=f"{APP}/act#{TOKEN}2",
    snooze=f"{APP}/act#{TOKEN}3",
    unsubscribe=f"{APP}/act#{TOKEN}4",
    one_click=f"{APP}/v1/unsubscribe/{TOKEN}",
)
HABIT = {"of": "habit", "id": "H", "date": "2026-03-01", "time": "08:00", "name": "Läufe & <b>Sprünge</b>"}
CASES: list[tuple[str, dict[str, Any]]] = [
    ("reminder", HABIT),
    ("reminder", {**HABIT, "question": "Did you run today?"}),
    ("reminder", {**HABIT, "of": "task", "name": "Call Eve"}),
    *(("milestone", {"habit_id": "H", "streak": 30, "points": 200, "name": "Read", "unit": unit}) for unit in
      ("days", "weeks", "months", "periods")),
    *(("order", {"order_id": "O", "state": state, "name": "Streak freeze"}) for state in
      ("fulfilled", "cancelled", "refunded")),
]  # fmt: skip
cases = pytest.mark.parametrize(("kind", "ref"), CASES)
languages = pytest.mark.parametrize("language", ["en", "de"])


class Page(HTMLParser):
    """What a person reads and may press."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._seen: list[str] = []
        self.feed(html.partition("</head>")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        self._seen.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._seen).split())


@cases
@languages
def test_text_and_html_say_and_offer_the_same(kind: str, ref: dict[str, Any], language: str) -> None:
    mail = mail_of(kind, ref, language, LINKS)
    page, words = Page(mail.html), words_of(kind, ref, language)
    for part in (words.title, words.text, ref.get("question") or ""):
        assert part in mail.text or part == words.title
        assert part in page.text
    assert set(page.links) == set(re.findall(r"https://\S+", mail.text))
    assert f'<html lang="{language}">' in mail.html
    assert "<b>" not in mail.html
    assert len(mail.subject) <= 60 and not re.search(r"[{}\n]", mail.subject + mail.text.replace("\n", ""))


@cases
@languages
def test_nothing_is_loaded_from_elsewhere(kind: str, ref: dict[str, Any], language: str) -> None:
    html = mail_of(kind, ref, language, LINKS).html
    assert not re.search(r"<img|url\(|@import|<script|<link", html)


@cases
def test_the_two_languages_differ(kind: str, ref: dict[str, Any]) -> None:
    english, german = (mail_of(kind, ref, language, LINKS) for language in ("en", "de"))
    assert english.text != german.text and english.subject != german.subject
    assert "Keine solchen Mails mehr" in german.text and "No more of these" in english.text


@cases
@languages
def test_without_links_there_is_no_empty_button(kind: str, ref: dict[str, Any], language: str) -> None:
    mail = mail_of(kind, ref, language, LinkSet())
    assert Page(mail.html).links == [] and "http" not in mail.text and unsubscribing(LinkSet()) == {}
    assert "two days" not in mail.text and "zwei Tage" not in mail.text


def test_one_click_is_what_mail_programs_ask_for() -> None:
    assert unsubscribing(LINKS) == {
        "List-Unsubscribe": f"<{APP}/v1/unsubscribe/{TOKEN}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_both_languages_have_the_same_words() -> None:
    for table in (texts._TEXTS, texts._UNITS, texts._ITEMS):
        assert table["en"].keys() == table["de"].keys()
    for name, english in texts._TEXTS["en"].items():
        placeholders = [
            sorted(re.findall(r"{\w+}", " ".join(one))) for one in (english, texts._TEXTS["de"][name])
        ]
        assert placeholders[0] == placeholders[1], name


FREEZES = {"order_id": "O", "state": "fulfilled", "name": "Streak freeze", "item_id": "streak-freeze"}


def test_what_everybody_may_buy_is_called_as_in_the_web_app() -> None:
    migration = (ROOT / "functions/migrate_db/migrations/0003_rewards.sql").read_text()
    sold = re.findall(r"\('([a-z-]+)', '(?:freeze|theme)', '([^']+)', '", migration)
    assert texts._ITEMS["en"] == dict(sold)
    for language in ("en", "de"):
        catalogue = ROOT / f"frontend/src/lib/i18n/messages/{language}/rewards.json"
        app = json.loads(catalogue.read_text())
        for item, name in texts._ITEMS[language].items():
            assert app[f"rewards.item.{item.partition('-')[2]}"] == name


def test_news_of_an_order_are_in_the_readers_language() -> None:
    assert words_of("order", {**FREEZES, "quantity": 2}, "de").title == "Für dich: 2 × Serien-Joker"
    assert words_of("order", {**FREEZES, "quantity": 1}, "en").title == "Yours: Streak freeze"
    own = {**FREEZES, "item_id": "01HZZZZZZZZZZZZZZZZZZZZZZZ", "name": "Kino", "quantity": 1}
    assert words_of("order", own, "de").title == "Für dich: Kino"


@pytest.mark.parametrize("name", ["{streak}", "{0}", "%s", "{name.__class__}"])
def test_what_people_write_is_no_template(name: str) -> None:
    assert name in words_of("milestone", {"streak": 7, "points": 50, "name": name}, "en").title
