"""Migrations expand, then contract: a file that takes something away says which commit stopped using it.

    -- contract: unused since 3f2c1ab

`invoke apply` runs migrations while the release before is still live. So a contracting one is refused until
what is live contains that commit.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.release.errors import ReleaseError
from tools.release.model import Ledger
from tools.terraform.workspace import REPOSITORY

FOLDER = REPOSITORY / "functions" / "migrate_db" / "migrations"

_MARK = re.compile(r"^-- contract: unused since (?P<commit>[0-9a-f]{7,40})\b", re.MULTILINE)
_ANY_MARK = re.compile(r"^--\s*contract\b", re.MULTILINE | re.IGNORECASE)
# What older code may still need. Text in quotes and comments says nothing.
_TAKES_AWAY = re.compile(
    r"\bdrop\b|\brename\b|\btruncate\b|\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b|\bset\s+not\s+null\b",
    re.IGNORECASE,
)
_SILENT = re.compile(r"\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Contract:
    """A migration that takes away what the code since `commit` does not use."""

    file: str
    commit: str


def read(folder: Path = FOLDER) -> list[Contract]:
    """The contracting migrations. Raises ReleaseError for one that does not say so, and for one that says so
    without taking anything away."""
    return [found for file in sorted(folder.glob("*.sql")) if (found := _contract(file)) is not None]


def check_live(
    contracts: Iterable[Contract], ledger: Ledger, contains: Callable[[str, str], bool | None]
) -> None:
    """Raises ReleaseError when what is live still uses what a migration takes away.

    `contains(revision, commit)`: whether the code at `revision` has `commit`; None when git cannot tell."""
    if not ledger.releases:
        return  # Nobody has ever used anything.
    live = ledger.releases[0].revision
    for contract in contracts:
        if live is None or not contains(live, contract.commit):
            raise ReleaseError(
                f"{contract.file} takes away what code before {contract.commit} uses, and what is live "
                f"({live or 'no known commit'}) does not contain that commit as far as this checkout tells. "
                "Release it first (invoke release), and contract in a deployment after that."
            )


def in_history(revision: str, commit: str) -> bool | None:
    """Whether `commit` is `revision` or before it. None: git, or one of the two, is not here."""
    done = subprocess.run(
        ["git", "-C", str(REPOSITORY), "merge-base", "--is-ancestor", commit, revision],
        capture_output=True,
        check=False,
    )
    return {0: True, 1: False}.get(done.returncode)


def _contract(file: Path) -> Contract | None:
    text = file.read_text(encoding="utf-8")
    mark, taken = _MARK.search(text), _TAKES_AWAY.search(_SILENT.sub(" ", text))
    if taken and not mark:
        raise ReleaseError(
            f"{file.name} takes something away ({taken[0]!r}) and does not say since when nothing uses "
            "it. Put `-- contract: unused since <commit>` above, with the commit that stopped using it, "
            "which has to be live before this is deployed; or expand only."
        )
    if _ANY_MARK.search(text) and not (mark and taken):
        raise ReleaseError(f"{file.name} is marked as a contract and is none, or the mark is not readable.")
    return Contract(file.name, mark["commit"]) if mark else None
