"""Whether the account has an environment of this name already, made from another state.

Terraform cannot know: what is in no state of its own it does not see, until AWS refuses the second role,
table and bucket of a name, in the middle of an apply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.terraform import runner
from tools.terraform.bootstrap import setting
from tools.terraform.errors import TerraformError


def check(environment: str) -> None:
    """Before the first plan only: as soon as there is a state, it says whose it is (terraform/security.tf).
    Raises TerraformError."""
    if environment == "local":
        return  # Its state and its cloud come and go together.
    import boto3

    runner.check_known(environment)
    backend = runner.backend_file(environment)
    runner.check_bucket(backend)
    check_free(environment, runner.project(environment), backend.read_text(), boto3.client)


def check_free(environment: str, project: str, backend: str, make_client: Callable[..., Any]) -> None:
    """Raises TerraformError when there is no state yet, but a role that every environment has: names of roles
    are the account's, whatever the region. What AWS does not answer, Terraform will complain of.

    `backend` is the text of the backend file, `make_client` boto3.client or the like.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    bucket, key = setting(backend, "bucket") or "", setting(backend, "key") or ""
    role = f"{project}-{environment}-schedules"
    try:
        if _has_state(make_client("s3", region_name=setting(backend, "region")), bucket, key):
            return
        made = make_client("iam").get_role(RoleName=role)["Role"]
    except (BotoCoreError, ClientError):
        return
    account = made["Arn"].split(":")[4]
    raise TerraformError(
        f"Account {account} has an environment {project}-{environment} already (its role {role} is of "
        f"{made['CreateDate']:%Y-%m-%d}), and there is no state in s3://{bucket}/{key}.\n"
        f"If it is yours, name the bucket of its state in terraform/envs/{environment}.s3.tfbackend. If not, "
        'give this one another name: terraform/envs/<name>.tfvars with environment = "<name>", and its '
        "backend file."
    )


def _has_state(s3: Any, bucket: str, key: str) -> bool:
    """Raises ClientError for any answer but yes and no."""
    from botocore.exceptions import ClientError

    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as refusal:
        if refusal.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
            return False
        raise
    return True
