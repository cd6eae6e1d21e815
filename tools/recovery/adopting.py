"""Terraform takes a restored store for the environment's own, and lets go of the one before, which stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from tools.recovery.made import DrillError
from tools.terraform.errors import TerraformError

TABLE = "module.table.aws_dynamodb_table.this[0]"
INSTANCE = "module.database.aws_db_instance.this[0]"
CLUSTER = "module.database.aws_rds_cluster.this[0]"

# terraform <command> <arguments…> on the environment's state; raises TerraformError.
Terraform = Callable[..., None]


def adopt_table(dynamodb: Any, terraform: Terraform, live: str, restored: str, tfvars: str) -> str:
    """The table `restored` in the place of `live`; what to do next. `tfvars`: the text of the environment's.
    Raises DrillError for a table that is not there, or that the tfvars do not name."""
    try:
        status = dynamodb.describe_table(TableName=restored)["Table"]["TableStatus"]
    except ClientError as refusal:
        raise DrillError(f"There is no table {restored}: {refusal}") from refusal
    if status != "ACTIVE":
        raise DrillError(f"{restored} is {status}: wait until it is ACTIVE.")
    if f'"{restored}"' not in tfvars:
        raise DrillError(f'Write recovery = {{ adopted_table = "{restored}" }} into the tfvars first.')
    _exchange(terraform, TABLE, live, restored)
    return f"{restored} is the environment's table. {live} is nobody's, and stays. Next: plan, read, apply."


def adopt_database(terraform: Terraform, arn: str) -> str:
    """Whatever has the live database's name by now: a restored one is renamed to it before."""
    kind, name = arn.split(":")[5:7]
    _exchange(terraform, CLUSTER if kind == "cluster" else INSTANCE, name, name)
    return f"What is called {name} is the environment's database. Next: plan, read, apply."


def _exchange(terraform: Terraform, address: str, before: str, after: str) -> None:
    terraform("state", "rm", address)
    try:
        terraform("import", address, after)
    except TerraformError as problem:
        raise DrillError(
            f"{problem}\nTerraform knows neither of the two. To have the one before again, import {before} "
            f"as {address}."
        ) from problem
