"""Ada and Bob, their queue, and everything that the function reaches, which can be cut off at any call."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from functions.notify.handler import work_off
from functions.notify.logic import Notifier
from functions.notify.repository import Digests, People
from functions.notify.senders import senders
from functions.notify.subjects import Subjects
from shared import clients
from shared.identity import profile
from shared.links import Links, Purpose
from shared.notifications.inbox import PREFIX
from shared.notify_message import Message, from_body, to_body
from shared.reminders.due import Index
from shared.settings import settings
from shared.table import Table
from tests.support.faults import Fuse, Fused, Killed
from tests.support.mail import FakeSes, fake_mail
from tests.support.memory import TABLE_NAME, MemoryClient
from tests.support.text_messages import Phones

ADA, BOB = "0f8fad5b-d9cd-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"
EMAILS = {ADA: "ada@example.com", BOB: "bob@example.com"}
NUMBER = "+447700900123"
READ, RUN, TASK = (f"01JZ000000000000000000000{number}" for number in (1, 2, 3))
# A Sunday in summer, eight in the morning in Berlin.
EIGHT = datetime(2099, 5, 10, 6, tzinfo=timezone.utc)
MADE = "2099-01-01T00:00:00Z"
APP = "https://daybook.example.com"
ALL = {"in_app": True, "mail": True, "sms": True}
NONE = {"in_app": False, "mail": False, "sms": False}
MAX_RECEIVES = 5
VISIBILITY = timedelta(minutes=3)


class Lambdas:
    """Takes asynchronous calls."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []

    def invoke(self, *, FunctionName: str, InvocationType: str, Payload: bytes) -> dict[str, int]:  # noqa: N803
        assert (FunctionName, InvocationType) == ("digest", "Event")
        self.asked.append(json.loads(Payload))
        return {"StatusCode": 202}


@dataclass
class World:
    memory: MemoryClient
    ses: FakeSes
    phones: Phones
    lambdas: Lambdas
    now: datetime = EIGHT
    fuse: Fuse = field(default_factory=Fuse)

    @property
    def table(self) -> Table:
        return Table(self.memory, TABLE_NAME)

    def notifier(self) -> Notifier:
        table = Table(Fused(self.memory, self.fuse), TABLE_NAME)
        return Notifier(People(table), Subjects(table), Index(table), senders(table), Digests())

    def deliver(self, *bodies: Any) -> list[int]:
        """The function gets a batch of these (messages, or bodies as they are); which of them failed."""
        texts = [json.dumps(to_body(one, EIGHT)) if isinstance(one, Message) else one for one in bodies]
        records = [{"messageId": str(number), "body": text} for number, text in enumerate(texts)]
        fused = {"sesv2": self.ses, "sns": self.phones, "lambda": self.lambdas}
        with clients.override(**{name: Fused(client, self.fuse) for name, client in fused.items()}):
            return [int(one) for one in work_off(records, self.notifier(), lambda: 30_000, lambda: self.now)]

    def run_queue(self, bodies: Sequence[Any], batch: int = 3) -> list[Any]:
        """Delivers batches until nothing is left, as SQS does; what is in the dead-letter queue then. A
        function that is killed has not deleted its batch."""
        waiting = [SimpleNamespace(body=body, receives=0) for body in bodies]
        dead = []
        while waiting:
            few, waiting = waiting[:batch], waiting[batch:]
            for one in few:
                one.receives += 1
            try:
                left = [few[index] for index in self.deliver(*(one.body for one in few))]
            except Killed:
                left = few
            dead += [one.body for one in left if one.receives == MAX_RECEIVES]
            waiting += [one for one in left if one.receives < MAX_RECEIVES]
            if left:
                self.now += VISIBILITY
        return dead

    def wants(self, user_id: str, **channels: dict[str, bool]) -> None:
        item = self.table.get(f"USER#{user_id}", "PREFERENCES") or {"channels": {}, "version": 0}
        item["channels"] = {**item["channels"], **channels}
        self.table.put({**item, "pk": f"USER#{user_id}", "sk": "PREFERENCES", "version": item["version"] + 1})

    def be_quiet(self, user_id: str, begin: str, end: str) -> None:
        self.wants(user_id)
        self.table.update(f"USER#{user_id}", "PREFERENCES", set={"quiet_hours": {"from": begin, "to": end}})

    def change(self, sk: str, user_id: str = ADA, **new: Any) -> None:
        self.table.update(f"USER#{user_id}", sk, set=new)

    def inbox(self, user_id: str = ADA) -> list[dict[str, Any]]:
        return list(self.table.query_all(f"USER#{user_id}", begins_with=PREFIX))

    def held(self) -> list[tuple[str, Message]]:
        """Until when (a minute in UTC) what is held."""
        due = [item for (pk, _), item in sorted(self.memory.items.items()) if pk.startswith("DUE#2")]
        found = [self.table.get(item["pk"]["S"], item["sk"]["S"]) or {} for item in due]
        return [(item["at"], from_body(item["message"])) for item in found]

    def told(self) -> Counter[tuple[str, str]]:
        """What has reached people: (address or number, what), and how often."""
        mails = [(mail.to, mail.subject) for mail in self.ses.mails]
        sent = [(number, text) for number, texts in self.phones.texts.items() for text in texts]
        texts = [(number, text.partition(" http")[0]) for number, text in sent]
        shown = [(who, _which(item)) for who in (ADA, BOB) for item in self.inbox(who)]
        return Counter([*mails, *texts, *shown])


def _which(item: dict[str, Any]) -> str:
    return f"{item['kind']} {item['ref'].get('name')} {item['ref'].get('state', '')}"


@contextmanager
def a_world() -> Iterator[World]:
    memory = MemoryClient()
    known = {"table_name": TABLE_NAME, "region": "eu-west-2"}
    with settings.override(**known, digest_function="digest", text_messages=True), fake_mail() as ses:
        world = World(memory, ses, Phones(), Lambdas())
        _fill(world.table)
        yield world


def _fill(table: Table) -> None:
    table.put({"pk": "CONFIG#APP", "sk": "ADDRESS", "url": APP})
    table.put({"pk": f"USER#{ADA}", "sk": "PHONE", "number": NUMBER, "version": 1})
    fields = {"kind": "yes_no", "schedule": {"type": "daily"}, "colour": "teal", "target_type": "at_least"}
    times = {"created_at": MADE, "updated_at": MADE, "start_date": "2099-05-01"}
    reminders = {"reminders": [{"time": "08:00", "days": [1, 2, 3, 4, 5, 6, 7]}]}
    for user_id, email in EMAILS.items():
        attributes = {"sub": user_id, "email": email, "name": "A", "zoneinfo": "Europe/Berlin"}
        table.put(profile.new_item(attributes, EIGHT))
        for habit_id, name in ((READ, "Read"), (RUN, "Run")):
            named = {"sk": f"HABIT#{habit_id}", "id": habit_id, "name": name, "version": 1, "archived": False}
            table.put({"pk": f"USER#{user_id}", **named, **fields, **times, **reminders})


def reminder(user_id: str = ADA, habit_id: str = READ) -> Message:
    ref = {"of": "habit", "id": habit_id, "date": "2099-05-10", "time": "08:00"}
    return Message(f"reminder#habit#{habit_id}#2099-05-10T06:00", "reminder", user_id, ref, EIGHT)


def milestone(user_id: str = ADA, habit_id: str = READ, streak: int = 7) -> Message:
    ref = {"habit_id": habit_id, "streak": streak, "points": 50}
    return Message(f"milestone#{habit_id}#{streak}", "milestone", user_id, ref)


def order(user_id: str = ADA, state: str = "fulfilled") -> Message:
    ref = {"order_id": TASK, "state": state, "name": "Streak freeze"}
    return Message(f"order#{TASK}#{state}", "order", user_id, ref)


def digest(user_id: str = ADA) -> Message:
    return Message("digest#2099-05-04", "digest", user_id, {"week": "2099-05-04"}, EIGHT)


def tokens(world: World, text: str) -> dict[Purpose, Any]:
    """The links of a mail, by what they do."""
    found = re.findall(rf"{re.escape(APP)}/act#([\w-]+)", text)
    links = [Links(world.table).read(token, world.now) for token in found]
    return {link.purpose: link for link in links}
