"""Which migration files are accepted. What they do to a database:
tests/integration/postgres/test_migrate_db.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.migrate_db import files
from functions.migrate_db.files import Refused
from functions.migrate_db.handler import lambda_handler


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text("select 1")
    return folder


def test_files_come_in_order_and_others_are_passed_over(tmp_path: Path) -> None:
    found = files.read(make(tmp_path, "0002_b.sql", "0001_a.sql", "README.md"))

    assert [migration.label for migration in found] == ["0001_a", "0002_b"]


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        (["0001_a.sql", "0003_c.sql"], r"0003_c\.sql is out of turn: number 0002"),
        (["0001_a.sql", "0001_b.sql"], r"0001_b\.sql is out of turn"),
        (["1_a.sql"], r"1_a\.sql is not named"),
        (["0001-a.sql"], r"0001-a\.sql is not named"),
    ],
)
def test_names_that_leave_the_order_open_are_refused(
    tmp_path: Path, names: list[str], complaint: str
) -> None:
    with pytest.raises(Refused, match=complaint):
        files.read(make(tmp_path, *names))


def test_the_projects_own_files_are_in_order() -> None:
    assert files.read()[0].label == "0001_users"


@pytest.mark.parametrize(
    "event",
    [
        None,
        {},
        [],
        {"username": "daybook"},
        {"username": "daybook", "password": ""},
        {"username": "daybook", "password": 5},
        {"username": "daybook", "password": "hunter22222", "sql": "drop table users"},
    ],
)
def test_an_event_of_another_shape_is_refused_without_quoting_it(event: object) -> None:
    with pytest.raises(ValueError, match="migrate_db takes") as refused:
        lambda_handler(event, None)
    assert "hunter22222" not in str(refused.value)
    assert "drop" not in str(refused.value)
