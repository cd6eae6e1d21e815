"""Erasing people from PostgreSQL, and that nothing brings them back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from functions.activity.logic import bring_in
from functions.activity.repository import Users
from functions.erase_database import handler
from functions.erase_database.repository import People
from functions.migrate_db.handler import lambda_handler as migrate_db
from shared import postgres
from shared.database import Database
from shared.identity.footprint import hashed
from shared.ids import new_ulid
from shared.rewards.ledger import PostgresLedger
from shared.rewards.points import Total
from shared.stream import changes
from tests.integration.postgres.test_migrate_db import MASTER_CREDENTIALS
from tests.integration.postgres.test_users import profile
from tests.support.postgres import Line
from tests.support.rewards import an_order
from tests.support.stream import record, stream_event

ADA, EVE = "0f8fad5b-d9cd-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.fixture
def database(line: Line, context: Any) -> Iterator[Database]:
    migrate_db(MASTER_CREDENTIALS, context)
    database = Database(partial(postgres.connect_with_token, connect_timeout_s=5, timeout_s=5))
    yield database
    database.close()


@pytest.fixture
def people(database: Database) -> People:
    deliver(database, ADA, EVE)
    return People(database)


def deliver(database: Database, *user_ids: str, version: int = 1) -> None:
    records = [record(f"USER#{one}", "PROFILE", new=profile(version, one)) for one in user_ids]
    bring_in(changes(stream_event(*records)), Users(database))


def there(database: Database) -> list[str]:
    return [row["id"] for row in database.run("select id from users order by id")]


def test_the_one_is_gone_and_the_other_stays(people: People, database: Database) -> None:
    assert (people.count(ADA), people.erase(ADA, hashed(ADA)), people.count(ADA)) == (1, 1, 0)
    assert there(database) == [EVE]
    assert people.erase(ADA, hashed(ADA)) == 0


def test_a_late_change_brings_nobody_back(people: People, database: Database) -> None:
    people.erase(ADA, hashed(ADA))
    deliver(database, ADA, EVE, version=2)

    assert there(database) == [EVE]
    assert database.run("select name from users")[0]["name"] == f"{EVE} 2"


def test_who_was_erased_before_they_ever_arrived_does_not_arrive(database: Database) -> None:
    assert People(database).erase(ADA, hashed(ADA)) == 0
    deliver(database, ADA)
    assert there(database) == []


def test_a_restored_backup_loses_those_of_either_list(people: People, database: Database) -> None:
    """The list of the table knows one, the restored database's own the other."""
    database.run("insert into erased_users (id_hash) values (:hash)", hash=hashed(EVE))
    assert people.erase_again([hashed(ADA)]) == 2
    assert there(database) == []
    deliver(database, ADA, version=3)
    assert there(database) == []


def test_the_list_keeps_hashes_only(people: People, database: Database) -> None:
    people.erase(ADA, hashed(ADA))
    (row,) = database.run("select * from erased_users")
    assert ADA not in str(row)


@pytest.fixture
def customers(people: People, database: Database) -> PostgresLedger:
    """Both have earned something, and ordered a reward of their own and a freeze."""
    ledger = PostgresLedger(database)
    for person in (ADA, EVE):
        ledger.take(person, Total(200, 1))
        ledger.place(person, an_order(new_ulid(), "own", name="Tea", price=5))
        ledger.place(person, an_order(price=100))
    return ledger


ROWS = 10  # the person, the balance, three movements, two orders of a line each, a reward of their own


def test_what_was_earned_and_ordered_goes_too(people: People, customers: PostgresLedger) -> None:
    assert (people.count(ADA), people.erase(ADA, hashed(ADA)), people.count(ADA)) == (ROWS, ROWS, 0)
    assert people.count(EVE) == ROWS
    assert customers.balance(EVE).points == 95


def test_no_late_order_or_total_brings_anything_back(people: People, customers: PostgresLedger) -> None:
    people.erase(ADA, hashed(ADA))
    customers.take(ADA, Total(300, 2))
    customers.place(ADA, an_order(new_ulid(), "own", price=5))
    assert people.count(ADA) == 0


def test_after_a_restore_it_goes_again(people: People, customers: PostgresLedger) -> None:
    assert people.erase_again([hashed(ADA)]) == ROWS
    assert (people.count(ADA), people.count(EVE)) == (0, ROWS)


def test_the_handler_runs_each_step(people: People, database: Database, context: Any) -> None:
    handler.people.cache_clear()
    try:
        for step, rows in (("count", 1), ("erase", 1), ("erase", 0), ("count", 0)):
            assert handler.lambda_handler({"step": step, "user_id": ADA}, context) == {"rows": rows}
        assert handler.lambda_handler({"step": "replay", "hashes": [hashed(EVE)]}, context) == {"rows": 1}
    finally:
        handler.people()._database.close()
        handler.people.cache_clear()
    assert there(database) == []
