"""`invoke web.build|dev|test|size|types|deploy`."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.web import building, deploying
from tools.web.errors import WebError


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    """Errors for people as text; Ctrl-C as an end, not as an error."""

    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        from tools.terraform import TerraformError

        try:
            work(*arguments, **options)
        except (WebError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except (BotoCoreError, ClientError) as problem:
            message = f"\nAWS said no: {problem}\nCheck the account and credentials, then run it again."
            raise Exit(message, code=1) from problem
        except KeyboardInterrupt:
            raise Exit("", code=130) from None

    return told


@task
@_readable
def build(_context: Context) -> None:
    """Builds the web app into frontend/dist, if anything changed."""
    building.build()


@task(help={"mock": "Against an in-memory API instead of the running local cloud."})
@_readable
def dev(_context: Context, mock: bool = False) -> None:
    """Serves the web app with live reload; the API is the one of `make up`."""
    building.npm("run", "mock" if mock else "dev")


@task
@_readable
def test(_context: Context) -> None:
    """Types, lint, unit tests, and the size that was promised."""
    for script in ("typecheck", "lint", "test"):
        building.npm("run", script)
    building.build()
    building.npm("run", "size")


@task
@_readable
def size(_context: Context) -> None:
    """Prints what a first visit loads, and fails above the promise of 120 kB of JavaScript."""
    building.build()
    building.npm("run", "size")


@task
@_readable
def types(_context: Context) -> None:
    """Makes the API's TypeScript types anew from docs/openapi.json."""
    building.npm("run", "types")


@task(help={"env": "Environment: a file of terraform/envs (local, dev, staging, prod)."})
@_readable
def deploy(_context: Context, env: str) -> None:
    """Builds the web app and brings it to the environment (after `invoke apply --env …`)."""
    report = deploying.deploy(folder=building.build(), **_target(env))
    counts = (len(report.uploaded), len(report.unchanged), len(report.removed))
    print("{} files uploaded, {} unchanged, {} removed".format(*counts))
    if report.invalidated:
        print(f"Invalidated: {' '.join(report.invalidated)}")


def _target(env: str) -> dict[str, Any]:
    from tools import terraform
    from tools.terraform import local_cloud

    _, extra = local_cloud.settings() if env == "local" else ({}, {})
    outputs = terraform.output(env, extra)
    os.environ.update(extra)  # the local cloud's address and its credentials, for boto3
    return {
        "bucket": outputs["site_bucket"],
        "distribution_id": outputs["distribution_id"],
        "region": outputs["region"],
    }


ns = Collection(build, dev, test, size, types, deploy)
