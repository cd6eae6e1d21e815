"""`invoke edge.key`; what it is for stands in docs/operations.md."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.terraform import local_cloud, origin_key, runner
from tools.terraform.errors import TerraformError
from tools.terraform.workspace import REPOSITORY

_HELP = {
    "env": "Environment: a file of terraform/envs (local, dev, staging, prod).",
    "renew": "Make a new key, which an apply has to tell the API of before it is copied.",
}


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            work(*arguments, **options)
        except TerraformError as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except (BotoCoreError, ClientError) as refusal:
            raise Exit(f"\nAWS did not do it: {refusal}", code=1) from refusal

    return told


@task(help=_HELP)
@_readable
def key(_context: Context, env: str, renew: bool = False) -> None:
    """Copies the key by which the API knows CloudFront to CloudFront (with a firewall only)."""
    import boto3

    runner.check_known(env)
    _, environment = local_cloud.settings() if env == "local" else ({}, {})
    session, address = boto3.Session(**_session(environment)), environment.get("AWS_ENDPOINT_URL")
    ssm = session.client("ssm", region_name=runner.region(env), endpoint_url=address)
    # Its requests are signed for all regions at once, for which botocore wants the package awscrt.
    store = session.client("cloudfront-keyvaluestore", region_name="us-east-1", endpoint_url=address)
    functions = session.client("lambda", region_name=runner.region(env), endpoint_url=address)
    deployed = runner.output(env, environment)["origin_key"]
    if renew:
        file = origin_key.hash_file(runner.backend_file(env).parent, env)
        origin_key.renewed(ssm, store, deployed, file)
        told = f"invoke apply --env {env}, invoke release --env {env}, then invoke edge.key --env {env}"
        print(f"Commit {file.relative_to(REPOSITORY)}, then: {told}.")
        return
    if origin_key.placed(ssm, store, functions, deployed):
        print("CloudFront sends the key along from now on.")
        return
    print("CloudFront sends an earlier key along: what is live does not know the newest.")
    print(f"Run: invoke apply --env {env}, invoke release --env {env}, then this again.")


def _session(environment: dict[str, str]) -> dict[str, str]:
    """The local cloud's credentials; one's own are found by themselves."""
    names = {"aws_access_key_id": "AWS_ACCESS_KEY_ID", "aws_secret_access_key": "AWS_SECRET_ACCESS_KEY"}
    return {name: environment[variable] for name, variable in names.items() if variable in environment}


ns = Collection("edge", key)
