"""What `activity` makes of a batch of profiles. How PostgreSQL orders them:
tests/integration/postgres/test_users.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from functions.activity.logic import bring_in
from functions.activity.repository import Users
from shared.errors import Unavailable
from shared.stream import changes
from tests.support.stream import record, stream_event


def profile(user_id: str, version: int = 1, **fields: Any) -> dict[str, Any]:
    common = {
        "timezone": "Europe/London",
        "created_at": "2026-05-01T12:00:00Z",
        "updated_at": "2026-05-01T12:00:00Z",
    }
    return {
        "id": user_id,
        "email": f"{user_id}@example.org",
        "name": user_id,
        "version": version,
        **common,
        **fields,
    }


def written(item: dict[str, Any]) -> dict[str, Any]:
    return record(f"USER#{item['id']}", "PROFILE", new=item)


class FakeDatabase:
    """Keeps rows by id; refuses a batch with a name that `refuses` names, as PostgreSQL refuses one with a
    NUL in it."""

    def __init__(self, refuses: Callable[[dict[str, Any]], bool] = lambda row: False) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.statements = 0
        self.refuses = refuses
        self.error: Exception = DatabaseError(
            {"C": "22P05", "M": "bad", "D": "Failing row contains (eve@example.org)"}
        )

    def run(self, sql: str, profiles: str) -> list[Any]:
        self.statements += 1
        rows = json.loads(profiles)
        if any(map(self.refuses, rows)):
            raise self.error
        self.rows.update({row["id"]: row for row in rows})
        return []


def run(database: FakeDatabase, *records: dict[str, Any]) -> int:
    return bring_in(changes(stream_event(*records)), Users(database))


def test_a_batch_is_written_in_one_statement() -> None:
    database = FakeDatabase()

    assert run(database, *(written(profile(f"user-{n}")) for n in range(100))) == 100
    assert len(database.rows) == 100
    assert database.statements == 1


def test_of_several_changes_of_a_user_the_newest_is_written() -> None:
    database = FakeDatabase()

    assert (
        run(database, *(written(profile("ada", version, name=f"Ada {version}")) for version in (1, 3, 2)))
        == 1
    )
    assert database.rows["ada"]["name"] == "Ada 3"


def test_a_profile_that_postgresql_cannot_hold_does_not_keep_the_others_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = FakeDatabase(refuses=lambda row: "\0" in row["name"])

    assert (
        run(database, written(profile("ada")), written(profile("eve", name="E\0ve")), written(profile("bob")))
        == 2
    )
    assert set(database.rows) == {"ada", "bob"}
    output = capsys.readouterr().out
    assert '"RecordsSetAside":1' in output
    assert "eve@example.org" not in output


@pytest.mark.parametrize(
    "failure",
    [
        Unavailable("asleep", 5),
        DatabaseError({"C": "42P01", "M": 'relation "users" does not exist'}),
        DatabaseError({"C": "42501", "M": "permission denied for table users"}),
    ],
)
def test_what_time_or_an_operator_cures_is_raised_so_that_the_batch_comes_again(failure: Exception) -> None:
    database = FakeDatabase(refuses=lambda row: True)
    database.error = failure

    with pytest.raises(type(failure)):
        run(database, written(profile("ada")))


def test_records_without_a_usable_profile_are_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    database = FakeDatabase()
    unreadable = record("USER#eve", "PROFILE", new=profile("eve"))
    del unreadable["dynamodb"]["Keys"]
    removed = record("USER#bob", "PROFILE", old=profile("bob"))
    no_version = record("USER#dan", "PROFILE", new={"id": "dan"})

    assert run(database, unreadable, removed, no_version, written(profile("ada"))) == 1
    assert set(database.rows) == {"ada"}
    assert capsys.readouterr().out.count("RecordsSetAside") == 2 * 2  # the name and the value, on two lines


def test_a_batch_of_nothing_does_not_wake_the_database() -> None:
    database = FakeDatabase()

    assert run(database, record("USER#bob", "PROFILE", old=profile("bob"))) == 0
    assert database.statements == 0
