"""The table of alarms in docs/operations.md, taken from terraform/alarms.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.terraform.workspace import REPOSITORY, ROOT

PAGE = REPOSITORY / "docs" / "operations.md"
_BEGIN = "<!-- Alarms: written by `invoke terraform.docs`. -->"
_END = "<!-- End of the alarms. -->"
_PERIODS = {86400: "a day", 3600: "an hour"}
_MISSING = {
    "notBreaching": "well",
    "breaching": "an alarm",
    "ignore": "what was before",
    "missing": "not known",
}


def alarms() -> dict[str, dict[str, Any]]:
    """Name → alarm, as terraform/alarms.json declares them."""
    declared: dict[str, dict[str, Any]] = json.loads((ROOT / "alarms.json").read_text())
    return declared


def write(page: Path = PAGE) -> None:
    """Writes the page's table anew and leaves the rest as it is."""
    page.write_text(expected(page.read_text(), alarms()))


def expected(text: str, declared: Mapping[str, Mapping[str, Any]]) -> str:
    """`text` with the table as it should be. Raises ValueError when it has no place for one."""
    before, _, rest = text.partition(_BEGIN)
    _, found, after = rest.partition(_END)
    if not found:
        raise ValueError(f"docs/operations.md has no place for the alarms: {_BEGIN} and {_END}")
    return "\n".join([f"{before}{_BEGIN}", *_table(declared), f"{_END}{after}"])


def _table(declared: Mapping[str, Mapping[str, Any]]) -> list[str]:
    head = ["", "| alarm | rings when | no data means | lean |", "| --- | --- | --- | --- |"]
    return [*head, *(_row(name, alarm) for name, alarm in declared.items()), ""]


def _row(name: str, alarm: Mapping[str, Any]) -> str:
    lean = "yes" if alarm["lean"] else ""
    return f"| [`{name}`](#{name}) | {_when(alarm)} | {_MISSING[alarm['missing']]} | {lean} |"


def _when(alarm: Mapping[str, Any]) -> str:
    """In words: what is measured, the limit, and for how long."""
    measured = " and ".join(
        f"{metric['namespace'].removeprefix('AWS/')} {metric['name']} ({metric['statistic']})"
        for metric in alarm["metrics"].values()
    )
    through = f", as `{alarm['expression']}`," if "expression" in alarm else ""
    return f"{measured}{through} {alarm['comparison']} {alarm['threshold']:,} in {_time(alarm)}"


def _time(alarm: Mapping[str, Any]) -> str:
    period = _PERIODS.get(alarm["period_s"], f"{alarm['period_s'] // 60} min")
    periods, needed = alarm["periods"], alarm.get("datapoints", alarm["periods"])
    if periods == 1:
        return period
    return (
        f"{period}, {needed} times of {periods}"
        if needed != periods
        else f"{period}, {periods} times in a row"
    )
