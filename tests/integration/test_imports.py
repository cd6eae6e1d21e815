"""A file of another tracker, from the browser's form over S3 to the statistics."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.stack import ROOT, Account
from tests.support.transfers import begin, loop_zip, send, take, until

SAMPLES = ROOT.parent / "shared" / "samples"


def test_a_loop_export_becomes_habits(new_account: Callable[..., Account]) -> None:
    account = new_account(name="Lena")
    preview, result = take(account, loop_zip())
    assert preview["totals"] == {
        "habits": 1, "days": 3, "notes": 1, "new_days": 3, "conflicts": 0, "vacations": 0,
        "tasks": 0, "new_tasks": 0,
    }  # fmt: skip
    assert result == {"habits_created": 1, "habits_merged": 0, "days": 3, "notes": 1, "tasks": 0}
    (habit,) = account.api.get("/habits").expect(200)["items"]
    assert (habit["name"], habit["question"]) == ("Read", "Did you read?")
    days = account.api.get(f"/habits/{habit['id']}/checkins?from=2025-01-01&to=2025-12-31").expect(200)
    assert [(day["date"], day["status"], day["note"]) for day in days["items"]] == [
        ("2025-01-31", "done", None),
        ("2025-02-01", "skip", None),
        ("2025-02-02", "done", "good"),
    ]
    stats = account.api.get(f"/habits/{habit['id']}/stats").expect(200)
    assert stats["best_streaks"][0]["length"] == 2
    again, _ = take(account, loop_zip())
    assert [row["action"] for row in again["habits"]] == ["unchanged"]


def test_a_file_that_is_none_changes_nothing(new_account: Callable[..., Account]) -> None:
    account = new_account(name="Mona")
    made = begin(account, b"nothing")
    send(made["upload"], b"nothing")
    shown = until(account, made["id"], "failed")
    assert shown["problem"]["detail"]
    assert account.api.get("/habits").expect(200)["items"] == []


@pytest.mark.parametrize("forgery", ["too large", "another key"])
def test_the_form_takes_nothing_else(grace: Account, ada: Account, forgery: str) -> None:
    made = begin(grace, b"12345")
    if forgery == "too large":
        refused = send(made["upload"], b"123456")
    else:
        refused = send(made["upload"], b"12345", key=f"uploads/{ada.id}/{made['id']}")
    assert refused.status_code in (400, 403)
    assert grace.api.get(f"/imports/{made['id']}").expect(200)["status"] == "waiting"
    grace.api.delete(f"/imports/{made['id']}").expect(204)


@pytest.mark.parametrize("path", ["loop/databases/022.db", "mhabit/loop_habits_csv_v2.3.1.zip"])
def test_real_exports(new_account: Callable[..., Account], path: str) -> None:
    file = SAMPLES / path
    if not file.exists():
        pytest.skip(f"{file.name} is not beside this checkout (shared/samples)")
    account = new_account(name="Nora")
    preview, result = take(account, file.read_bytes())
    assert preview["problem_count"] == 0
    assert result["days"] == preview["totals"]["days"] > 0
    assert len(account.api.get("/habits?limit=100").expect(200)["items"]) > 0
