"""What is kept of an environment's releases: the ledger, its releases, and the rollout under way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

Versions = dict[str, str]  # Lambda's function name → number of a version

# Releases that can be gone back to; versions that none of them names are removed.
KEPT = 10

# The stages of a rollout, in their order; `reverting` can follow any of them.
SHIFTING, WATCHING, PROMOTING, SETTLING, REVERTING = (
    "shifting",
    "watching",
    "promoting",
    "settling",
    "reverting",
)


@dataclass(frozen=True)
class Release:
    """Versions that were live together; `id` counts them. `revision`: the commit they came from, where one
    was known; `by`: how they came to be live."""

    id: str
    at: str
    versions: Versions
    revision: str | None = None
    by: str = "release"


@dataclass(frozen=True)
class Rollout:
    """A change of live versions that is under way, written down before each step.

    `before` and `after` hold the functions that change. Who works on it writes `beat` (seconds since 1970)
    again and again; `result` is what the ledger gets when it is done. `back`: it is a rollback, which nothing
    takes back. `ignored` are alarms that were on before it began.
    """

    stage: str
    before: Versions
    after: Versions
    canary: int
    minutes: float
    holder: str
    beat: float
    result: Release
    back: bool = False
    reason: str | None = None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """`releases` newest first; `refused`: versions that were rolled back, not released again unasked."""

    releases: tuple[Release, ...] = ()
    rollout: Rollout | None = None
    refused: Versions = field(default_factory=dict)

    @property
    def under_way(self) -> Rollout:
        """The rollout; only for where there is one."""
        if self.rollout is None:
            raise ValueError("no rollout is under way")
        return self.rollout

    def next_release(self, now: datetime, versions: Versions, revision: str | None, by: str) -> Release:
        """A release of `versions` with the next number; `by` says in a word or two how it came about."""
        number = 1 + max((int(release.id) for release in self.releases), default=0)
        return Release(str(number), now.isoformat(timespec="seconds"), versions, revision, by)

    def with_release(self, release: Release, keep: int = KEPT) -> Ledger:
        """The ledger once `release` is live; the rollout is over. `keep` releases are remembered."""
        return replace(self, releases=(release, *self.releases)[:keep], rollout=None)

    def versions(self) -> dict[str, set[str]]:
        """Function → versions that a release or the rollout names."""
        named = [release.versions for release in self.releases]
        named += [self.rollout.before, self.rollout.after] if self.rollout else []
        found: dict[str, set[str]] = {}
        for versions in named:
            for name, version in versions.items():
                found.setdefault(name, set()).add(version)
        return found

    def without_rollout(self, refused: Versions) -> Ledger:
        return replace(self, rollout=None, refused={**self.refused, **refused})


def to_json(ledger: Ledger) -> str:
    return json.dumps(asdict(ledger), indent=1, sort_keys=True)


def from_json(text: str) -> Ledger:
    """Raises KeyError, TypeError or ValueError when it is no ledger."""
    found: dict[str, Any] = json.loads(text)
    return Ledger(
        releases=tuple(Release(**release) for release in found["releases"]),
        rollout=_rollout(found["rollout"]) if found["rollout"] else None,
        refused=dict(found["refused"]),
    )


def _rollout(found: dict[str, Any]) -> Rollout:
    return Rollout(**{**found, "result": Release(**found["result"]), "ignored": tuple(found["ignored"])})
