"""A person with many habits, all marked every day, in a DynamoDB that moto keeps in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from typing import Any

from functions.relay.checkpoints import Checkpoints
from shared import clients
from shared.habits import items
from shared.habits.days import month_of
from shared.habits.marks import DONE, Mark, Stamp, day_attribute, encode, milliseconds
from shared.identity import profile
from shared.ids import new_ulid
from shared.settings import settings
from shared.stream import Change
from shared.table import Table
from tools.bench.meter import Meter

USER = "3f2c7c1e-8f0b-4a51-9d0c-2b6f4a7d9e10"
# The dearest moment of a month: all of its days are marked.
NOW = datetime(2026, 3, 31, 20, tzinfo=timezone.utc)
NAME = "Read ten pages of something that is good"
_FAR_FUTURE = 4_102_444_800


@contextmanager
def metered_table() -> Iterator[tuple[Table, Meter]]:
    """An empty table; what the functions ask of it goes through the meter."""
    from moto import mock_aws

    overrides = settings.override(table_name="bench", region="eu-west-2")
    with overrides, mock_aws():
        clients.forget()
        client = clients.client("dynamodb")
        keys = [("pk", "HASH"), ("sk", "RANGE")]
        client.create_table(
            TableName="bench",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
        )
        meter = Meter(client)
        with clients.override(dynamodb=meter):
            yield Table(meter, "bench"), meter
    clients.forget()


def settle(table: Table, habits: int, years: int, *, numeric: bool = False) -> list[str]:
    """The person moves in: a profile, habits, `years` of marks up to NOW. Returns the habits' ids."""
    begun = NOW - timedelta(days=365 * years)
    table.put(profile.new_item(_attributes(), begun))
    ids = [_add_habit(begun + timedelta(seconds=number), numeric=numeric) for number in range(habits)]
    for habit_id in ids:
        _mark_every_day(table, habit_id, begun.date(), numeric=numeric)
    _bring_up_to_date(table)
    return ids


def ask(app: Any, method: str, path: str, body: Any = None, at: datetime = NOW) -> dict[str, Any]:
    """The function's answer to a request of the person. Raises RuntimeError unless it is a good one."""
    answer: dict[str, Any] = app(event(method, path, body, at), None)
    if answer["statusCode"] >= 400:
        raise RuntimeError(f"{method} {path}: {answer['statusCode']} {answer.get('body')}")
    return answer


def _attributes() -> dict[str, str]:
    return {
        "sub": USER,
        "email": "a.rather.long.address@example.com",
        "name": "Ada",
        "zoneinfo": "Europe/London",
    }


def _add_habit(at: datetime, *, numeric: bool) -> str:
    from functions.habits.handler import app

    habit_id = new_ulid(at)
    body: dict[str, Any] = {
        "id": habit_id,
        "name": NAME,
        "colour": "indigo",
        "icon": "📖",
        "question": f"{NAME}?",
    }
    if numeric:
        body |= {"kind": "numeric", "target": 8, "unit": "glasses"}
    ask(app, "POST", "/v1/habits", body, at)
    return habit_id


def _mark_every_day(table: Table, habit_id: str, first: date, *, numeric: bool) -> None:
    months: dict[str, dict[str, str]] = {}
    for number in range((NOW.date() - first).days + 1):
        day = first + timedelta(days=number)
        moment = datetime.combine(day, NOW.timetz())
        mark = Mark(DONE, number * 37 % 160 * 100) if numeric else Mark(DONE)
        text = encode(Stamp(milliseconds(moment)), mark)
        months.setdefault(month_of(day), {})[day_attribute(day.day)] = text
    for month, days in months.items():
        table.put({"pk": items.partition(USER), "sk": items.checkins_key(month, habit_id), **days})


def _bring_up_to_date(table: Table) -> None:
    """What relay does when the stream tells it of the habits."""
    pk = items.partition(USER)
    habits = list(table.query_all(pk, begins_with=items.HABIT_PREFIX))
    prompts = [Change(item["sk"], "1", "MODIFY", NOW, pk, item["sk"], None, item) for item in habits]
    Checkpoints(table, lambda: NOW).refresh(USER, prompts)


def event(method: str, path: str, body: Any = None, at: datetime = NOW) -> dict[str, Any]:
    """API Gateway's event (payload 2.0) of a request of the person."""
    path, _, query = path.partition("?")
    context = {"user_id": USER, "session_id": "s", "scopes": "*", "expires_at": _FAR_FUTURE, "problem": ""}
    http = {
        "method": method,
        "path": path,
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "bench",
    }
    request = {"http": http, "requestId": "bench", "stage": "$default", "routeKey": "$default"}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {},
        "requestContext": request
        | {"timeEpoch": int(at.timestamp() * 1000), "authorizer": {"lambda": context}},
        "body": None if body is None else json.dumps(body),
        "isBase64Encoded": False,
    }
