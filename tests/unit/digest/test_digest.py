"""A week as a mail: what it counts, its chart, and that it comes once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from functions.digest import handler
from functions.digest.chart import HEIGHT, WIDTH, draw
from functions.digest.mails import mail_of
from functions.digest.repository import Weeks
from functions.digest.week import Count, Row, Week, week_of
from shared.errors import Unavailable
from shared.habits.marks import DONE, SKIP, Mark, Stamp, encode
from shared.identity import profile
from shared.links import Links
from shared.notifications import people, preferences, suppression
from shared.notifications.inbox import id_of
from shared.notifications.outbox import PENDING, Busy, Outbox
from shared.notifications.signed import LinkSet
from shared.table import Table
from tests.support.mail import FakeSes, fake_mail

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
MONDAY = date(2099, 5, 4)
NOW = datetime(2099, 5, 11, 5, tzinfo=timezone.utc)
READ, RUN = "01JZ0000000000000000000001", "01JZ0000000000000000000002"
NOTIFICATION = id_of("digest", NOW)
CONTEXT = SimpleNamespace(aws_request_id="request-1")


@pytest.fixture
def ses(table: Table) -> Iterator[FakeSes]:
    """Ada, who reads daily and runs three times a week, and wants to hear of it."""
    attributes = {"sub": ADA, "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/Berlin"}
    table.put(profile.new_item(attributes, NOW))
    table.put({"pk": "CONFIG#APP", "sk": "ADDRESS", "url": "https://daybook.example.com"})
    habit(table, READ, "Read", {"type": "daily"})
    habit(table, RUN, "Run", {"type": "times", "times": 3, "period": "week", "week_start": 1})
    mark(table, READ, DONE, 4, 5, 6, 8, 9, 10)
    mark(table, RUN, DONE, 5, 10)
    wish(table, True)
    new = {
        "kind": "digest",
        "ref": {"week": MONDAY.isoformat()},
        "at": "now",
        "hidden": True,
        "mail": PENDING,
    }
    Outbox(table, ADA).make(NOTIFICATION, new, NOW)
    handler.digest.cache_clear()
    with fake_mail() as made:
        yield made
    handler.digest.cache_clear()


def habit(table: Table, habit_id: str, name: str, schedule: dict[str, Any], **more: Any) -> None:
    fields = {"kind": "yes_no", "colour": "teal", "target_type": "at_least", "archived": False, "version": 1}
    made = {"created_at": "2099-01-01T12:00:00Z", "updated_at": "2099-01-01T12:00:00Z"}
    item = {"id": habit_id, "name": name, "schedule": schedule, **fields, **made, **more}
    table.put({"pk": f"USER#{ADA}", "sk": f"HABIT#{habit_id}", **item})


def mark(table: Table, habit_id: str, status: int, *days: int, month: str = "2099-05") -> None:
    marks = {f"{day:02}": encode(Stamp(1), Mark(status)) for day in days}
    table.update(f"USER#{ADA}", f"CHECKINS#{month}#{habit_id}", set=marks)


def wish(table: Table, mail: bool) -> None:
    before = preferences.read(table, ADA)
    preferences.write(
        table, ADA, before, preferences.changed(before, {"channels": {"digest": {"mail": mail}}})
    )


def week(table: Table, first: date = MONDAY) -> Week:
    person = people.find(table, ADA)
    assert person is not None
    return week_of(first, Weeks(table).records(person, first))


def call() -> None:
    handler.lambda_handler({"user_id": ADA, "notification_id": NOTIFICATION}, CONTEXT)


def state(table: Table) -> str:
    item = Outbox(table, ADA).find(NOTIFICATION)
    assert item is not None
    return str(item["mail"])


def test_a_week_is_mailed_with_its_chart(table: Table, ses: FakeSes) -> None:
    call()
    (mail,) = ses.mails
    assert (mail.to, mail.subject) == ("ada@example.com", "Your week: 8 of 10")
    assert "From 4 May to 10 May you did 8 of 10." in mail.text
    assert "Read: ●●●○●●●  6 of 7" in mail.text
    assert state(table) == "sent"
    (cid, png), *others = mail.pictures.items()
    assert others == [] and f'src="cid:{cid}"' in mail.html
    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert "https://daybook.example.com/insights" in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    out = re.fullmatch(
        r"<https://daybook.example.com/v1/unsubscribe/([\w-]+)>", mail.headers["List-Unsubscribe"]
    )
    assert out and Links(table).read(out[1], datetime.now(timezone.utc)).ref == "digest"


def test_it_comes_once_however_often_it_is_asked_for(table: Table, ses: FakeSes) -> None:
    for _ in range(3):
        call()
    assert len(ses.mails) == 1


@pytest.mark.usefixtures("ses")
def test_while_another_is_at_it_the_call_comes_again(table: Table, ses: FakeSes) -> None:
    item = Outbox(table, ADA).find(NOTIFICATION)
    assert item is not None and Outbox(table, ADA).take(item, "mail", datetime.now(timezone.utc))
    with pytest.raises(Busy):
        call()
    assert ses.mails == []


def test_what_ses_does_not_take_now_is_tried_again(table: Table, ses: FakeSes) -> None:
    ses.refuse("TooManyRequestsException")
    with pytest.raises(Exception, match="TooManyRequests"):
        call()
    long_ago = int((datetime.now(timezone.utc) - timedelta(minutes=3)).timestamp())
    table.update(f"USER#{ADA}", f"NOTIFICATION#{NOTIFICATION}", set={"mail": f"sending {long_ago}"})
    ses.failure = None
    call()
    assert (len(ses.mails), state(table)) == (1, "sent")


def test_who_does_not_want_it_any_more_gets_none(table: Table, ses: FakeSes) -> None:
    wish(table, False)
    call()
    assert (ses.mails, state(table)) == ([], "off")


def test_a_week_with_nothing_to_do_is_not_told_of(table: Table, ses: FakeSes) -> None:
    for habit_id in (READ, RUN):
        table.update(f"USER#{ADA}", f"HABIT#{habit_id}", set={"archived": True})
    call()
    assert (ses.mails, state(table)) == ([], "off")


def test_nothing_goes_to_an_address_whose_mail_came_back(table: Table, ses: FakeSes) -> None:
    suppression.suppress(table, "ada@example.com", "complaint", NOW)
    call()
    assert (ses.mails, state(table)) == ([], "suppressed")


@pytest.mark.parametrize("gone", ["PROFILE", f"NOTIFICATION#{NOTIFICATION}"])
def test_who_has_been_erased_gets_none(table: Table, ses: FakeSes, gone: str) -> None:
    table.delete(f"USER#{ADA}", gone)
    call()
    assert ses.mails == []


def test_a_table_out_of_reach_is_for_later(table: Table, ses: FakeSes) -> None:
    class Away(Weeks):
        def records(self, person: Any, first: date) -> Any:
            raise Unavailable("gone", 1)

    digest = handler.Digest(Away(table), handler.Sender(table))
    with pytest.raises(Unavailable):
        digest.send(ADA, NOTIFICATION, NOW)
    assert ses.mails == []


@pytest.mark.usefixtures("ses")
def test_days_count_as_the_overview_counts_them(table: Table) -> None:
    """Three times a week: twice done, and due once more at the week's end, when it could wait no longer."""
    found = week(table)
    assert [row.name for row in found.rows] == ["Read", "Run"]
    assert found.rows[0].cells == (True, True, True, False, True, True, True)
    assert found.rows[1].total == Count(2, 3)
    assert found.total == Count(8, 10) and sum(day.due for day in found.days) == 10


@pytest.mark.usefixtures("ses")
def test_pauses_and_skips_are_not_due(table: Table) -> None:
    mark(table, READ, SKIP, 7)
    vacation = {"start": "2099-05-09", "end": None, "habits": [READ]}
    table.put({"pk": f"USER#{ADA}", "sk": "HABIT#PAUSES", "vacations": {"v": vacation}, "version": 1})
    assert week(table).rows[0].cells == (True, True, True, None, True, None, None)


@pytest.mark.usefixtures("ses")
def test_what_was_begun_or_made_later_was_not_due_before(table: Table) -> None:
    habit(table, READ, "Read", {"type": "daily"}, start_date="2099-05-08")
    mark(table, RUN, 0, 5, 10)
    table.update(f"USER#{ADA}", f"HABIT#{RUN}", set={"created_at": "2099-05-12T12:00:00Z"})
    assert [(row.name, row.cells) for row in week(table).rows] == [
        ("Read", (None, None, None, None, True, True, True))
    ]


@pytest.mark.usefixtures("ses")
def test_long_intervals_look_back_into_earlier_months(table: Table) -> None:
    habit(table, RUN, "Tyres", {"type": "every", "days": 100})
    table.delete(f"USER#{ADA}", f"CHECKINS#2099-05#{RUN}")
    mark(table, RUN, DONE, 26, month="2099-01")
    cells = week(table).rows[1].cells  # a hundred days after 26 January it is 6 May
    assert cells == (None, None, False, False, False, False, False)


WEEK = Week(MONDAY, (Row("Read", (True,) * 7), Row("<Run>", (None, True, None, False, None, None, True))))


def test_a_mail_of_many_habits_is_short_enough_to_be_shown_whole() -> None:
    """Gmail cuts what is longer than 102 kB."""
    rows = tuple(Row("習慣" * 50, (True,) * 7) for _ in range(500))
    links = LinkSet(app="https://daybook.example.com/today", unsubscribe="https://daybook.example.com/act#x")
    mail, _ = mail_of(Week(MONDAY, rows), "de", links)
    assert len(mail.html.encode()) < 100_000 and "Und 440 mehr, in Daybook." in mail.html
    few, _ = mail_of(Week(MONDAY, rows[:60]), "en", links)
    assert "more, in Daybook" not in few.text


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_chart_is_described_in_words_with_the_same_numbers(language: str) -> None:
    message, picture = mail_of(WEEK, language, LinkSet())
    (alt,) = re.findall(r'<img[^>]* alt="([^"]*)"', message.html)
    expected = {
        "en": "Monday 1 of 1, Tuesday 2 of 2, Wednesday 1 of 1, Thursday 1 of 2, Friday 1 of 1",
        "de": "Montag 1 von 1, Dienstag 2 von 2, Mittwoch 1 von 1, Donnerstag 1 von 2, Freitag 1 von 1",
    }
    assert expected[language] in alt
    assert "&lt;Run&gt;" in message.html and "<Run>" in message.text
    assert f'src="cid:{picture.cid}"' in message.html
    assert not re.search(r"[{}]", message.subject + message.text)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((True,) * 7, "Not one was left out"),
        ((False,) * 7, "a new chance"),
        ((False, True) + (False,) * 5, "Tuesday"),
    ],
)
def test_it_is_kind_whatever_the_week_was(cells: tuple[bool, ...], said: str) -> None:
    message, _ = mail_of(Week(MONDAY, (Row("Read", cells),)), "en", LinkSet())
    assert said in message.text


def pixels_of(png: bytes, colour: tuple[int, int, int]) -> list[int]:
    """How many pixels of (nearly) this colour each seventh of the picture has."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    width, height = image.size
    assert (width, height) == (2 * WIDTH, 2 * HEIGHT)
    parts = (image.crop((number * width // 7, 0, (number + 1) * width // 7, height)) for number in range(7))
    return [sum(count for count, pixel in _colours(part) if _is_near(pixel, colour)) for part in parts]


def _colours(image: Image.Image) -> list[Any]:
    return image.getcolors(image.width * image.height) or []


def _is_near(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


def test_bars_are_as_high_as_the_share_that_was_done() -> None:
    days = [Count(4, 4), Count(2, 4), Count(1, 4), Count(0, 4), Count(0, 0), Count(3, 3), Count(1, 2)]
    png = draw(days, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    assert len(png) < 20_000
    done = pixels_of(png, (0x3C, 0x4D, 0xA8))
    shares = [part / done[0] for part in done]
    assert shares == pytest.approx([1, 0.5, 0.25, 0, 0, 1, 0.5], abs=0.08)
    track = pixels_of(png, (0xE7, 0xE9, 0xF8))
    assert track[4] == 0 and track[3] > track[2] > track[1] > 100
