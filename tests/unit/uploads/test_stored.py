"""How much a person may have in all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared.errors import Unavailable
from shared.media.files import Files
from shared.media.kinds import MAX_STORED_BYTES, MAX_STORED_FILES
from shared.table import Table
from tests.support.media import NOW, Person, picture

MEGABYTE = 1_000_000
TASK = "01K000000000000000000000T1"


def full_but(person: Person, size: int, files: int = 1) -> None:
    """A person with other files, and room for this much."""
    bytes_, stored = MAX_STORED_BYTES - size, {"files": MAX_STORED_FILES - files}
    person.table.put({"pk": "USER#ada", "sk": "FILES#STORED", "bytes": bytes_, **stored})


def test_a_person_sees_what_all_files_come_to(ada: Person) -> None:
    assert ada.ok("GET", "/uploads")["usage"] == {"files": 0, "bytes": 0, "max_bytes": MAX_STORED_BYTES}
    ada.new(size=1000)
    ada.new(size=500)
    usage = ada.ok("GET", "/uploads", query={"purpose": "photo"})["usage"]
    assert (usage["files"], usage["bytes"]) == (2, 1500)


@pytest.mark.parametrize(("room", "files"), [(MEGABYTE - 1, 1), (MEGABYTE, 0), (-5, 1)])
def test_there_is_no_more_than_there_may_be(ada: Person, room: int, files: int) -> None:
    full_but(ada, room, files)
    body = {"purpose": "photo", "name": "a", "content_type": "image/jpeg", "size": MEGABYTE}
    answer = ada.send("POST", "/uploads", body)
    assert (answer.status, answer.body["type"].rpartition(":")[2]) == (409, "files-full")
    assert "5 GB" in answer.body["detail"]
    assert ada.ok("GET", "/uploads")["items"] == []


def test_the_last_bytes_can_be_used(ada: Person) -> None:
    full_but(ada, MEGABYTE)
    ada.new(size=MEGABYTE)


@pytest.mark.parametrize("how", ["person", "expiry", "twice", "all three"])
def test_a_file_that_goes_makes_room_once(ada: Person, how: str) -> None:
    kept, gone = ada.new(size=300), ada.new(size=700)
    item = ada.table.get("USER#ada", f"FILE#{gone}")
    if how != "expiry":
        ada.ok("DELETE", f"/uploads/{gone}")
        assert ada.stored() == (1, 300)
    ada.table.delete("USER#ada", f"FILE#{gone}")
    for _ in range({"person": 0, "expiry": 1, "twice": 1, "all three": 3}[how]):
        ada.stream(f"FILE#{gone}", item)
    assert ada.stored() == (1, 300)
    assert ada.ok("GET", f"/uploads/{kept}")["status"] == "waiting"


def test_what_goes_with_its_task_makes_room_once(ada: Person) -> None:
    ada.table.put({"pk": "USER#ada", "sk": f"TASK#{TASK}"})
    task = ada.table.get("USER#ada", f"TASK#{TASK}")
    of_task = [ada.new(size=100, purpose="task", ref=TASK) for _ in range(3)]
    ada.new(size=7)
    items = [ada.table.get("USER#ada", f"FILE#{one}") for one in of_task]
    ada.stream(f"TASK#{TASK}", task)
    ada.stream(f"TASK#{TASK}", task)
    for one, item in zip(of_task, items, strict=True):
        ada.stream(f"FILE#{one}", item)
    assert ada.stored() == (1, 7)


def test_the_size_that_a_file_turns_out_to_have_does_not_matter(ada: Person) -> None:
    data = picture()
    made = ada.new(size=len(data) + 500)
    assert ada.upload(made, data)["size"] == len(data)
    ada.removed(made)
    assert ada.stored() == (0, 0)


def test_requests_side_by_side_do_not_pass_the_bound(ada: Person) -> None:
    full_but(ada, 5 * MEGABYTE, 100)
    files = Files(ada.table, "ada")

    def add(number: int) -> bool:
        fields: dict[str, Any] = {"id": f"01K0000000000000000000{number:04}", "purpose": "photo", "name": "a"}
        try:
            files.add({**fields, "content_type": "image/png", "size": MEGABYTE, "created_at": "x"}, NOW)
        except Exception:  # noqa: BLE001 - refused, in whatever way
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        added = list(threads.map(add, range(12)))
    assert sum(added) == 5
    total = ada.table.get("USER#ada", "FILES#STORED", consistent=True) or {}
    assert total["bytes"] == MAX_STORED_BYTES


@pytest.fixture
def crowded(ada: Person) -> Iterator[list[float]]:
    """A table whose next three transactions meet others; how long was waited."""
    table: Any = ada.table
    transact, left, pauses = table.transact, [1, 2, 3], list[float]()

    def busy(*operations: Any) -> None:
        if left:
            left.pop()
            raise Unavailable("Another transaction is at work.", 1)
        transact(*operations)

    table.transact = busy
    yield pauses
    del table.transact


def test_files_that_are_added_side_by_side_wait_for_each_other(table: Table, crowded: list[float]) -> None:
    files = Files(table, "ada", crowded.append)
    fields = {"id": TASK, "purpose": "photo", "name": "a", "content_type": "image/png", "size": 5}
    files.add({**fields, "created_at": "x"}, NOW)
    assert len(crowded) == 3
    assert files.stored() == (1, 5)


def test_a_lost_answer_to_what_was_written_is_no_refusal(table: Table) -> None:
    busy: Any = table
    transact, lost = table.transact, [True]

    def loses_an_answer(*operations: Any) -> None:
        transact(*operations)
        if lost:
            lost.pop()
            raise Unavailable("The connection broke.", 1)

    busy.transact = loses_an_answer
    files = Files(table, "ada", lambda _: None)
    fields = {"id": TASK, "purpose": "photo", "name": "a", "content_type": "image/png", "size": 5}
    assert files.add({**fields, "created_at": "x"}, NOW)["id"] == TASK
    del busy.transact
    assert files.stored() == (1, 5)


def test_the_person_and_the_stream_make_room_once_though_both_have_seen_the_line(ada: Person) -> None:
    ada.new(size=300)
    gone, table = ada.new(size=700), ada.table
    files, busy, transact = Files(table, "ada"), table, table.transact

    def while_another(*operations: Any) -> None:
        del busy.transact  # type: ignore[misc]  # only once
        files.forget("FILES#photo#", gone)
        transact(*operations)

    busy.transact = while_another  # type: ignore[method-assign]  # the moment of the other
    files.forget("FILES#photo#", gone)
    assert ada.stored() == (1, 300)
