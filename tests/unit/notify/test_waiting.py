"""What waits for the end of quiet hours, and how much a person is sent in a day."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.links import Purpose
from shared.notifications import limits
from shared.notifications.inbox import id_of
from shared.settings import settings
from tests.unit.notify.world import (
    ADA,
    ALL,
    BOB,
    EIGHT,
    NONE,
    NUMBER,
    READ,
    RUN,
    World,
    digest,
    reminder,
    tokens,
)


def test_in_quiet_hours_the_inbox_knows_and_the_rest_waits_for_their_end(world: World) -> None:
    world.wants(ADA, reminder=ALL)
    world.be_quiet(ADA, "22:00", "09:30")
    assert world.deliver(reminder(), reminder()) == []
    assert (world.ses.mails, world.phones.texts) == ([], {})
    (item,) = world.inbox()
    assert (item["mail"], item["sms"]) == ("held", "held")
    ((until, message),) = world.held()
    assert (until, message) == ("2099-05-10T07:30", reminder())
    world.now = datetime(2099, 5, 10, 7, 30, tzinfo=timezone.utc)
    assert world.deliver(message, message) == []
    assert len(world.ses.mails) == 1 and len(world.phones.texts[NUMBER]) == 1
    assert world.inbox()[0]["mail"] == "sent"


def test_what_was_done_in_quiet_hours_is_not_reminded_of_after_them(world: World) -> None:
    world.be_quiet(ADA, "22:00", "09:30")
    world.deliver(reminder())
    world.change(f"CHECKINS#2099-05#{READ}", **{"10": encode(Stamp(1), Mark(DONE))})
    world.now = datetime(2099, 5, 10, 7, 30, tzinfo=timezone.utc)
    ((_, message),) = world.held()
    assert world.deliver(message) == []
    assert world.ses.mails == []


def test_who_changes_their_mind_meanwhile_is_heard(world: World) -> None:
    world.be_quiet(ADA, "22:00", "09:30")
    world.deliver(reminder())
    world.wants(ADA, reminder={**NONE, "in_app": True})
    world.now = datetime(2099, 5, 10, 7, 30, tzinfo=timezone.utc)
    world.deliver(reminder())
    assert world.ses.mails == [] and world.inbox()[0]["mail"] == "off"


def test_a_digest_is_left_to_its_function_and_is_not_shown(world: World) -> None:
    world.wants(ADA, digest={"mail": True})
    world.deliver(digest(), digest(BOB))
    (item,) = world.inbox()
    assert (item["hidden"], item["mail"]) == (True, "pending")
    assert world.lambdas.asked == [
        {"user_id": ADA, "notification_id": item["sk"].removeprefix("NOTIFICATION#")}
    ]
    assert world.inbox(BOB) == [] and world.ses.mails == []


def test_of_several_reminders_of_a_habit_one_comes_when_the_quiet_hours_end(world: World) -> None:
    times = ("08:00", "08:30", "09:00")
    every_day = [1, 2, 3, 4, 5, 6, 7]
    world.change(f"HABIT#{READ}", reminders=[{"time": time, "days": every_day} for time in times])
    world.be_quiet(ADA, "22:00", "09:30")
    for number, time in enumerate(times):
        due = EIGHT + timedelta(minutes=30 * number)
        world.now = due
        at = reminder()._replace(id=time, due=due, ref={**reminder().ref, "time": time})
        assert world.deliver(at, reminder(habit_id=RUN)) == []
    assert sorted(message.ref["id"] for _, message in world.held()) == [READ, RUN]
    world.now = datetime(2099, 5, 10, 7, 30, tzinfo=timezone.utc)
    world.deliver(*(message for _, message in world.held()))
    assert sorted(mail.subject for mail in world.ses.mails) == ["Reminder: Read", "Reminder: Run"]
    assert "at 09:00" in next(mail.text for mail in world.ses.mails if mail.subject.endswith("Read"))
    assert len(world.inbox()) == 4


def test_a_snooze_comes_when_it_was_asked_for_also_in_quiet_hours_and_past_midnight(world: World) -> None:
    world.be_quiet(ADA, "22:00", "09:30")
    world.now = datetime(2099, 5, 10, 22, 20, tzinfo=timezone.utc)  # 00:20 on the 11th
    ref = {**reminder().ref, "time": "00:20", "snoozed": True}
    world.deliver(reminder()._replace(id="snoozed", due=world.now, ref=ref))
    (mail,) = world.ses.mails
    assert "at 00:20" in mail.text and world.held() == []
    assert str(tokens(world, mail.text)[Purpose.CHECK_IN].day) == "2099-05-10"


def a_days(number: int, **channels: str) -> dict[str, Any]:
    """A notification of `number` minutes ago."""
    at = EIGHT - timedelta(minutes=number)
    return {"sk": f"NOTIFICATION#{id_of(str(number), at)}", "kind": "order", "ref": {}, **channels}


@pytest.mark.parametrize(("before", "outcome"), [(limits.MAILS - 1, "sent"), (limits.MAILS, "limited")])
def test_a_person_gets_so_many_mails_a_day(world: World, before: int, outcome: str) -> None:
    for number in range(1, before + 1):
        world.table.put({"pk": f"USER#{ADA}", **a_days(number, mail="sent")})
    for number, way in ((200, "suppressed"), (1441, "sent")):  # not mailed, and longer ago
        world.table.put({"pk": f"USER#{ADA}", **a_days(number, mail=way)})
    assert world.deliver(reminder()) == []
    assert world.inbox()[-1]["mail"] == outcome
    assert len(world.ses.mails) == (outcome == "sent")


def test_a_person_gets_so_many_text_messages_a_day_and_all_together_too(world: World) -> None:
    for user_id in (ADA, BOB):
        world.wants(user_id, reminder=ALL)
    world.table.put({"pk": f"USER#{BOB}", "sk": "PHONE", "number": "+4915112345678", "version": 1})
    for number in range(limits.TEXTS):
        world.table.put({"pk": f"USER#{ADA}", **a_days(number + 1, sms="sent")})
    with settings.override(text_messages_a_day=1):
        assert world.deliver(reminder(), reminder(BOB), reminder(BOB, habit_id=RUN)) == []
    assert (world.inbox()[-1]["sms"], list(world.phones.texts)) == ("limited", ["+4915112345678"])
    assert sorted(item["sms"] for item in world.inbox(BOB)) == ["limited", "sent"]
    assert len(world.ses.mails) == 3


def three_times(world: World) -> list[Any]:
    """The reminders of a habit that reminds at eight, nine and ten."""
    times = {f"{8 + number:02}:00": EIGHT + timedelta(hours=number) for number in range(3)}
    every_day = [1, 2, 3, 4, 5, 6, 7]
    world.change(f"HABIT#{READ}", reminders=[{"time": time, "days": every_day} for time in times])
    return [
        reminder()._replace(id=time, due=due, ref={**reminder().ref, "time": time})
        for time, due in times.items()
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 1, 0, 2, 0)])
def test_after_an_outage_a_habit_has_one_late_reminder(world: World, order: tuple[int, ...]) -> None:
    """Also when what could not work is this function, and all of them wait in its queue."""
    messages = three_times(world)
    world.now = EIGHT + timedelta(hours=4)
    assert world.deliver(*(messages[one] for one in order), reminder(habit_id=RUN)) == []
    assert sorted(mail.subject for mail in world.ses.mails) == ["Reminder: Read", "Reminder: Run"]
    assert len(world.inbox()) == 2


def test_what_was_told_in_time_takes_nothing_from_what_comes_late(world: World) -> None:
    first, second, third = three_times(world)
    world.deliver(first)
    world.now = EIGHT + timedelta(hours=4)
    world.deliver(first, third, second)
    assert [mail.text.partition("at ")[2][:5] for mail in world.ses.mails] == ["08:00", "10:00"]


def test_mail_that_nobody_took_for_hours_does_not_come_all_at_once(world: World) -> None:
    messages = three_times(world)
    world.ses.refuse("AccountSuspendedException")
    for message in messages:
        world.now = message.due
        assert world.run_queue([message]) == [message]
    world.ses.failure = None
    world.now = EIGHT + timedelta(hours=4)
    assert world.run_queue(messages) == []
    assert len(world.ses.mails) == 1 and len(world.inbox()) == 3


def test_each_day_has_its_own_late_reminder(world: World) -> None:
    tomorrow = {**reminder().ref, "date": "2099-05-11"}
    second = reminder()._replace(id="next", due=EIGHT + timedelta(days=1), ref=tomorrow)
    for day, message in enumerate((reminder(), second)):
        world.now = EIGHT + timedelta(days=day, hours=1)
        world.deliver(message)
    assert len(world.ses.mails) == 2
    world.deliver(reminder()._replace(id="of yesterday"))
    assert len(world.ses.mails) == 2


def test_what_quiet_hours_held_is_no_late_one(world: World) -> None:
    first, second, _ = three_times(world)
    world.be_quiet(ADA, "07:00", "08:30")
    world.deliver(first)
    world.now = EIGHT + timedelta(minutes=30)
    world.deliver(*(message for _, message in world.held()))
    world.now = second.due + timedelta(minutes=40)
    world.deliver(second)
    assert [mail.text.partition("at ")[2][:5] for mail in world.ses.mails] == ["08:00", "09:00"]
