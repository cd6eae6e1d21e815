"""Sending a mail, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from botocore.exceptions import EndpointConnectionError

from shared.mail import send
from shared.mail_layout import message
from shared.settings import settings
from tests.support.mail import FakeSes, fake_mail
from tools.local.mailbox import find_code

ADA = "ada@example.com"


@pytest.fixture
def ses() -> Iterator[FakeSes]:
    with fake_mail() as made:
        yield made


def visible(html: str) -> str:
    """What a person reads of a page."""
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            seen.append(data)

    Reader().feed(html.partition("</head>")[2])
    return " ".join(" ".join(seen).split())


def test_a_mail_arrives_whole_and_as_sent_by_a_machine(ses: FakeSes) -> None:
    assert send(ADA, message("Grüße", ["Ça va? 👋"], language="de"))
    (mail,) = ses.mails
    assert (mail.to, mail.subject) == (ADA, "Grüße")
    assert mail.text.startswith("Ça va? 👋\n") and "Ça va? 👋" in visible(mail.html)
    assert mail.headers == {"Auto-Submitted": "auto-generated"}


@pytest.mark.parametrize("problem", ["refused", "unreachable", "no-sender"])
def test_a_mail_that_cannot_be_sent_breaks_nothing_and_is_counted(
    ses: FakeSes, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if problem == "refused":
        ses.refuse()
    elif problem == "unreachable":
        ses.failure = EndpointConnectionError(endpoint_url="https://ses")
    with settings.override(mail_from="" if problem == "no-sender" else settings.mail_from):
        assert send(ADA, message("A secret subject", ["…"], language="en")) is False
    log = capsys.readouterr().out
    assert '"MailsNotSent":1' in log and f'"reason":"{problem}"' in log and '"level":"ERROR"' in log
    assert ADA not in log and "secret subject" not in log


def test_text_and_html_say_the_same() -> None:
    made = message(
        "Subject",
        ["First & foremost.", "Then <this>."],
        language="en",
        code="123456",
        facts=[("When", "today"), ("Device", "Firefox on Linux")],
        closing=["Bye."],
    )
    read = visible(made.html)
    words = ["First & foremost.", "Then <this>.", "123456", "When", "today", "Firefox on Linux", "Bye."]
    for text in (made.text, read):
        positions = [text.index(word) for word in words]
        assert positions == sorted(positions)
    assert find_code(made.text) == "123456"
    assert not re.search(r"[<&]", made.text.replace("<this>", "").replace("&", "", 1))


def test_what_people_write_is_no_html() -> None:
    made = message("<b>x</b>", ["<script>1</script>"], language="en", facts=[("<i>", '"><img src=x>')])
    assert not re.search(r"<(b|script|i|img)\b", made.html)


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_loaded_from_elsewhere_and_nothing_asks_for_a_click(language: str) -> None:
    made = message("Subject", ["Text."], language=language, facts=[("When", "today")])
    assert not re.search(r"https?:|<a\b|<img|url\(|@import", made.html)
    assert f'<html lang="{language}">' in made.html
