"""Text messages: what they say, the links in them, and in how many parts they are sent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.notifications.signed import LinkSet
from shared.notifications.text_messages import MOST_PARTS, parts, plain, text_message_of

# As long as they are: a domain of CloudFront's, 61 bytes in base64url.
APP, TOKEN = "https://d111111abcdef8.cloudfront.net", "A_-9" * 20 + "_-"
DONE, LATER = f"{APP}/act#{TOKEN}1", f"{APP}/act#{TOKEN}2"
LINKS = LinkSet(app=f"{APP}/today", check_in=DONE, snooze=LATER)
HABIT = {"of": "habit", "id": "H", "date": "2026-03-01", "time": "08:00", "name": "Läufe"}


def text(name: str, language: str = "en", links: LinkSet = LINKS, **ref: Any) -> str:
    return text_message_of("reminder", {**HABIT, "name": name, **ref}, language, links)


def test_a_reminder_offers_to_check_in_and_to_snooze() -> None:
    assert text("Läufe") == f"Daybook: Läufe (08:00)\nDone: {DONE}\nLater: {LATER}"
    assert text("Läufe", "de") == f"Daybook: Läufe (08:00)\nErledigt: {DONE}\nSpäter: {LATER}"
    assert parts(text("Läufe", "de")) == 2


def test_a_task_and_an_amount_have_their_own_links() -> None:
    task = LinkSet(app=f"{APP}/tasks", done=DONE, snooze=LATER)
    assert text("Call", links=task, of="task") == f"Daybook: Call (08:00)\nDone: {DONE}\nLater: {LATER}"
    amount = LINKS._replace(check_in="")
    assert text("Water", links=amount).splitlines()[1:] == [f"Open: {APP}/today", f"Later: {LATER}"]


def test_what_cannot_be_put_off_has_one_link_and_without_an_app_there_is_none() -> None:
    ref = {"name": "Read", "streak": 7, "unit": "weeks", "points": 50}
    assert text_message_of("milestone", ref, "en", LinkSet(app=APP)) == f"Daybook: Read: 7 weeks {APP}"
    assert text("Read", links=LinkSet()) == "Daybook: Read (08:00)"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Läufe 🏃🏽\u200d♀️!", "Läufe !"),
        ("“Deep” work – 2 × 10…", '"Deep" work - 2 x 10...'),
        ("Trink’ Wasser 💧", "Trink' Wasser"),
        ("Zażółć", "Zażółć"),
        ("読書", "読書"),
        ("🏃", "🏃"),
    ],
)
def test_pictures_do_not_double_the_price_and_scripts_stay(written: str, sent: str) -> None:
    assert plain(written) == sent


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("{" * 80, 1),
        ("{" * 81, 2),
        ("й" * 70, 1),
        ("й" * 71, 2),
        ("й" * 134, 2),
        ("🏃" * 35, 1),
        ("🏃" * 36, 2),
    ],
)
def test_parts_are_counted_as_networks_do(message: str, expected: int) -> None:
    assert parts(message) == expected


@pytest.mark.parametrize("name", ["x" * 200, "読" * 200, "🏃" * 200, "x " * 99 + "x"])
def test_a_long_name_is_cut_and_the_link_is_whole(name: str) -> None:
    sent = text(name)
    assert DONE in sent and "..." in sent and parts(sent) <= MOST_PARTS


@given(st.text(min_size=1, max_size=200), st.sampled_from(["en", "de"]))
def test_whatever_it_is_called_it_has_few_parts_and_a_way_to_say_done(name: str, language: str) -> None:
    sent = text(name, language)
    assert parts(sent) <= MOST_PARTS and DONE in sent
