"""An environment's desk: its functions, bucket and alarms, with boto3's clients."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from typing import Any

from tools.release.aliases import Aliases
from tools.release.desk import Desk
from tools.release.model import KEPT
from tools.release.rollouts import Clock, utc_now
from tools.release.store import Store
from tools.release.watch import Watch
from tools.terraform import local_cloud, runner
from tools.terraform.bootstrap import setting
from tools.terraform.workspace import REPOSITORY

# CloudFront's alarms are there, wherever the environment is.
_EDGE_REGION = "us-east-1"
# Here every version's code is held in memory.
KEPT_LOCALLY = 2

Client = Callable[[str, str], Any]


def of_environment(env: str, tell: Callable[[str], None], agreed: Callable[[str], bool]) -> Desk:
    """Raises tools.terraform's TerraformError when the environment is not there."""
    _, environment = local_cloud.settings() if env == "local" else ({}, {})
    outputs = runner.output(env, environment)
    backend = runner.backend_file(env).read_text()
    keep = KEPT_LOCALLY if env == "local" else KEPT
    return desk(
        outputs["function_names"].values(),
        outputs["name_prefix"],
        outputs["region"],
        setting(backend, "bucket") or "",
        clients(environment),
        tell,
        agreed,
        keep,
    )


def desk(
    functions: Sequence[str],
    prefix: str,
    region: str,
    bucket: str,
    client: Client,
    tell: Callable[[str], None],
    agreed: Callable[[str], bool],
    keep: int,
) -> Desk:
    """`client` makes boto3's client of a service in a region; every name of the environment begins with
    `prefix`."""
    alarms = [client("cloudwatch", place) for place in dict.fromkeys((region, _EDGE_REGION))]
    return Desk(
        sorted(functions),
        Store(client("s3", region), bucket),
        Aliases(client("lambda", region)),
        Watch(alarms, alarms[0], prefix),
        Clock(utc_now, time.sleep),
        tell,
        agreed,
        keep,
    )


def clients(environment: dict[str, str]) -> Client:
    """`environment` as of local_cloud.settings: whose credentials, and where, when it is not AWS."""
    import boto3
    from botocore.config import Config

    session = boto3.Session(environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"))
    # Lambda's control plane throttles, and a name before localhost is no host.
    polite = Config(retries={"mode": "adaptive", "max_attempts": 8}, s3={"addressing_style": "path"})
    return lambda service, region: session.client(
        service, region_name=region, endpoint_url=environment.get("AWS_ENDPOINT_URL"), config=polite
    )


def revision() -> str | None:
    """The commit that this checkout is at; None when it is no checkout of git."""
    done = subprocess.run(
        ["git", "-C", str(REPOSITORY), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None
