"""What RDS says of a database, and what a drill does with one, whatever kind it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Protocol

from botocore.exceptions import ClientError

from tools.recovery.made import DrillError
from tools.recovery.tables import Window

_GONE = {"DBInstanceNotFound", "DBInstanceNotFoundFault", "DBClusterNotFoundFault"}
# While it is being made or changed AWS does not delete it.
_BUSY = {"InvalidDBInstanceState", "InvalidDBInstanceStateFault", "InvalidDBClusterStateFault"}
PASSWORD_BYTES = 24


class Login(NamedTuple):
    """Where a database is, and the master user's way in."""

    host: str
    port: int
    username: str
    password: str


class Restored(Protocol):
    """A database that is restored. A drill calls restore(), ready() until it is, open(), opened() until it
    is, and then login(); remove() at any time."""

    @property
    def name(self) -> str: ...
    @property
    def command(self) -> str: ...
    def restore(self, at: datetime) -> None: ...
    def ready(self) -> bool: ...
    def open(self) -> None: ...
    def opened(self) -> bool: ...
    def login(self) -> Login: ...
    def remove(self) -> bool: ...


class Live(Protocol):
    """The live database. `window` raises DrillError when it has no backups."""

    @property
    def source(self) -> str: ...
    def window(self) -> Window: ...
    def login(self, secret: dict[str, Any]) -> Login: ...
    def beside(self, name: str) -> Restored: ...


def instance(rds: Any, name: str) -> dict[str, Any]:
    facts: dict[str, Any] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
    return facts


def cluster(rds: Any, name: str) -> dict[str, Any]:
    facts: dict[str, Any] = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]
    return facts


def is_available(facts: dict[str, Any]) -> bool:
    """Raises DrillError for a state that no waiting cures."""
    status = str(facts.get("DBInstanceStatus") or facts.get("Status"))
    if status.startswith(("failed", "incompatible", "inaccessible", "restore-error")):
        raise DrillError(f"{facts.get('DBInstanceIdentifier') or facts['DBClusterIdentifier']} is {status}.")
    return status == "available"


def login_at(endpoint: dict[str, Any], username: str, password: str) -> Login:
    return Login(endpoint["Address"], int(endpoint["Port"]), username, password)


def removed(delete: Any, **asked: Any) -> bool:
    try:
        delete(**asked)
    except ClientError as refusal:
        code = refusal.response["Error"]["Code"]
        # Also "it cannot be deleted while …" is no answer to be content with.
        if code in _BUSY and "already being deleted" not in refusal.response["Error"].get("Message", ""):
            return False
        if code not in _GONE | _BUSY:
            raise
    return True
