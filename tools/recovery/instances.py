"""An RDS instance, restored to a point in time beside the live one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tools.recovery.made import DrillError
from tools.recovery.rds import PASSWORD_BYTES, Login, instance, is_available, login_at, removed
from tools.recovery.tables import Window


@dataclass
class LiveInstance:
    rds: Any
    source: str

    def window(self) -> Window:
        facts = self._facts()
        # By its id: an instance that had the name before leaves backups of that name too.
        backups = self.rds.describe_db_instance_automated_backups(DbiResourceId=facts["DbiResourceId"])
        spans = [one.get("RestoreWindow", {}) for one in backups["DBInstanceAutomatedBackups"]]
        latest = facts.get("LatestRestorableTime")
        if not latest or not spans or "EarliestTime" not in spans[0]:
            raise DrillError(f"{self.source} has no automatic backups yet: wait until the first is done.")
        return Window(spans[0]["EarliestTime"], latest)

    def login(self, secret: dict[str, Any]) -> Login:
        return login_at(self._facts()["Endpoint"], secret["username"], secret["password"])

    def beside(self, name: str) -> RestoredInstance:
        return RestoredInstance(self.rds, self._facts(), name)

    def _facts(self) -> dict[str, Any]:
        return instance(self.rds, self.source)


@dataclass
class RestoredInstance:
    """As the live one, but in one zone and without protection, and with a password of its own."""

    rds: Any
    live: dict[str, Any]
    name: str
    password: str = ""

    @property
    def command(self) -> str:
        return (
            f"aws rds delete-db-instance --db-instance-identifier {self.name} "
            "--skip-final-snapshot --delete-automated-backups"
        )

    def restore(self, at: datetime) -> None:
        self.rds.restore_db_instance_to_point_in_time(
            SourceDBInstanceIdentifier=self.live["DBInstanceIdentifier"],
            TargetDBInstanceIdentifier=self.name,
            RestoreTime=at,
            DBInstanceClass=self.live["DBInstanceClass"],
            # So that the functions' security group reaches it, as it does the live one.
            DBSubnetGroupName=self.live["DBSubnetGroup"]["DBSubnetGroupName"],
            VpcSecurityGroupIds=[group["VpcSecurityGroupId"] for group in self.live["VpcSecurityGroups"]],
            DBParameterGroupName=self.live["DBParameterGroups"][0]["DBParameterGroupName"],
            MultiAZ=False,
            PubliclyAccessible=False,
            DeletionProtection=False,
        )

    def ready(self) -> bool:
        return is_available(instance(self.rds, self.name))

    def open(self) -> None:
        """Gives the master user a password that nobody keeps: the live one's may have changed since."""
        self.password = secrets.token_urlsafe(PASSWORD_BYTES)
        self.rds.modify_db_instance(
            DBInstanceIdentifier=self.name, MasterUserPassword=self.password, ApplyImmediately=True
        )

    def opened(self) -> bool:
        facts = instance(self.rds, self.name)
        return is_available(facts) and "MasterUserPassword" not in facts.get("PendingModifiedValues", {})

    def login(self) -> Login:
        facts = instance(self.rds, self.name)
        return login_at(facts["Endpoint"], facts["MasterUsername"], self.password)

    def remove(self) -> bool:
        return removed(
            self.rds.delete_db_instance,
            DBInstanceIdentifier=self.name,
            SkipFinalSnapshot=True,
            DeleteAutomatedBackups=True,
        )
