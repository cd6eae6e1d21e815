"""Who waits for whom, and for how long: whoever waits gives up last, or nobody learns what happened."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

from functions.activity import repository as activity
from functions.migrate import repository as migrate
from functions.migrate_db import handler as migrate_db
from functions.migrate_db.logic import bring_up_to_date

FUNCTIONS = Path(__file__).parents[3] / "functions"


def timeout(function: str) -> int:
    """The function's timeout in seconds, as declared."""
    return int(json.loads((FUNCTIONS / function / "function.json").read_text())["timeout_s"])


def test_migrate_hears_how_migrate_db_ended() -> None:
    assert timeout("migrate_db") < migrate.ANSWER_S < timeout("migrate")


def test_migrate_db_has_time_left_after_the_longest_wait_for_its_turn() -> None:
    lock_wait_s = inspect.signature(bring_up_to_date).parameters["lock_wait_s"].default

    assert migrate_db.WAKING_S + lock_wait_s + 10 < timeout("migrate_db")
    assert timeout("migrate_db") > migrate_db.STATEMENT_S


def test_activity_says_that_the_database_sleeps_before_it_is_cut_off() -> None:
    assert timeout("activity") > activity.WAKING_S + activity.STATEMENT_S
