"""`invoke plan|apply|destroy|output|bootstrap --env …` and `invoke terraform.…`."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.permissions.tasks import permissions
from tools.terraform import alarm_docs, local_cloud, module_docs, occupied, runner, testing
from tools.terraform import checkov as security
from tools.terraform import github as github_roles
from tools.terraform.bootstrap import bootstrap as make_state_bucket
from tools.terraform.errors import TerraformError
from tools.terraform.workspace import REPOSITORY

_ENV = {"env": "Environment: a file of terraform/envs (local, dev, staging, prod)."}
_YES = {"yes": "Do not ask."}


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    """Errors for people as text; Ctrl-C as an end, not as an error."""

    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        try:
            work(*arguments, **options)
        except TerraformError as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except KeyboardInterrupt:
            raise Exit("", code=130) from None

    return told


def _run(env: str, command: str, *arguments: str, copy: Path | None = None) -> None:
    variables, environment = local_cloud.settings() if env == "local" else ({}, {})
    runner.run(env, command, *arguments, variables=variables, extra_environment=environment, copy=copy)


@task(help=_ENV | {"text": "File that gets the plan too."})
@_readable
def plan(_context: Context, env: str, text: str | None = None) -> None:
    """Shows what an apply would change (after `invoke build`)."""
    occupied.check(env)
    _run(env, "plan", "-input=false", copy=Path(text) if text else None)


@task(help=_ENV | _YES)
@_readable
def apply(_context: Context, env: str, yes: bool = False) -> None:
    """Brings the environment to what the repository says (after build); `invoke release` makes code live."""
    from tools.release import migrations

    occupied.check(env)
    migrations.check(env)
    _run(env, "apply", *(["-auto-approve", "-input=false"] if yes else []))


@task(help=_ENV | _YES)
@_readable
def destroy(_context: Context, env: str, yes: bool = False) -> None:
    """Removes the environment; what is protected against deletion stays."""
    _run(env, "destroy", *(["-auto-approve", "-input=false"] if yes else []))


@task(help=_ENV)
@_readable
def output(_context: Context, env: str) -> None:
    """The environment's addresses and names, as JSON."""
    _, environment = local_cloud.settings() if env == "local" else ({}, {})
    print(json.dumps(runner.output(env, environment), indent=2, sort_keys=True))


@task(help=_ENV | {"github": "owner/repository whose Actions may plan and apply the environment."})
@_readable
def bootstrap(_context: Context, env: str, github: str | None = None) -> None:
    """Makes what Terraform cannot, once: its state's bucket, the keys of files and of CloudFront."""
    import boto3

    from tools.terraform import media_key, origin_key

    if github:
        github_roles.check_repository(github)
    runner.check_known(env)
    backend = runner.backend_file(env)
    project = runner.project(env)
    bucket = make_state_bucket(env, backend, boto3.client, project)
    public = media_key.key_file(backend.parent, env)
    ssm = boto3.client("ssm", region_name=runner.region(env))
    for_files, for_cloudfront = media_key.parameter(env, project), origin_key.parameter(env, project)
    public.write_text(media_key.public_key(ssm, for_files))
    known_by = origin_key.hash_file(backend.parent, env)
    origin_key.prepared(ssm, for_cloudfront, known_by)
    print(f"The state of {env} is in s3://{bucket}, the key for files in {for_files},")
    print(f"that of CloudFront in {for_cloudfront}.")
    print(f"Commit {', '.join(str(file.relative_to(REPOSITORY)) for file in (backend, public, known_by))}.")
    if github:
        print(github_roles.prepare_environment(env, bucket, github, boto3.client))


@task(help={"check": "Only say which files are not."})
@_readable
def fmt(_context: Context, check: bool = False) -> None:
    """Terraform's layout for every file."""
    testing.fmt(check)


@task
@_readable
def validate(_context: Context) -> None:
    """terraform fmt -check and validate, root and modules."""
    testing.validate()


@task
@_readable
def test(_context: Context) -> None:
    """terraform test, root and modules."""
    testing.test_all()


@task(help={"env": "An environment's plan, made without an account; the files of terraform/ when not given."})
@_readable
def checkov(_context: Context, env: str = "") -> None:
    """Security policies (checkov)."""
    if not env:
        security.check()
        return
    from tools.switches.catalogue import ENVIRONMENTS

    count = security.check_plan(env, testing.scratch() / f"plan-{env}", ENVIRONMENTS[env].settings)
    print(f"{env}: {count} resources are planned, and nothing is found that has no reason beside it.")


@task
@_readable
def docs(_context: Context) -> None:
    """Writes each module's inputs, outputs and example into its README, the alarms into operations.md."""
    module_docs.write_all()
    alarm_docs.write()


ns = Collection("terraform", fmt, validate, test, checkov, docs, permissions)
