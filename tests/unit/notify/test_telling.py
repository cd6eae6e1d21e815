"""Who is told what, where and when."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from shared.habits.marks import DONE, SKIP, Mark, Stamp, encode
from shared.identity.notices import partly
from shared.links import Links, Purpose
from shared.notifications import suppression
from shared.settings import settings
from tests.unit.notify.world import (
    ADA,
    ALL,
    APP,
    BOB,
    EIGHT,
    NONE,
    NUMBER,
    READ,
    RUN,
    TASK,
    World,
    milestone,
    order,
    reminder,
    tokens,
)

MAIL = {"in_app": True, "mail": True, "sms": False}


def test_a_reminder_is_in_the_inbox_and_mailed_with_the_local_time(world: World) -> None:
    assert world.deliver(reminder()) == []
    (item,) = world.inbox()
    assert (item["ref"]["name"], item["at"], item["mail"]) == ("Read", "2099-05-10T06:00:00.000Z", "sent")
    assert "sms" not in item
    (mail,) = world.ses.mails
    assert (mail.to, mail.subject) == ("ada@example.com", "Reminder: Read")
    assert "at 08:00" in mail.text and "at 08:00" in mail.html
    assert world.phones.texts == {}


def test_a_reminders_mail_has_links_that_do_one_thing_each(world: World) -> None:
    world.deliver(reminder())
    (mail,) = world.ses.mails
    for text in (mail.text, mail.html):
        links = tokens(world, text)
        assert set(links) == {Purpose.CHECK_IN, Purpose.SKIP, Purpose.SNOOZE, Purpose.UNSUBSCRIBE}
        done = links[Purpose.CHECK_IN]
        assert (done.user_id, done.ref, str(done.day)) == (ADA, READ, "2099-05-10")
        assert done.expires_at == EIGHT + timedelta(hours=48)
        assert links[Purpose.UNSUBSCRIBE].ref == "reminder"
    address = re.fullmatch(rf"<{APP}/v1/unsubscribe/([\w-]+)>", mail.headers["List-Unsubscribe"])
    assert address and Links(world.table).read(address[1], world.now).purpose == Purpose.UNSUBSCRIBE
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_takes_an_amount_is_not_checked_in_by_a_link(world: World) -> None:
    world.change(f"HABIT#{READ}", kind="numeric", target=5, unit="pages")
    world.deliver(reminder())
    (mail,) = world.ses.mails
    assert Purpose.CHECK_IN not in tokens(world, mail.text)
    assert f"Open Daybook: {APP}/today\n" in mail.text


def test_a_task_is_reminded_of(world: World) -> None:
    task = {"id": TASK, "title": "Call Eve", "status": "open", "reminders": [{"at": "2099-05-10T08:00"}]}
    world.table.put({"pk": f"USER#{ADA}", "sk": f"TASK#{TASK}", **task})
    ref = {"of": "task", "id": TASK, "date": "2099-05-10", "time": "08:00"}
    message = reminder()._replace(id="task", ref=ref)
    world.deliver(message)
    (mail,) = world.ses.mails
    assert mail.subject == "Reminder: Call Eve"
    assert set(tokens(world, mail.text)) == {Purpose.DONE, Purpose.SNOOZE_TASK, Purpose.UNSUBSCRIBE}
    world.change(f"TASK#{TASK}", status="done")
    world.deliver(message._replace(id="again"))
    assert len(world.ses.mails) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"sk": "CHECKINS#2099-05#" + READ, "10": encode(Stamp(1), Mark(DONE))},
        {"sk": "CHECKINS#2099-05#" + READ, "10": encode(Stamp(1), Mark(SKIP))},
        {"sk": "HABIT#" + READ, "archived": True},
        {"sk": "HABIT#" + READ, "deleted_at": "2099-05-01T00:00:00Z"},
        {"sk": "HABIT#" + READ, "schedule": {"type": "weekdays", "days": [1]}},
        {"sk": "HABIT#" + READ, "pauses": [["2099-05-09", None]]},
        {"sk": "HABIT#" + READ, "reminders": []},
    ],
)
def test_nobody_is_reminded_of_what_need_not_be_done(world: World, change: dict[str, Any]) -> None:
    sk = change.pop("sk")
    world.change(sk, **change)
    assert world.deliver(reminder()) == []
    assert world.told() == {}


def test_it_is_told_where_it_is_wanted(world: World) -> None:
    world.wants(ADA, reminder=ALL, milestone=NONE, order=MAIL)
    world.deliver(reminder(), milestone(), order(), milestone(BOB))
    assert [mail.subject for mail in world.ses.mails] == ["Reminder: Read", "Yours: Streak freeze"]
    (text,) = world.phones.texts[NUMBER]
    assert text.startswith(f"Daybook: Read (08:00)\nDone: {APP}/act#")
    assert list(tokens(world, text)) == [Purpose.CHECK_IN, Purpose.SNOOZE]
    assert {item["kind"] for item in world.inbox()} == {"reminder", "order"}
    (bobs,) = world.inbox(BOB)
    assert (bobs["kind"], bobs["ref"]["name"]) == ("milestone", "Read")


def test_who_wants_mail_only_has_nothing_in_the_inbox(world: World) -> None:
    world.wants(ADA, reminder={**NONE, "mail": True})
    world.deliver(reminder())
    (item,) = world.inbox()
    assert item["hidden"] is True and len(world.ses.mails) == 1


def test_text_messages_go_to_proven_numbers_only(world: World) -> None:
    world.wants(ADA, reminder=ALL)
    world.wants(BOB, reminder=ALL)
    world.table.put({"pk": f"USER#{BOB}", "sk": "PHONE", "pending": "+4915112345678", "version": 1})
    world.deliver(reminder(BOB))
    with settings.override(text_messages=False):
        world.deliver(reminder())
    assert world.phones.texts == {}


def test_german_is_german(world: World) -> None:
    world.change("PROFILE", language="de")
    world.wants(ADA, reminder=ALL)
    world.deliver(reminder())
    (mail,) = world.ses.mails
    assert mail.subject == "Erinnerung: Read" and "um 08:00 Uhr" in mail.text and "Erledigt: " in mail.text


@pytest.mark.parametrize(
    ("schedule", "title"),
    [
        ({"type": "daily"}, "Read: 7 days"),
        ({"type": "times", "times": 2, "period": "week", "week_start": 1}, "Read: 7 weeks"),
        ({"type": "times", "times": 2, "period": "month"}, "Read: 7 months"),
    ],
)
def test_a_streak_is_counted_in_what_it_consists_of(
    world: World, schedule: dict[str, Any], title: str
) -> None:
    world.wants(ADA, milestone=MAIL)
    world.change(f"HABIT#{READ}", schedule=schedule)
    world.deliver(milestone())
    assert [mail.subject for mail in world.ses.mails] == [title]


def test_nothing_goes_to_an_address_whose_mail_came_back(world: World) -> None:
    suppression.suppress(world.table, "ada@example.com", "complaint", EIGHT)
    world.deliver(reminder())
    assert world.ses.mails == [] and world.inbox()[0]["mail"] == "suppressed"


def test_an_address_that_ses_refuses_is_not_tried_again(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.ses.refuse()
    assert world.deliver(reminder()) == []
    assert world.inbox()[0]["mail"] == "refused"
    world.ses.failure = None
    world.deliver(reminder())
    assert world.ses.mails == []
    assert partly("ada@example.com") not in (log := capsys.readouterr().out) and "ada@" not in log


def test_a_number_that_is_refused_keeps_no_mail_from_being_sent(world: World) -> None:
    world.wants(ADA, reminder=ALL)
    world.phones.failure = "OptedOut"
    assert world.deliver(reminder()) == []
    assert (world.inbox()[0]["mail"], world.inbox()[0]["sms"]) == ("sent", "refused")


def test_without_a_sender_the_inbox_has_it(world: World) -> None:
    with settings.override(mail_from=""):
        assert world.deliver(reminder()) == []
    (item,) = world.inbox()
    assert "mail" not in item


def test_without_an_address_of_the_app_there_are_no_links(world: World) -> None:
    world.table.delete("CONFIG#APP", "ADDRESS")
    world.deliver(reminder(), order())
    (mail,) = world.ses.mails
    assert "http" not in mail.text + mail.html and "List-Unsubscribe" not in mail.headers


def test_who_has_been_erased_is_told_nothing(world: World) -> None:
    for _, sk in world.table.keys(f"USER#{ADA}"):
        world.table.delete(f"USER#{ADA}", sk)
    before = dict(world.memory.items)
    assert world.deliver(reminder(), milestone(), order()) == []
    assert world.memory.items == before and world.told() == {}


def test_a_milestone_of_a_deleted_habit_is_none(world: World) -> None:
    world.change(f"HABIT#{RUN}", deleted_at="2099-05-09T00:00:00Z")
    world.deliver(milestone(habit_id=RUN))
    assert world.inbox() == []


def test_names_are_those_that_things_had_then(world: World) -> None:
    world.deliver(milestone())
    world.change(f"HABIT#{READ}", name="Read more")
    assert world.inbox()[0]["ref"]["name"] == "Read"
