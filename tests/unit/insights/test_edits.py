"""The history of a habit's edits over the API; which lines there are is tested with relay."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from functions.imports.beside import log_line
from functions.insights.handler import app
from shared import clients
from shared.ids import new_ulid
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.tables import fill
from tests.unit.habits.client import NOON, CountingClient, Person

DONE, NOTHING = {"status": "done", "value": None}, {"status": None, "value": None}
SOON = int(time.time()) + 1000


@pytest.fixture
def ada(table: Table) -> Person:
    return Person(table)


@pytest.fixture
def dynamodb(table: Table) -> Iterator[CountingClient]:
    counting = CountingClient(clients.client("dynamodb"))
    with clients.override(dynamodb=counting):
        yield counting


def line(habit_id: str, at: str, tail: str = "x", **fields: Any) -> dict[str, Any]:
    """A line about the first of May."""
    sk = f"EDITS#{habit_id}#{at}#{tail}"
    shape = {"at": at, "source": "app", "kind": "checkin", "date": "2099-05-01", "from": NOTHING, "to": DONE}
    return {"pk": "USER#ada", "sk": sk, "ttl": SOON, **shape, **fields}


def edits(user_id: str, habit_id: str, **query: Any) -> Any:
    path = f"/v1/habits/{habit_id}/edits"
    return call(app, http_event("GET", path, user=user_id, at=NOON, query=query))


def test_edits_come_newest_first_with_the_devices_names(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    fill(
        table,
        [
            line(habit_id, "2099-05-01T08:00:00.000Z", device=0x2A),
            line(habit_id, "2099-05-03T08:00:00.000Z", device=7),
            line(habit_id, "2099-05-02T08:00:00.000Z"),
            {"pk": "USER#ada", "sk": "DEVICE#002a", "name": "Ada's phone"},
            {"pk": "USER#ada", "sk": "DEVICE#0001", "name": "Another"},
            line(new_ulid(), "2099-05-02T08:00:00.000Z"),
        ],
    )

    page = edits("ada", habit_id).body
    assert [(edit["at"][:10], edit["device"]) for edit in page["items"]] == [
        ("2099-05-03", None),
        ("2099-05-02", None),
        ("2099-05-01", "Ada's phone"),
    ]
    assert page["items"][2] == {
        "id": "2099-05-01T08:00:00.000Z#x",
        "at": "2099-05-01T08:00:00.000Z",
        "device": "Ada's phone",
        "source": "app",
        "kind": "checkin",
        "date": "2099-05-01",
        "from": NOTHING,
        "to": DONE,
    }
    assert page["next_cursor"] is None


def test_an_import_is_one_line(ada: Person, table: Table) -> None:
    habit_id, import_id = ada.habit(), new_ulid()
    table.put({"pk": "USER#ada", **log_line(habit_id, import_id, 12, 3, NOON)})

    [edit] = edits("ada", habit_id).body["items"]
    assert (edit["source"], edit["kind"], edit["from"], edit["to"]) == (
        "import",
        "habit",
        {},
        {"days": 12, "notes": 3},
    )
    assert (edit["date"], edit["device"]) == (None, None)


def test_pages_together_are_the_whole_history(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    fill(table, [line(habit_id, f"2099-05-0{day}T08:00:00.000Z") for day in range(1, 8)])
    fill(table, [line(habit_id, "2099-05-01T07:00:00.000Z", ttl=int(time.time()) - 5)])  # has expired

    seen: list[str] = []
    cursors: list[str | None] = []
    query: dict[str, Any] = {"limit": 3}
    while True:
        page = edits("ada", habit_id, **query).body
        seen += [edit["at"][8:10] for edit in page["items"]]
        cursors.append(page["next_cursor"])
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == ["07", "06", "05", "04", "03", "02", "01"]
    assert len(cursors) == 3


def test_a_last_page_that_is_full_has_no_next(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    fill(table, [line(habit_id, f"2099-05-0{day}T08:00:00.000Z") for day in (1, 2)])
    assert edits("ada", habit_id, limit=2).body["next_cursor"] is None


def test_a_page_costs_few_requests(ada: Person, table: Table, dynamodb: CountingClient) -> None:
    habit_id = ada.habit()
    fill(table, [line(habit_id, f"2099-05-01T08:00:{second:02}.000Z", device=second) for second in range(50)])
    dynamodb.calls.clear()

    assert len(edits("ada", habit_id, limit=50).body["items"]) == 50
    assert dynamodb.operations() == {"get_item": 1, "query": 2}


def test_the_history_is_ones_own(ada: Person, table: Table) -> None:
    habit_id = ada.habit()
    fill(table, [line(habit_id, f"2099-05-0{day}T08:00:00.000Z") for day in range(1, 4)])
    cursor = edits("ada", habit_id, limit=1).body["next_cursor"]

    assert edits("grace", habit_id).status == 404
    assert edits("ada", new_ulid()).status == 404
    assert edits("ada", "nonsense").status == 404
    graces = Person(table, "grace").habit()
    refused = edits("grace", graces, cursor=cursor)
    assert (refused.status, [error["pointer"] for error in refused.body["errors"]]) == (422, ["?cursor"])
    assert edits("grace", graces).body == {"items": [], "next_cursor": None}
