"""The digest is cut off at each of its calls, refused there, and asked for twice: the week is mailed once,
and in one case twice (docs/decisions/0910)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

import pytest

from functions.digest.logic import Digest
from functions.digest.repository import Weeks
from functions.digest.sender import Sender
from shared import clients
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.identity import profile
from shared.notifications.inbox import id_of
from shared.notifications.outbox import PENDING, Outbox
from shared.table import Table
from tests.support.faults import Fuse, Fused, Killed, throttled
from tests.support.mail import FakeSes, fake_mail
from tests.support.memory import TABLE_NAME, memory_table

ADA, READ = "0f8fad5b-d9cd-469f-a165-70867728950e", "01JZ0000000000000000000001"
NOW, MONDAY = datetime(2099, 5, 11, 5, tzinfo=timezone.utc), date(2099, 5, 4)
NOTIFICATION = id_of("digest", NOW)
# docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
PAUSES = (timedelta(minutes=1), timedelta(minutes=2))
FOR_EVER = 1 << 30


@dataclass
class World:
    """Ada, who read on a day of last week and wants to hear of it."""

    table: Table
    ses: FakeSes
    fuse: Fuse
    now: datetime = NOW

    def call(self, notification_id: str = NOTIFICATION) -> None:
        """`notify`'s call, with Lambda's two further attempts."""
        table = Table(Fused(clients.client("dynamodb"), self.fuse), TABLE_NAME)
        digest = Digest(Weeks(table), Sender(table))
        for pause in (*PAUSES, None):
            try:
                with clients.override(sesv2=Fused(self.ses, self.fuse)):
                    digest.send(ADA, notification_id, self.now)
                return
            except (Killed, Exception):
                if pause is None:
                    raise
                self.now += pause

    def left(self) -> tuple[Any, set[tuple[str, str]]]:
        """How the notification stands, and what has been mailed, once or more often."""
        state = (Outbox(self.table, ADA).find(NOTIFICATION) or {})["mail"]
        return state, {(mail.to, mail.subject) for mail in self.ses.mails}


@contextmanager
def a_world(fuse: Fuse | None = None) -> Iterator[World]:
    with memory_table() as table, fake_mail() as ses:
        attributes = {"sub": ADA, "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/Berlin"}
        table.put(profile.new_item(attributes, NOW))
        table.put({"pk": "CONFIG#APP", "sk": "ADDRESS", "url": "https://daybook.example.com"})
        rules = {
            "kind": "yes_no",
            "target_type": "at_least",
            "schedule": {"type": "daily"},
            "archived": False,
        }
        named = {"id": READ, "name": "Read", "colour": "teal", "version": 1}
        times = {"created_at": "2099-01-01T12:00:00Z", "updated_at": "2099-01-01T12:00:00Z"}
        pk = f"USER#{ADA}"
        table.put({"pk": pk, "sk": f"HABIT#{READ}", **rules, **named, **times})
        table.put({"pk": pk, "sk": f"CHECKINS#2099-05#{READ}", "05": encode(Stamp(1), Mark(DONE))})
        table.put({"pk": pk, "sk": "PREFERENCES", "channels": {"digest": {"mail": True}}, "version": 1})
        new = {"kind": "digest", "ref": {"week": MONDAY.isoformat()}, "at": "now", "mail": PENDING}
        Outbox(table, ADA).make(NOTIFICATION, new, NOW)
        yield World(table, ses, fuse or Fuse())


@cache
def undisturbed() -> tuple[Any, int]:
    with a_world() as world:
        world.call()
        assert len(world.ses.mails) == 1
        return world.left(), world.fuse.calls


def test_the_undisturbed_run_mails_the_week() -> None:
    (state, mailed), calls = undisturbed()
    assert (state, mailed) == ("sent", {("ada@example.com", "Your week: 1 of 7")})
    assert calls >= 8


@pytest.mark.exhaustive
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(late: bool) -> None:
    left, calls = undisturbed()
    twice = 0
    for first in range(calls):
        with a_world(Fuse(first, late=late)) as world:
            world.call()
            assert world.left() == left, f"cut off at call {first} of {calls}"
            twice += len(world.ses.mails) - 1
    assert twice == 1, "only who is cut off between SES's yes and noting it"


@pytest.mark.exhaustive
def test_what_it_reaches_says_no_once() -> None:
    left, calls = undisturbed()
    for first in range(0, calls - 1, 2):
        with a_world(Fuse(first, error=throttled)) as world:
            world.call()
            assert (world.left(), len(world.ses.mails)) == (left, 1), f"refused at call {first} of {calls}"


def test_a_sending_that_could_not_be_noted_is_not_repeated() -> None:
    _, calls = undisturbed()
    with a_world(Fuse(calls - 1, error=throttled)) as world:
        world.call()
        assert len(world.ses.mails) == 1


def test_it_is_asked_for_twice() -> None:
    with a_world() as world:
        world.call()
        world.call()
        assert (world.left(), len(world.ses.mails)) == (undisturbed()[0], 1)


@pytest.mark.parametrize("error", [Killed, throttled])
def test_after_an_outage_the_queue_of_failures_is_worked_off(error: Any) -> None:
    left, calls = undisturbed()
    for first in range(0, calls - 1, 5):
        with a_world(Fuse(first, FOR_EVER, error=error)) as world:
            with pytest.raises(BaseException, match=r"^$|later|moment|slow"):
                world.call()
            world.fuse, world.now = Fuse(), world.now + timedelta(hours=1)
            world.call()
            assert world.left() == left, f"down from call {first} of {calls} on"


def test_what_makes_no_sense_fails_alone() -> None:
    with a_world() as world:
        table = world.table
        Outbox(table, ADA).make(
            "01K0000000000000000000000P", {"kind": "digest", "ref": {}, "mail": PENDING}, NOW
        )
        with pytest.raises(KeyError):
            world.call("01K0000000000000000000000P")
        world.now += timedelta(minutes=1)
        world.call()
        assert (world.left(), len(world.ses.mails)) == (undisturbed()[0], 1)
