"""`invoke erasures.replay`."""

from __future__ import annotations

import json

from invoke import Collection, Context, Exit, task

from tools.terraform import local_cloud, runner
from tools.terraform.errors import TerraformError


@task(
    help={
        "env": "Environment: a file of terraform/envs (local, dev, staging, prod).",
        "old_table": "The table from which the list of the erased is read: the one before the restore.",
    }
)
def replay(_context: Context, env: str, old_table: str) -> None:
    """After a restore: erases again everybody who had been erased (docs/erasure.md)."""
    import boto3

    from tools.erasures.replay import replay as erase_again

    try:
        _, environment = local_cloud.settings() if env == "local" else ({}, {})
        known = runner.output(env, environment)
    except TerraformError as problem:
        raise Exit(f"\n{problem}", code=1) from problem
    session = boto3.Session(
        aws_access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
        region_name=known["region"],
    )
    dynamodb, states = (
        session.client(name, endpoint_url=environment.get("AWS_ENDPOINT_URL"))
        for name in ("dynamodb", "stepfunctions")
    )
    done = erase_again(dynamodb, states, known["erasure_machine_arn"], known["table_name"], old_table)
    print(f"{len(done.hashes)} people are on the list; {len(done.people)} of them are being erased again.")
    print("Where PostgreSQL was restored too, call erase_database with:")
    print(json.dumps({"step": "replay", "hashes": done.hashes}))


ns = Collection(replay)
