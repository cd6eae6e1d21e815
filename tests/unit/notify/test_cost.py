"""What telling somebody asks of the table, by AWS's rules from the sizes of the items."""

from __future__ import annotations

from typing import Any

import pytest

from functions.notify.logic import Notifier
from functions.notify.repository import Digests, People
from functions.notify.senders import senders
from functions.notify.subjects import Subjects
from shared import clients
from shared.notify_message import Message
from shared.reminders.due import Index
from shared.table import Table
from tests.support.memory import TABLE_NAME
from tests.unit.notify.world import ADA, READ, World, milestone, reminder
from tools.bench.meter import Meter, Usage

INBOX = {"in_app": True, "mail": False, "sms": False}
MAIL = {"in_app": True, "mail": True, "sms": False}


def cost(world: World, message: Message, wishes: dict[str, Any], quiet: bool = False) -> Usage:
    """Of a message while the function is warm: it knows the app's address, the links' key and the index's
    width."""
    world.change(f"HABIT#{READ}", created_at="2099-05-05T00:00:00Z")  # so the open month is what there is
    world.wants(ADA, reminder=wishes, milestone=wishes)
    meter = Meter(world.memory)
    table = Table(meter, TABLE_NAME)
    notifier = Notifier(People(table), Subjects(table), Index(table), senders(table), Digests())
    with clients.override(sesv2=world.ses):
        notifier.tell(reminder()._replace(id="warm"), world.now)
        if quiet:
            world.be_quiet(ADA, "22:00", "09:30")
            notifier.tell(reminder()._replace(id="warm too"), world.now)
        with meter.counting() as usage:
            notifier.tell(message, world.now)
    return usage


@pytest.mark.parametrize(
    ("message", "wishes", "quiet", "reads", "writes"),
    [
        (reminder(), INBOX, False, 3, 1),
        (reminder(), MAIL, False, 4, 3),
        (reminder(), MAIL, True, 4, 6),
        (milestone(), INBOX, False, 2, 2),
    ],
)
def test_what_telling_costs(
    world: World, message: Message, wishes: dict[str, Any], quiet: bool, reads: float, writes: float
) -> None:
    usage = cost(world, message, wishes, quiet)
    assert (usage.read, usage.write) == (reads, writes), usage.operations
