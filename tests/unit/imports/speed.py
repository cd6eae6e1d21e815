"""How long the largest import that is promised takes: `python -m tests.unit.imports.speed [habits] [years]`.
The table is moto's, in this process: what is measured is its work and ours."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta

import tests.conftest  # noqa: F401 - settings and credentials of the tests
from shared.transfer.archive import Archive, new_archive, new_habit, to_json
from tests.support.tables import moto_table
from tests.unit.imports.conftest import Imports
from tests.unit.imports.files import NOW

FIRST = date(2006, 3, 1)


def main(habits: int = 20, years: int = 20) -> None:
    """Prints the seconds of reading and of committing."""
    with moto_table() as table:
        imports = Imports(table)
        data = to_json(archive(habits, years * 365))
        begin = time.perf_counter()
        job = imports.upload(data)
        read = time.perf_counter()
        result = imports.commit(job)["result"]
        print(  # noqa: T201 - what it is for
            f"{len(data) / 1e6:.1f} MB, {result['days']} days: read {read - begin:.1f} s,"
            f" committed {time.perf_counter() - read:.1f} s"
        )


def archive(habits: int, days: int) -> Archive:
    """That many habits, done on each of the days."""
    marks = {(FIRST + timedelta(days=number)).isoformat(): ["done"] for number in range(days)}
    made = [new_habit(f"k{number}", f"Habit {number}", days=marks) for number in range(habits)]
    return {**new_archive("daybook", NOW), "habits": made}


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
