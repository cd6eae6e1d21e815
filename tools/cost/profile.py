"""What people do (usage.json) and what that takes (measured.json), typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tools.cost.errors import CostError

USAGE = Path(__file__).with_name("usage.json")
MEASURED = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Work:
    """One thing that one person does so many times a month; all other figures are of one time.

    route: of the function's manifest, for a request. calls, read, write: to and of DynamoDB. changes: records
    of the stream for relay. ms: beside what each call of a function takes. share: calls of the function (less
    than 1 where one call does it for many). queue: requests to SQS. put, get: to S3. transitions: of Step
    Functions. database: visits that wake PostgreSQL. kb: to the viewer.
    """

    name: str
    function: str
    a_month: float
    why: str
    route: str | None = None
    calls: float = 0
    read: float = 0
    write: float = 0
    changes: float = 0
    ms: float = 0
    share: float = 1
    kb: float = 0
    mails: float = 0
    queue: float = 0
    put: float = 0
    get: float = 0
    transitions: float = 0
    database: float = 0
    events: float = 0


@dataclass(frozen=True)
class Profile:
    work: tuple[Work, ...]
    relay: Work
    schedules: Mapping[str, Work]
    figures: Mapping[str, float]
    habit_month_bytes: float


def load(usage: Path = USAGE, measured: Path = MEASURED) -> Profile:
    """Raises CostError for a figure that names no measurement."""
    told, known = json.loads(usage.read_text()), json.loads(measured.read_text())
    work = tuple(_work(entry, known["units"]) for entry in told["work"])
    relay = Work(**{"name": "a change is relayed", "a_month": 0, **told["relay"]})
    schedules = {name: Work(name, name, 0, **one) for name, one in told["schedules"].items()}
    figures = {name: figure["value"] for name, figure in told["figures"].items()}
    return Profile(work, relay, schedules, figures, known["habit_month_bytes"])


def _work(entry: dict[str, Any], units: Mapping[str, Mapping[str, float]]) -> Work:
    bench = entry.get("bench")
    if bench is not None and bench not in units:
        raise CostError(
            f"usage.json: {entry['name']!r} names the figure {bench!r}, which `invoke cost.measure` does not "
            f"write; there are: {', '.join(sorted(units))}."
        )
    measured = units[bench] if bench else {}
    known = {field.name for field in fields(Work)}
    unknown = set(entry) - known - {"bench"}
    if unknown:
        raise CostError(f"usage.json: {entry['name']!r} has unknown fields: {', '.join(sorted(unknown))}.")
    return Work(**{**measured, **{key: value for key, value in entry.items() if key != "bench"}})
