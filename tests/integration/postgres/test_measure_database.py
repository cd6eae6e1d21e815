"""Two databases are told apart by what measure_database says of them, and never by anything secret."""

from __future__ import annotations

from typing import Any

import pytest

from functions.measure_database.handler import lambda_handler as measure_database
from functions.migrate_db.handler import lambda_handler as migrate_db
from shared.postgres import Misconfigured
from tests.integration.postgres.conftest import HOST
from tests.integration.postgres.test_migrate_db import MASTER_CREDENTIALS
from tests.support.postgres import Line, Server
from tools.recovery.rows import Table, compare

UNTIL = "2026-05-01T12:00:00+00:00"
USER = "insert into users values ('{id}', 'a@example.com', '{name}', 'UTC', '{at}', '{at}', 1)"
BEFORE, AFTER = "2026-05-01T11:00Z", "2026-05-01T13:00Z"


def event(line: Line, **changed: Any) -> dict[str, Any]:
    return {"host": HOST, "port": line.port, "until": UNTIL, **MASTER_CREDENTIALS, **changed}


@pytest.fixture
def run(server: Server, database_name: str, line: Line, context: Any) -> Any:
    """Runs a statement in the migrated database, and gives what is measured then."""
    migrate_db(MASTER_CREDENTIALS, context)

    def ran(*statements: str) -> dict[str, Table]:
        connection = server.connect(database_name)
        for statement in statements:
            connection.run(statement)
        connection.close()
        return {name: Table(**one) for name, one in measure_database(event(line), context)["tables"].items()}

    return ran


def user(name: str, at: str = BEFORE) -> str:
    return USER.format(id=name, name=name, at=at)


def test_every_table_is_measured_and_the_order_makes_no_difference(run: Any) -> None:
    one = run(user("ada"), user("eve"))
    other = run("delete from users", user("eve"), user("ada"))
    assert one == other and one["users"].rows == 2 and one["users"].checksum != "0"
    assert {"users", "orders", "order_lines", "points_ledger", "balances", "schema_migrations"} <= set(one)


def test_a_row_that_is_another_is_found(run: Any) -> None:
    live, restored = run(user("ada")), run("update users set name = 'Eve'")
    assert not compare(live, restored)["users"].explained


def test_what_was_written_since_is_told_apart(run: Any) -> None:
    restored, live = run(user("ada")), run(user("eve", AFTER))
    assert (live["users"].rows, live["users"].later, live["users"].settled_rows) == (2, 1, 1)
    assert compare(live, restored)["users"].said == "same but for 1 rows since"
    assert not compare(restored, live)["users"].explained


def test_the_bound_is_the_second_itself(run: Any) -> None:
    assert run(user("ada", UNTIL))["users"].later == 0


def test_who_may_not_enter_is_told_without_a_password(line: Line, context: Any) -> None:
    with pytest.raises(Misconfigured) as refused:
        measure_database(event(line, username="nobody", password="of the master"), context)
    assert "of the master" not in str(refused.value)


@pytest.mark.parametrize("wrong", [{"host": None}, {"port": "5432"}, {"until": 1}])
def test_an_event_of_another_form_is_refused_and_not_quoted(wrong: Any, line: Line, context: Any) -> None:
    with pytest.raises(ValueError, match="dr.drill") as refused:
        measure_database(event(line, password="of the master", **wrong), context)
    assert "of the master" not in str(refused.value)
