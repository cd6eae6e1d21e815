"""Reading and writing many items: few requests, and patience with what is not done at once."""

from __future__ import annotations

from typing import Any

import pytest

from shared import clients
from shared.errors import Unavailable
from shared.table import Table
from shared.table_batches import insist
from tests.unit.habits.client import CountingClient

PK = "THING#1"


def items(count: int) -> list[dict[str, Any]]:
    return [{"pk": PK, "sk": f"{number:03}", "number": number} for number in range(count)]


def test_many_go_in_few_requests(table: Table) -> None:
    client = CountingClient(clients.client("dynamodb"))
    Table(client, table.name).write_many(items(60))

    assert client.operations() == {"batch_write_item": 3}
    assert list(table.query_all(PK)) == items(60)


def test_writing_and_removing(table: Table) -> None:
    table.write_many(items(3))
    table.write_many([{"pk": PK, "sk": "new"}], deletes=[(PK, "000"), (PK, "002"), (PK, "never")])

    assert [item["sk"] for item in table.query_all(PK)] == ["001", "new"]


def test_of_several_writes_with_one_key_the_last_counts(table: Table) -> None:
    one = {"pk": PK, "sk": "1"}
    table.write_many([{**one, "a": 1}, {"pk": PK, "sk": "2"}, {**one, "a": 2}])
    assert table.get(PK, "1") == {**one, "a": 2}

    table.write_many([one], deletes=[(PK, "1")])
    assert table.get(PK, "1") is None


def test_nothing_to_write_asks_for_nothing(table: Table) -> None:
    client = CountingClient(clients.client("dynamodb"))
    Table(client, table.name).write_many()
    assert client.calls == []


def test_many_are_read_in_few_requests_and_only_those(table: Table) -> None:
    table.write_many([*items(250), {"pk": "THING#2", "sk": "001"}, {"pk": PK, "sk": "old", "ttl": 1}])
    client = CountingClient(clients.client("dynamodb"))
    asked = [*(f"{number:03}" for number in range(0, 250, 2)), "000", "never", "old"]

    found = Table(client, table.name).get_many(PK, asked)
    assert sorted(found, key=lambda item: str(item["sk"])) == items(250)[::2]
    assert client.operations() == {"batch_get_item": 2}


class Hasty:
    """Reads one item of each request and leaves the others."""

    def batch_get_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        [(table, asked)] = RequestItems.items()
        first, *others = asked["Keys"]
        left = {table: {"Keys": others}} if others else {}
        return {"Responses": {table: [first]}, "UnprocessedKeys": left}


def test_what_was_not_read_is_asked_for_again() -> None:
    found = Table(Hasty(), "t").get_many(PK, ["1", "2", "3"])
    assert [item["sk"] for item in found] == ["1", "2", "3"]


class Reluctant:
    """Takes one write of each request, the first `takes` times."""

    def __init__(self, takes: int = 1000) -> None:
        self.takes, self.taken = takes, list[Any]()

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> dict[str, Any]:  # noqa: N803
        [(table, writes)] = RequestItems.items()
        if len(self.taken) == self.takes:
            return {"UnprocessedItems": {table: writes}}
        self.taken.append(writes[0]["PutRequest"]["Item"]["number"]["N"])
        return {"UnprocessedItems": {table: writes[1:]} if writes[1:] else {}}


def test_what_is_not_taken_is_sent_again_and_nothing_else() -> None:
    client = Reluctant()
    pauses: list[float] = []
    writes = [{"PutRequest": {"Item": {"number": {"N": str(number)}}}} for number in range(4)]

    insist(
        writes,
        lambda left: client.batch_write_item({"t": left})["UnprocessedItems"].get("t", []),
        pauses.append,
    )
    assert client.taken == ["0", "1", "2", "3"]
    assert pauses == sorted(pauses)
    assert len(pauses) == 3


def test_patience_ends() -> None:
    pauses: list[float] = []
    with pytest.raises(Unavailable):
        insist([{"PutRequest": {}}], lambda left: left, pauses.append)
    assert sum(pauses) < 10
