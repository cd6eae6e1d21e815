"""Who may take the pipeline's roles, and that making them again brings them up to date."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tools.terraform import delivery_policies as policies
from tools.terraform import github
from tools.terraform.delivery_policies import Place
from tools.terraform.errors import TerraformError

PLACE = Place("111122223333", "prod", "eu-west-2", "daybook-prod-state-111122223333", "daybook.tfstate")
ISSUER = "token.actions.githubusercontent.com"


class FakeIam:
    """IAM as far as bootstrap goes."""

    class exceptions:  # noqa: N801  boto3 calls it so
        class EntityAlreadyExistsException(Exception):
            pass

    def __init__(self) -> None:
        self.providers: list[dict[str, Any]] = []
        self.policies: dict[str, list[str]] = {}
        self.roles: dict[str, dict[str, Any]] = {}
        self.refuse = False

    def create_open_id_connect_provider(self, **settings: Any) -> None:
        if self.refuse:
            raise ClientError(
                {"Error": {"Code": "AccessDenied", "Message": "no"}}, "CreateOpenIDConnectProvider"
            )
        if self.providers:
            raise self.exceptions.EntityAlreadyExistsException
        self.providers.append(settings)

    def create_policy(self, PolicyName: str, Path: str, PolicyDocument: str, **_: Any) -> None:  # noqa: N803
        arn = f"arn:aws:iam::111122223333:policy{Path}{PolicyName}"
        if arn in self.policies:
            raise self.exceptions.EntityAlreadyExistsException
        self.policies[arn] = [PolicyDocument]

    def list_policy_versions(self, PolicyArn: str) -> dict[str, Any]:  # noqa: N803
        found = self.policies[PolicyArn]
        return {
            "Versions": [
                {"VersionId": str(n), "IsDefaultVersion": n == len(found) - 1} for n in range(len(found))
            ]
        }

    def delete_policy_version(self, PolicyArn: str, VersionId: str) -> None:  # noqa: N803
        del self.policies[PolicyArn][int(VersionId)]

    def create_policy_version(self, PolicyArn: str, PolicyDocument: str, SetAsDefault: bool) -> None:  # noqa: N803
        assert SetAsDefault
        assert len(self.policies[PolicyArn]) < 5, "IAM keeps five"
        self.policies[PolicyArn].append(PolicyDocument)

    def create_role(self, RoleName: str, Path: str, **settings: Any) -> dict[str, Any]:  # noqa: N803
        if RoleName in self.roles:
            raise self.exceptions.EntityAlreadyExistsException
        arn = f"arn:aws:iam::111122223333:role{Path}{RoleName}"
        self.roles[RoleName] = {"Arn": arn, **settings}
        return {"Role": {"Arn": arn}}

    def get_role(self, RoleName: str) -> dict[str, Any]:  # noqa: N803
        return {"Role": self.roles[RoleName]}

    def update_assume_role_policy(self, RoleName: str, PolicyDocument: str) -> None:  # noqa: N803
        self.roles[RoleName]["AssumeRolePolicyDocument"] = PolicyDocument

    def put_role_policy(self, RoleName: str, PolicyName: str, PolicyDocument: str) -> None:  # noqa: N803
        # All inline policies of a role together: IAM's quotas, reference_iam-quotas.html of its user guide.
        assert len(PolicyDocument) <= 10_240
        self.roles[RoleName].setdefault("inline", {})[PolicyName] = PolicyDocument


def statements(text: str) -> list[dict[str, Any]]:
    return json.loads(text)["Statement"]


def test_only_jobs_of_the_repository_take_the_roles() -> None:
    iam = FakeIam()
    roles = github.prepare(iam, PLACE, "octocat/daybook")
    assert roles == {
        "plan": "arn:aws:iam::111122223333:role/delivery/daybook-prod-plan",
        "apply": "arn:aws:iam::111122223333:role/delivery/daybook-prod-apply",
    }
    subjects = {"plan": "pull_request", "apply": "environment:prod"}
    for task, subject in subjects.items():
        (statement,) = statements(iam.roles[f"daybook-prod-{task}"]["AssumeRolePolicyDocument"])
        assert statement["Action"] == ["sts:AssumeRoleWithWebIdentity"]
        assert statement["Principal"] == {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{ISSUER}"}
        assert statement["Condition"] == {
            "StringEquals": {
                f"{ISSUER}:aud": "sts.amazonaws.com",
                f"{ISSUER}:sub": [f"repo:octocat/daybook:{subject}"],
            }
        }
    assert iam.providers == [{"Url": f"https://{ISSUER}", "ClientIDList": ["sts.amazonaws.com"]}]


def test_bootstrap_again_brings_everything_up_to_date() -> None:
    iam = FakeIam()
    for _ in range(7):
        github.prepare(iam, PLACE, "octocat/daybook")
    github.prepare(iam, PLACE, "octocat/elsewhere")
    assert "repo:octocat/elsewhere" in iam.roles["daybook-prod-apply"]["AssumeRolePolicyDocument"]
    assert len(iam.providers) == 1
    assert iam.policies[PLACE.boundary_arn][-1] == policies.boundary(PLACE)


@pytest.mark.parametrize(
    "name", ["daybook", "octocat/", "octocat/day book", "octocat/*", "a/b/c", "https://github.com/a/b"]
)
def test_what_is_no_repository_is_refused(name: str) -> None:
    with pytest.raises(TerraformError, match="owner/repository"):
        github.prepare(FakeIam(), PLACE, name)


def test_what_aws_refuses_is_told() -> None:
    iam = FakeIam()
    iam.refuse = True
    with pytest.raises(TerraformError, match="roles for GitHub cannot be made"):
        github.prepare(iam, PLACE, "octocat/daybook")
