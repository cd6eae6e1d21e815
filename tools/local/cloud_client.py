"""How tools reach the local cloud: its environment variables, and clients for its services."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from tools.local.emulator_environment import ACCESS_KEY, REGION, SECRET_KEY
from tools.local.paths import LocalPaths

# Whatever the developer uses for real accounts must neither be used nor be reached.
REAL_ACCOUNTS = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)


def aws_environment(paths: LocalPaths, port: int, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """`outer` with all that the AWS CLI, SDKs and Terraform need to use the emulator at `port`, only."""
    kept = {name: value for name, value in outer.items() if name not in REAL_ACCOUNTS}
    return kept | aws_settings(paths, port, outer)


def aws_settings(paths: LocalPaths, port: int, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables that `aws_environment` sets."""
    proxied = outer.get("NO_PROXY") or outer.get("no_proxy")
    no_proxy = ",".join(filter(None, ["127.0.0.1", "localhost", proxied]))
    return {
        "AWS_ENDPOINT_URL": endpoint_url(port),
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
        "DAYBOOK_LOCAL_DIR": str(paths.root),
    }


def endpoint_url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def client(service: str, port: int) -> Any:
    """A boto3 client of the emulator at `port`, with the rights of the account's owner."""
    import boto3

    return boto3.client(
        service,
        endpoint_url=endpoint_url(port),
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )
