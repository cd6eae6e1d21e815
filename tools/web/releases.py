"""What was deployed before, kept beside the site: who has an old page open needs its parts for a while."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

RECORD_KEY = ".daybook/releases.json"
GRACE = timedelta(days=7)


@dataclass(frozen=True)
class Release:
    """One deployment: when it went up, and its files' hashes by key."""

    at: datetime
    files: dict[str, str]


def read_record(text: str) -> list[Release]:
    """The releases of a record, newest first. A damaged one counts as none: everything is then uploaded."""
    try:
        entries: list[dict[str, Any]] = json.loads(text)["releases"]
        return [Release(datetime.fromisoformat(entry["at"]), dict(entry["files"])) for entry in entries]
    except (ValueError, KeyError, TypeError):
        return []


def write_record(releases: Iterable[Release]) -> str:
    entries = [{"at": release.at.isoformat(), "files": release.files} for release in releases]
    return json.dumps({"releases": entries}, indent=1, sort_keys=True)


def with_release(known: list[Release], new: Release) -> list[Release]:
    """The releases worth keeping once `new` is up: itself, the one before, those replaced lately (GRACE).

    A release is replaced when the next one goes up. Deploying the same files again is no new release.
    """
    if known and known[0].files == new.files:
        known = known[1:]
    kept = [new]
    replaced_at = new.at
    for index, release in enumerate(known):
        if index == 0 or new.at - replaced_at < GRACE:
            kept.append(release)
        replaced_at = release.at
    return kept
