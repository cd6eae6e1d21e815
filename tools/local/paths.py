"""Where a local cloud keeps what: all below one directory, `.local` in the checkout unless told otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class LocalPaths:
    root: Path

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> LocalPaths:
        """Of the local cloud that DAYBOOK_LOCAL_DIR selects (relative to the checkout)."""
        return cls((REPOSITORY / (environment.get("DAYBOOK_LOCAL_DIR") or ".local")).resolve())

    @property
    def endpoints(self) -> Path:
        """What clients need to know; there only while the cloud is up."""
        return self.root / "endpoints.json"

    @property
    def ports(self) -> Path:
        return self.root / "ports.json"

    @property
    def run(self) -> Path:
        """What runs, written by the supervisor."""
        return self.root / "run.json"

    @property
    def choices(self) -> Path:
        """What `local.up` was told, kept by tools.local.choices."""
        return self.root / "choices.json"

    @property
    def lock(self) -> Path:
        return self.root / "up.lock"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def function_log(self) -> Path:
        return self.logs / "functions.jsonl"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def aws(self) -> Path:
        return self.root / "aws"

    @property
    def tls(self) -> Path:
        return self.root / "tls"

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def terraform(self) -> Path:
        return self.root / "terraform"

    def make(self) -> None:
        """Makes the directories. Keys and passwords are below them, so only the owner looks into any;
        the root lets others pass, since PostgreSQL runs as `nobody` below it when the owner is root."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o711)
        for folder in (self.logs, self.mail, self.aws, self.tls, self.dist, self.terraform):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)


def emulator_python() -> Path:
    """The interpreter of the emulator's virtual environment, shared by all local clouds of the checkout."""
    return REPOSITORY / ".local" / "venv" / "bin" / "python"
