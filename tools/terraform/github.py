"""`invoke bootstrap --github owner/repository`: who may plan and apply an environment from GitHub Actions.

No key is stored anywhere: GitHub signs who a job is (OpenID Connect), and AWS gives it a role for an hour.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tools.terraform import delivery_policies as policies
from tools.terraform import runner
from tools.terraform.bootstrap import setting
from tools.terraform.delivery_policies import PATH, Place
from tools.terraform.errors import TerraformError

_ISSUER = "https://token.actions.githubusercontent.com"
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_SECONDS = 3600

_ADVICE = """GitHub Actions of {repository} may plan and apply {environment}. What is left to do:
- In terraform/envs/{environment}.tfvars: permissions_boundary = "{boundary}"
  (the role that applies makes no role without it).
- In GitHub, the environment {environment}: required reviewers, and main as the only branch that deploys.
- In GitHub, the repository's variable DAYBOOK_ENVIRONMENTS, a list in the order of deployment, gets the entry
  {entry}"""


def check_repository(repository: str) -> None:
    """Raises TerraformError unless it reads owner/repository."""
    if not _REPOSITORY.fullmatch(repository):
        raise TerraformError(f"--github takes owner/repository, such as octocat/daybook, not {repository}.")


def prepare_environment(
    environment: str, bucket: str, repository: str, make_client: Callable[..., Any]
) -> str:
    """The roles of an environment whose state is in `bucket`, and what is to be done with them, for a person.
    `make_client` is boto3.client or the like."""
    region = runner.region(environment)
    caller = make_client("sts").get_caller_identity()
    key = setting(runner.backend_file(environment).read_text(), "key") or ""
    partition = caller["Arn"].split(":")[1]
    place = Place(
        caller["Account"], environment, region, bucket, key,
        project=runner.project(environment), partition=partition,
        recovery_region=runner.recovery_region(environment),
    )
    roles = prepare(make_client("iam"), place, repository)
    entry = {"name": environment, "region": region, "plan_role": roles["plan"], "apply_role": roles["apply"]}
    return _ADVICE.format(
        environment=environment, repository=repository, boundary=place.boundary_arn, entry=json.dumps(entry)
    )


def prepare(iam: Any, place: Place, repository: str) -> dict[str, str]:
    """Makes, or brings up to date, the identity provider, the boundary and the two roles. `iam` is boto3's.

    Returns the roles' ARNs: `plan` is for pull requests and may write nothing, `apply` for jobs of the GitHub
    environment that is called as ours. Raises TerraformError when AWS refuses.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    check_repository(repository)
    try:
        _provider(iam)
        _boundary(iam, place)
        reviewed = policies.trust(place, repository, [f"environment:{place.environment}"])
        proposed = policies.trust(place, repository, ["pull_request"])
        return {
            "plan": _role(iam, place, "plan", proposed, policies.plan(place)),
            "apply": _role(iam, place, "apply", reviewed, policies.apply(place)),
        }
    except (BotoCoreError, ClientError) as error:
        raise TerraformError(f"The roles for GitHub cannot be made: {error}") from error


def _provider(iam: Any) -> None:
    """One an account; another environment may have made it."""
    try:
        iam.create_open_id_connect_provider(Url=_ISSUER, ClientIDList=["sts.amazonaws.com"])
    except iam.exceptions.EntityAlreadyExistsException:
        return


def _boundary(iam: Any, place: Place) -> None:
    name, text = f"{place.prefix}-boundary", policies.boundary(place)
    try:
        iam.create_policy(
            PolicyName=name,
            Path=PATH,
            PolicyDocument=text,
            Description=f"What roles of {place.prefix} can do at most.",
        )
    except iam.exceptions.EntityAlreadyExistsException:
        _replace(iam, place.boundary_arn, text)


def _replace(iam: Any, arn: str, text: str) -> None:
    """A new version of a policy, of which IAM keeps five."""
    versions = iam.list_policy_versions(PolicyArn=arn)["Versions"]
    for version in versions:
        if not version["IsDefaultVersion"]:
            iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=text, SetAsDefault=True)


def _role(iam: Any, place: Place, task: str, trust: str, policy: str) -> str:
    name = f"{place.prefix}-{task}"
    try:
        arn = iam.create_role(
            RoleName=name,
            Path=PATH,
            AssumeRolePolicyDocument=trust,
            MaxSessionDuration=_SECONDS,
            Description=f"GitHub Actions: {task} of {place.prefix}.",
        )["Role"]["Arn"]
    except iam.exceptions.EntityAlreadyExistsException:
        iam.update_assume_role_policy(RoleName=name, PolicyDocument=trust)
        arn = iam.get_role(RoleName=name)["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName=task, PolicyDocument=policy)
    return str(arn)
