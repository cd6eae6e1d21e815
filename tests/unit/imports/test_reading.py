"""From an upload to a preview, and what becomes of the upload."""

from __future__ import annotations

import json

import pytest

from functions.imports.repository import Files
from shared.transfer.archive import unpack
from tests.unit.imports.conftest import USER, Bucket, Imports
from tests.unit.imports.files import habitica, loop_zip

LOOP = loop_zip(
    "001,Read,YES_NO,,,1,1,#D32F2F,,,,false\n002,Run,NUMERICAL,,,1,7,#1976D2,km,AT_LEAST,5,false\n",
    {
        "001 Read": "Date,Value,Notes\n2025-01-03,YES_MANUAL,good\n2025-01-02,YES_AUTO,\n2025-01-40,NO,\n",
        "002 Run": "2025-01-03,5000\n2024-12-31,2500\n",
    },
)


def test_the_preview_says_what_a_commit_would_do(imports: Imports) -> None:
    job = imports.upload(LOOP)
    shown = imports.preview(job)
    assert shown["totals"] == {
        "habits": 2,
        "days": 3,
        "new_days": 3,
        "conflicts": 0,
        "notes": 1,
        "vacations": 0,
        "tasks": 0,
        "new_tasks": 0,
    }
    assert shown["habits"][1] == {
        "key": "Run",
        "name": "Run",
        "kind": "numeric",
        "schedule": {"type": "times", "times": 1, "period": "week"},
        "days": 2,
        "first": "2024-12-31",
        "last": "2025-01-03",
        "action": "create",
        "existing_id": None,
        "same_name_id": None,
        "new_days": 2,
        "conflicts": 0,
    }
    assert [entry["count"] for entry in shown["dropped"]] == [1]
    assert (shown["problem_count"], shown["problems"][0]["where"]) == (1, "001 Read/Checkmarks.csv, line 4")
    assert imports.state(job)["source"] == "loop"


def test_reading_writes_no_habit_and_deletes_the_upload(imports: Imports) -> None:
    job = imports.upload(LOOP)
    assert imports.everything() == {}
    assert list(imports.bucket.objects) == [f"archives/{USER}/{job.id}.json.gz"]


def test_a_bad_file_changes_nothing_says_why_and_is_deleted(imports: Imports) -> None:
    job = imports.upload(b'{"habits": [')
    state = imports.state(job)
    assert (state["status"], state["problem"]["errors"][0]["where"]) == ("failed", "line 1")
    assert imports.everything() == {}
    assert imports.bucket.objects == {}


def test_nothing_secret_is_kept(imports: Imports) -> None:
    data = json.dumps(habitica(tasks={"dailys": [{"id": "d", "text": "Stretch"}]})).encode()
    job = imports.upload(data)
    (kept,) = imports.bucket.objects.values()
    assert "SECRET" not in json.dumps(unpack(kept)) + json.dumps(imports.preview(job)) + str(
        imports.state(job)
    )


def test_the_same_event_again_changes_nothing(imports: Imports) -> None:
    job = imports.upload(LOOP)
    before = imports.state(job)
    imports.deliver(job.upload_key)
    assert imports.state(job) == before


def test_an_import_that_was_deleted_meanwhile_leaves_nothing(imports: Imports) -> None:
    imports.bucket.put(f"uploads/{USER}/GONE", LOOP)
    imports.deliver(f"uploads/{USER}/GONE")
    assert imports.bucket.objects == {}


def test_a_file_that_kills_the_function_is_given_up_in_the_end(imports: Imports) -> None:
    class Killing(Bucket):
        def get(self, key: str) -> bytes | None:
            raise MemoryError

    imports.bucket = Killing()
    with pytest.raises(MemoryError):
        imports.upload(LOOP)
    for _ in range(2):
        with pytest.raises(MemoryError):
            imports.deliver(f"uploads/{USER}/IMPORT1")
    imports.deliver(f"uploads/{USER}/IMPORT1")
    item = imports.table.get(f"USER#{USER}", "IMPORT#IMPORT1")
    assert item is not None
    assert item["status"] == "failed"
    assert imports.bucket.objects == {}


def test_a_table_asks_for_its_columns_and_can_be_mapped_twice(imports: Imports) -> None:
    job = imports.upload("Datum;Übung;Wert\n01.02.2025;Lesen;1\n".encode("cp1252"), file_name="a.csv")
    state = imports.state(job)
    assert state["status"] == "needs_mapping"
    assert state["columns"]["names"] == ["Datum", "Übung", "Wert"]
    assert state["columns"]["rows"] == [["01.02.2025", "Lesen", "1"]]
    imports.order(job, mapping={"date": "nothing"})
    state = imports.state(job)
    assert (state["status"], state["problem"]["errors"][0]["where"]) == ("needs_mapping", "date")
    imports.order(job, mapping={"date": "Datum", "habit": "Übung", "value": "Wert", "date_order": "dmy"})
    assert imports.preview(job)["habits"][0]["first"] == "2025-02-01"
    assert "problem" not in imports.state(job)
    imports.order(job, mapping={"date": "Datum", "habit": "Übung", "date_order": "mdy"})
    assert imports.preview(job)["habits"][0]["first"] == "2025-01-02"


def test_habits_of_the_same_name_are_pointed_out(imports: Imports) -> None:
    imports.take(LOOP)
    text = "Date,Habit\n2025-03-01,read\n"
    job = imports.upload(text.encode())
    imports.order(job, mapping={"date": "Date", "habit": "Habit"})
    (row,) = imports.preview(job)["habits"]
    assert row["action"] == "create"
    assert row["same_name_id"] == imports.habits()["Read"]["id"]


def test_objects_that_are_gone_and_unknown_keys() -> None:
    from botocore.exceptions import ClientError

    class S3:
        def get_object(self, **_: str) -> None:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")

    assert Files(S3(), "bucket").get("uploads/x") is None
