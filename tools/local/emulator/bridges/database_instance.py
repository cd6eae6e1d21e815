"""Gap: an RDS instance has no engine without Docker, no managed password, `localhost` as its address, and
keeps its first port whatever it is asked for later. Who waits until one is gone, asking for it by its
resource's id, is told of another one that is there.

Here the embedded PostgreSQL is the engine: making an instance makes its master user and database there.
Managed passwords: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.database_door import CLUSTER_OWNER
from tools.local.emulator.postgres_wire import identifier, literal, run
from tools.local.emulator.seams import replace, require

RunSql = Callable[[str], list[str]]


def install(emulator: SimpleNamespace, socket_directory: Path, run_sql: RunSql | None = None) -> None:
    """`run_sql` runs a statement as the cluster's owner; by default over the socket in `socket_directory`."""
    require(
        emulator.rds,
        "_instances",
        "_ACTION_MAP",
        "_p",
        "_xml",
        "_generate_master_user_password",
        "get_region",
        "get_account_id",
    )
    require(emulator.secretsmanager, "create_secret_in_process", "delete_secret_in_process")
    run_sql = run_sql or (lambda statement: run(socket_directory, CLUSTER_OWNER, "postgres", statement))
    replace(emulator.rds, "_instance_xml", _with_secret)
    replace(emulator.rds, "_apply_instance_filters", _by_resource_id)
    replace(emulator.rds, "_create_db_instance_impl", lambda original: _created(original, emulator, run_sql))
    replace(emulator.rds, "_delete_db_instance_impl", lambda original: _deleted(original, emulator))
    actions = emulator.rds._ACTION_MAP
    actions["ModifyDBInstance"] = _modified(actions["ModifyDBInstance"], emulator.rds)


def host_suffix(account: str, region: str) -> str:
    """What follows the instance's name in its address; as on RDS the same in all of an account and region."""
    digest = hashlib.sha256(f"{account}:{region}".encode()).hexdigest()[:12]
    return f"c{digest}.{region}.rds.amazonaws.com"


def _by_resource_id(original: Any) -> Any:
    def apply(instances: list[dict[str, Any]], filters: dict[str, list[str]]) -> list[dict[str, Any]]:
        wanted = filters.get("dbi-resource-id")
        found: list[dict[str, Any]] = original(instances, filters)
        return [one for one in found if wanted is None or one["DbiResourceId"] in wanted]

    return apply


def _created(original: Any, emulator: SimpleNamespace, run_sql: RunSql) -> Any:
    rds = emulator.rds

    def create(parameters: Any) -> Any:
        response = original(parameters)
        if response[0] != 200:
            return response
        instance = rds._instances[rds._p(parameters, "DBInstanceIdentifier")]
        suffix = host_suffix(rds.get_account_id(), rds.get_region())
        instance["Endpoint"]["Address"] = f"{instance['DBInstanceIdentifier']}.{suffix}"
        instance["Endpoint"]["Port"] = int(rds._p(parameters, "Port") or instance["Endpoint"]["Port"])
        if rds._p(parameters, "ManageMasterUserPassword") == "true":
            _manage_password(emulator, parameters, instance)
        prepare_database(
            run_sql, instance["MasterUsername"], instance["_MasterUserPassword"], instance["DBName"]
        )
        content = f"<DBInstance>{rds._instance_xml(instance)}</DBInstance>"
        result = f"<CreateDBInstanceResult>{content}</CreateDBInstanceResult>"
        return rds._xml(200, "CreateDBInstanceResponse", result)

    return create


def _modified(original: Any, rds: Any) -> Any:
    def modify(parameters: Any) -> Any:
        instance = rds._instances.get(rds._p(parameters, "DBInstanceIdentifier"))
        port = rds._p(parameters, "DBPortNumber")
        if instance and port:
            instance["Endpoint"]["Port"] = int(port)
        return original(parameters)

    return modify


def _manage_password(emulator: SimpleNamespace, parameters: Any, instance: dict[str, Any]) -> None:
    rds = emulator.rds
    instance["_MasterUserPassword"] = rds._generate_master_user_password()
    secret = {"username": instance["MasterUsername"], "password": instance["_MasterUserPassword"]}
    instance["MasterUserSecret"] = {
        "SecretArn": emulator.secretsmanager.create_secret_in_process(
            f"rds!db-{uuid.uuid4()}",
            json.dumps(secret),
            description=f"Secret managed by RDS for DB instance {instance['DBInstanceIdentifier']}",
        ),
        "SecretStatus": "active",
        "KmsKeyId": rds._p(parameters, "MasterUserSecretKmsKeyId")
        or f"arn:aws:kms:{rds.get_region()}:{rds.get_account_id()}:key/aws-secretsmanager-default",
    }


def prepare_database(run_sql: RunSql, master: str, password: str, database: str) -> None:
    """Makes what RDS has in a new instance: the role `rds_iam`, the master user, and the database it owns.

    It can be repeated: an instance made anew over existing data gets its new password and keeps the data.
    """
    roles = run_sql("SELECT rolname FROM pg_roles")
    for role in ("rds_iam", "rds_superuser"):
        if role not in roles:
            run_sql(f"CREATE ROLE {role} NOLOGIN")
    if master not in roles:
        run_sql(f"CREATE ROLE {identifier(master)}")
    run_sql(f"ALTER ROLE {identifier(master)} LOGIN CREATEDB CREATEROLE PASSWORD {literal(password)}")
    # The master may hand rds_iam on. It is asked for a password all the same: postgres.py looks for
    # members of rds_superuser first.
    run_sql(f"GRANT rds_iam TO {identifier(master)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
    run_sql("GRANT pg_monitor, pg_signal_backend TO rds_superuser")
    run_sql(f"GRANT rds_superuser TO {identifier(master)}")
    if database not in run_sql("SELECT datname FROM pg_database"):
        run_sql(f"CREATE DATABASE {identifier(database)} OWNER {identifier(master)}")


def _deleted(original: Any, emulator: SimpleNamespace) -> Any:
    def delete(parameters: Any) -> Any:
        instance = emulator.rds._instances.get(emulator.rds._p(parameters, "DBInstanceIdentifier")) or {}
        response = original(parameters)
        if response[0] == 200 and instance.get("MasterUserSecret"):
            emulator.secretsmanager.delete_secret_in_process(instance["MasterUserSecret"]["SecretArn"])
        return response

    return delete


def _with_secret(original: Any) -> Any:
    def instance_xml(instance: dict[str, Any]) -> str:
        secret = instance.get("MasterUserSecret")
        if not secret:
            return original(instance)
        fields = "".join(
            f"<{name}>{secret[name]}</{name}>" for name in ("SecretArn", "SecretStatus", "KmsKeyId")
        )
        return f"{original(instance)}<MasterUserSecret>{fields}</MasterUserSecret>"

    return instance_xml
