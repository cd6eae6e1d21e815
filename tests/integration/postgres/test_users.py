"""`activity` against PostgreSQL: every profile arrives once, in its newest version, however it is
delivered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from functions.activity.logic import bring_in
from functions.activity.repository import Users
from functions.migrate_db.handler import lambda_handler as migrate_db
from shared import postgres
from shared.database import Database
from shared.errors import Unavailable
from shared.stream import changes
from tests.integration.postgres.test_migrate_db import MASTER_CREDENTIALS
from tests.support.postgres import Line, Server
from tests.support.stream import record, stream_event


@pytest.fixture
def database(line: Line, context: Any) -> Iterator[Database]:
    migrate_db(MASTER_CREDENTIALS, context)
    database = Database(partial(postgres.connect_with_token, connect_timeout_s=5, timeout_s=5))
    yield database
    database.close()


def profile(version: int, user_id: str = "ada", **fields: Any) -> dict[str, Any]:
    times = {"created_at": "2026-05-01T12:00:00Z", "updated_at": f"2026-05-0{version}T12:00:00.123Z"}
    common = {
        "id": user_id,
        "email": f"{user_id}@example.org",
        "name": f"{user_id} {version}",
        "timezone": "Asia/Tokyo",
    }
    return {**common, **times, "version": version, **fields}


def deliver(database: Database, *profiles: dict[str, Any]) -> int:
    records = [record(f"USER#{each['id']}", "PROFILE", new=each) for each in profiles]
    return bring_in(changes(stream_event(*records)), Users(database))


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.run("select name from users order by id")]


def test_late_and_repeated_deliveries_never_undo_a_newer_one(database: Database) -> None:
    for version in (2, 1, 3, 3, 2):
        deliver(database, profile(version))

    row = database.run("select *, updated_at at time zone 'UTC' as updated from users")[0]
    assert (row["name"], row["email"], row["version"]) == ("ada 3", "ada@example.org", 3)
    assert row["updated"].isoformat(timespec="milliseconds") == "2026-05-03T12:00:00.123"


def test_a_changed_address_and_any_script_arrive(database: Database) -> None:
    deliver(database, profile(1))
    deliver(
        database,
        profile(2, email="ada@new.example", name="\N{HEBREW LETTER ALEF}\N{ROCKET} 'quoted\" \\ text"),
    )

    assert database.run("select email, name from users") == [
        {"email": "ada@new.example", "name": "\N{HEBREW LETTER ALEF}\N{ROCKET} 'quoted\" \\ text"}
    ]


@pytest.mark.parametrize(
    "broken",
    [{"name": "A\0B"}, {"name": "\ud800"}, {"email": None}, {"created_at": "yesterday evening"}],
)
def test_one_profile_that_cannot_be_held_keeps_no_other_out(
    database: Database, broken: dict[str, Any]
) -> None:
    assert deliver(database, profile(1), profile(1, "eve", **broken), profile(1, "zoe")) == 2
    assert names(database) == ["ada 1", "zoe 1"]


def test_the_row_follows_when_the_server_is_back(database: Database, server: Server) -> None:
    deliver(database, profile(1))
    server.stop()
    try:
        with pytest.raises(Unavailable):
            deliver(database, profile(2), profile(1, "bob"))
    finally:
        server.start()
    deliver(database, profile(2), profile(1, "bob"))

    assert names(database) == ["ada 2", "bob 1"]


def test_a_server_that_restarts_between_deliveries_is_not_noticed(database: Database, server: Server) -> None:
    deliver(database, profile(1))
    server.stop()
    server.start()
    deliver(database, profile(2))

    assert names(database) == ["ada 2"]
