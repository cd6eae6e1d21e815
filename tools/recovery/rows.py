"""What is in a PostgreSQL: counted by the function measure_database, since only functions reach it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tools.recovery.made import DrillError
from tools.recovery.rds import Login

# Who is erased leaves no row, and one here (functions/migrate_db/migrations).
_ERASED = "erased_users"


class Table(NamedTuple):
    """rows and checksum of all; the same of those that had not changed after that time, as far as a column
    tells (`dated`), and how many had."""

    rows: int
    checksum: str
    dated: bool
    settled_rows: int
    settled_checksum: str
    later: int


def measure(client: Any, function: str, login: Login, until: datetime) -> dict[str, Table]:
    """By name. Raises DrillError when the function fails; nothing secret is in its message."""
    payload = json.dumps({**login._asdict(), "until": until.isoformat()}).encode()
    answer = client.invoke(FunctionName=function, Qualifier="live", Payload=payload)
    said = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer:
        why = str((said or {}).get("errorMessage", "without saying why")).replace(login.password, "…")
        raise DrillError(f"{function} failed on {login.host}: {why}")
    return {name: Table(**table) for name, table in said["tables"].items()}


class Verdict(NamedTuple):
    """explained: nothing is wrong with the restored table, as far as can be told."""

    said: str
    explained: bool


def compare(live: Mapping[str, Table], restored: Mapping[str, Table]) -> dict[str, Verdict]:
    """A verdict for each table of either."""
    busy = any(table.later for table in live.values())
    erased = live[_ERASED].later if _ERASED in live else 0
    return {
        name: _verdict(live.get(name), restored.get(name), busy, erased)
        for name in sorted({*live, *restored})
    }


def _verdict(here: Table | None, there: Table | None, busy: bool, erased: int) -> Verdict:
    if here is None or there is None:
        return Verdict(
            "there is none in the " + ("live" if here is None else "restored") + " database", False
        )
    if (here.rows, here.checksum) == (there.rows, there.checksum):
        return Verdict("same", True)
    if there.later:
        return Verdict(f"{there.later} rows are from AFTER that time", False)
    if not here.dated:
        said = (
            "differs, as others that were written since do"
            if busy
            else "DIFFERS, and nothing was written since"
        )
        return Verdict(said, busy)
    if (here.settled_rows, here.settled_checksum) == (there.rows, there.checksum):
        return Verdict(f"same but for {here.later} rows since", True)
    # What was changed since has left the settled rows of the live table, and so it is not to be told apart.
    missing = there.rows - here.settled_rows
    if 0 < missing <= here.later:
        return Verdict(
            f"same but for {here.later} rows changed or added since, {missing} of them in both", True
        )
    if missing > 0 and erased:
        return Verdict(f"{missing} rows more; {erased} people were erased since", True)
    return Verdict(f"{missing} rows DIFFER, and {here.later} were changed since", False)
