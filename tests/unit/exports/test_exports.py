"""What goes out comes back: exports of the table, read by the import's own parsers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from functions.exports.formats import table as csv_table
from functions.exports.formats import written
from functions.exports.handler import write
from functions.transfer.handler import app
from shared.habits.marks import DONE, MISSED, SKIP, UNMARKED, Mark, Stamp, encode, encode_stamp
from shared.habits.store import HabitStore
from shared.ids import new_ulid
from shared.table import Table
from shared.transfer.archive import Archive, new_archive, new_habit
from shared.transfer.collecting import collect
from shared.transfer.objects import Objects
from shared.transfer.sources.recognise import read
from shared.transfer.working import work_off
from tests.support.buckets import moto_bucket
from tests.support.events import call, http_event

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
BUCKET, PK = "transfers-test", "USER#ada"
READ, RUN, ENTRY = "01JZ0000000000000000000001", "01JZ0000000000000000000002", "01JZ0000000000000000000003"


def mark(status: int, amount: int | None = None) -> str:
    return encode(Stamp(1), Mark(status, amount))


@pytest.fixture
def full(table: Table) -> Table:
    """Two habits with all that there can be."""
    common: dict[str, Any] = {"target_type": "at_least", "archived": False, "version": 1}
    made = {**common, "created_at": "2099-01-01T00:00:00.000Z", "updated_at": "2099-01-01T00:00:00.000Z"}
    daily: dict[str, Any] = {
        "kind": "yes_no",
        "schedule": {"type": "daily"},
        "colour": "teal",
        "name": "Read, much",
    }
    weekly: dict[str, Any] = {
        "kind": "numeric",
        "schedule": {"type": "times", "times": 3, "period": "week"},
        "colour": "red",
    }
    weekly |= {"name": "=Run", "unit": "km", "target": 5, "question": "How far?"}
    entries: dict[str, Any] = {
        ENTRY: [encode_stamp(Stamp(2)), 2500],
        new_ulid(): [encode_stamp(Stamp(2)), None],
    }
    items: dict[str, dict[str, Any]] = {
        f"HABIT#{READ}": {"id": READ, **made, **daily},
        f"HABIT#{RUN}": {"id": RUN, **made, **weekly},
        "HABIT#ORDER": {"ids": [RUN, READ]},
        "HABIT#PAUSES": {"vacations": {ENTRY: {"start": "2099-02-01", "habits": [READ], "note": "Sea"}}},
        f"CHECKINS#2099-05#{READ}": {
            "01": mark(DONE),
            "02": mark(SKIP),
            "03": mark(MISSED),
            "04": mark(UNMARKED),
        },
        f"CHECKINS#2099-05#{RUN}": {"01": mark(DONE, 4500), "02": mark(MISSED), "03": mark(DONE, 12000)},
        f"DAYNOTE#{READ}#2099-05-01": {"text": "+ good", "stamp": "x"},
        f"DAYNOTE#{READ}#2099-05-02": {"stamp": "x"},
        f"ENTRIES#{RUN}#2099-05-01": {"base": mark(DONE, 2000), "entries": entries, "version": 1},
    }
    for sk, item in items.items():
        table.put({"pk": PK, "sk": sk, **item})
    return table


@pytest.fixture
def s3() -> Iterator[Any]:
    with moto_bucket(BUCKET) as client:
        yield client


def test_everything_is_collected(full: Table) -> None:
    archive, _ = collect(HabitStore(full, "ada"), NOW)
    reading, running = archive["habits"]
    assert reading["days"] == {"2099-05-01": ["done"], "2099-05-02": ["skip"], "2099-05-03": ["missed"]}
    assert reading["notes"] == {"2099-05-01": "+ good"}
    assert running["days"]["2099-05-01"] == ["done", 4.5]
    assert running["entries"] == {"2099-05-01": [[ENTRY, 2.5]]}
    assert archive["order"] == [RUN, READ]
    assert archive["vacations"][0]["habits"] == [READ]


def test_json_comes_back_the_same(full: Table) -> None:
    data = written("json", *collect(HabitStore(full, "ada"), NOW), NOW.date())
    found = read(data, "auto", NOW)
    assert found.archive == json.loads(data)  # type: ignore[union-attr]  # no table
    assert not found.problems  # type: ignore[union-attr]
    assert max(len(line) for line in data.decode().splitlines()) < 100


def loop_part(archive: Archive) -> list[dict[str, Any]]:
    names = (
        "name",
        "question",
        "description",
        "kind",
        "unit",
        "target",
        "schedule",
        "colour",
        "days",
        "notes",
    )
    by_key = {habit["key"]: habit for habit in archive["habits"]}
    return [{name: by_key[key][name] for name in names} for key in archive["order"]]  # type: ignore[literal-required]


def test_loops_zip_comes_back_the_same(full: Table) -> None:
    archive, rules = collect(HabitStore(full, "ada"), NOW)
    found = read(written("loop", archive, rules, NOW.date()), "auto", NOW)
    assert loop_part(found.archive) == loop_part(archive)  # type: ignore[union-attr]  # no table
    assert not found.problems  # type: ignore[union-attr]


def test_the_table_is_no_formula() -> None:
    habit = new_habit("a", "=1+1", days={"2025-01-01": ["done"]}, notes={"2025-01-01": "@x"})
    archive = {**new_archive("daybook", NOW), "habits": [habit]}
    text = csv_table(archive).decode("utf-8-sig")  # type: ignore[arg-type]  # an archive
    assert list(csv.reader(io.StringIO(text)))[1] == ["2025-01-01", "'=1+1", "done", "", "", "'@x"]


def send(method: str, path: str, body: Any = None, user: str = "ada") -> Any:
    return call(app, http_event(method, f"/v1{path}", body, user=user, at=NOW))


@pytest.mark.parametrize("form", ["json", "loop", "csv"])
def test_from_request_to_file(full: Table, s3: Any, form: str) -> None:
    made = send("POST", "/exports", {"format": form})
    assert (made.status, made.body["status"], made.body["url"]) == (202, "working", None)
    path, key = f"/exports/{made.body['id']}", f"work/exports/ada/{made.body['id']}.json"
    assert s3.get_object(Bucket=BUCKET, Key=key)
    work_off(Objects(), full, key, NOW, write)
    shown = send("GET", path).body
    file = f"exports/ada/{shown['id']}/{shown['file_name']}"
    data = s3.get_object(Bucket=BUCKET, Key=file)["Body"].read()
    assert (shown["status"], shown["bytes"]) == ("ready", len(data))
    assert shown["url"].startswith(f"https://{BUCKET}.s3.eu-west-2.amazonaws.com/{file}?")
    assert "response-content-disposition=attachment" in shown["url"]
    assert "response-content-type=" in shown["url"]
    s3.delete_object(Bucket=BUCKET, Key=file)
    work_off(Objects(), full, key, NOW, write)  # the same event once more
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET, Prefix="exports/")
    assert send("GET", path, user="bob").status == 404
    assert [one["id"] for one in send("GET", "/exports").body["items"]] == [shown["id"]]


def test_what_fails_for_good_says_so(full: Table, s3: Any) -> None:
    export_id = send("POST", "/exports", {"format": "json"}).body["id"]
    for _ in range(3):
        assert send("GET", f"/exports/{export_id}").body["status"] == "working"
        with pytest.raises(Exception, match="NoSuchBucket"):
            work_off(Objects(bucket="gone"), full, f"work/exports/ada/{export_id}.json", NOW, write)
    shown = send("GET", f"/exports/{export_id}").body
    assert shown["status"] == "failed"
    assert shown["problem"]
