"""Who may plan and apply from GitHub, and what they may do. Whether the plan's role suffices for a plan:
tests/integration/test_delivery.py."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tools.manifests import ROOT, load_all
from tools.terraform import delivery_policies as policies
from tools.terraform import github
from tools.terraform.delivery_policies import Place
from tools.terraform.errors import TerraformError

PLACE = Place("111122223333", "prod", "eu-west-2", "daybook-prod-state-111122223333", "daybook.tfstate")
ISSUER = "token.actions.githubusercontent.com"
CONDITION_KEYS = {"dynamodb:LeadingKeys", "iam:PassedToService", "kms:ViaService"}
STATE = "arn:aws:s3:::daybook-prod-state-111122223333/daybook.tfstate"


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


def allowed(text: str, action: str, resource: str) -> list[dict[str, Any]]:
    """The statements that allow it, before any condition; none when one denies it."""
    fitting = [
        statement
        for statement in statements(text)
        if any(fnmatchcase(action, pattern) for pattern in statement["Action"])
        and any(fnmatchcase(resource, pattern) for pattern in statement["Resource"])
    ]
    return [] if any(statement["Effect"] == "Deny" for statement in fitting) else fitting


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


class TestPlan:
    text = policies.plan(PLACE)

    def test_it_writes_nothing_but_the_lock(self) -> None:
        writing = {"PutObject", "DeleteObject"}
        verbs = ("Describe", "Get", "List", "View", "Validate", "GET")
        for statement in statements(self.text):
            for action in statement["Action"]:
                name = action.split(":")[1]
                assert name.startswith(verbs) or name in writing
                if name in writing:
                    assert statement["Resource"] == [f"{STATE}.tflock"]

    @pytest.mark.parametrize(
        "action",
        [
            "dynamodb:Query",
            "dynamodb:Scan",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameter",
            "logs:GetLogEvents",
            "logs:FilterLogEvents",
            "sqs:ReceiveMessage",
            "cognito-idp:ListUsers",
            "cognito-idp:AdminGetUser",
            "kms:Decrypt",
            "rds-db:connect",
            "lambda:InvokeFunction",
            "iam:PassRole",
        ],
    )
    def test_it_reads_nothing_of_people(self, action: str) -> None:
        assert allowed(self.text, action, "arn:aws:any:eu-west-2:111122223333:daybook-prod-data") == []

    def test_of_the_table_it_reads_only_what_terraform_wrote(self) -> None:
        table = "arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-prod-data"
        (found,) = allowed(self.text, "dynamodb:GetItem", table)
        assert found["Action"] == ["dynamodb:GetItem"]
        assert found["Condition"] == {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["CONFIG#*"]},
            "Null": {"dynamodb:LeadingKeys": "false"},
        }

    @pytest.mark.parametrize("bucket", ["transfers", "uploads", "media", "failures"])
    def test_it_opens_no_file_of_people(self, bucket: str) -> None:
        file = f"arn:aws:s3:::daybook-prod-{bucket}-111122223333/x"
        assert allowed(self.text, "s3:GetObject", file) == []

    def test_it_reads_the_state(self) -> None:
        assert allowed(self.text, "s3:GetObject", STATE)
        assert allowed(self.text, "s3:PutObject", STATE) == []


class TestApply:
    text = policies.apply(PLACE)

    @pytest.mark.parametrize("action", ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"])
    def test_roles_are_made_within_the_boundary_only(self, action: str) -> None:
        found = allowed(self.text, action, "arn:aws:iam::111122223333:role/daybook-prod-habits")
        assert [statement["Condition"] for statement in found] == [
            {"StringEquals": {"iam:PermissionsBoundary": PLACE.boundary_arn}}
        ]

    @pytest.mark.parametrize(
        ("action", "resource"),
        [
            ("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/delivery/daybook-prod-apply"),
            ("iam:UpdateAssumeRolePolicy", "arn:aws:iam::111122223333:role/delivery/daybook-prod-plan"),
            ("iam:CreatePolicyVersion", PLACE.boundary_arn),
            ("iam:DeleteRolePermissionsBoundary", "arn:aws:iam::111122223333:role/daybook-prod-habits"),
            ("iam:CreateUser", "arn:aws:iam::111122223333:user/x"),
            ("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/daybook-dev-habits"),
            ("dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-dev-data"),
            ("s3:GetObject", "arn:aws:s3:::daybook-dev-media-111122223333/x"),
            ("s3:DeleteBucket", "arn:aws:s3:::daybook-prod-state-111122223333"),
            ("s3:DeleteObjectVersion", STATE),
            ("sts:AssumeRole", "arn:aws:iam::111122223333:role/other"),
            ("organizations:LeaveOrganization", "*"),
        ],
    )
    def test_it_cannot(self, action: str, resource: str) -> None:
        assert allowed(self.text, action, resource) == []

    @pytest.mark.parametrize(
        ("action", "resource"),
        [
            ("lambda:UpdateAlias", "arn:aws:lambda:eu-west-2:111122223333:function:daybook-prod-habits"),
            ("cloudwatch:DescribeAlarms", "*"),
            ("cloudwatch:GetMetricData", "*"),
            ("s3:PutObject", "arn:aws:s3:::daybook-prod-state-111122223333/releases.json"),
            ("s3:PutObject", "arn:aws:s3:::daybook-prod-site-111122223333/index.html"),
            ("cloudfront:CreateInvalidation", "arn:aws:cloudfront::111122223333:distribution/E1"),
            ("iam:PassRole", "arn:aws:iam::111122223333:role/daybook-prod-schedules"),
        ],
    )
    def test_it_can(self, action: str, resource: str) -> None:
        assert allowed(self.text, action, resource)

    def test_what_has_no_name_of_ours_is_held_to_the_regions(self) -> None:
        found = [s for s in statements(self.text) if "apigateway:*" in s["Action"]]
        assert found[0]["Condition"]["StringEquals"]["aws:RequestedRegion"] == [
            "eu-west-1",
            "eu-west-2",
            "us-east-1",
        ]


class TestBoundary:
    text = policies.boundary(PLACE)

    def test_every_grant_of_a_function_is_within_it(self) -> None:
        for manifest in load_all().values():
            for grant in manifest.grants:
                for action in grant.actions:
                    assert allowed(self.text, action, "arn:aws:any:::x"), f"{manifest.name}: {action}"

    def test_everything_that_any_role_may_do_is_within_it(self) -> None:
        record = (ROOT / "docs" / "permissions.json").read_text()
        recorded = set(re.findall(r"\b[a-z0-9-]+:[A-Z][A-Za-z]+\b", record))
        # Condition keys and trust policies, which no boundary holds.
        actions = {each for each in recorded if not each.startswith(("aws:", "sts:"))} - CONDITION_KEYS
        assert len(actions) > 50
        assert [action for action in sorted(actions) if not allowed(self.text, action, "*")] == []

    @pytest.mark.parametrize(
        "action", ["iam:CreateRole", "iam:CreateUser", "sts:AssumeRole", "organizations:LeaveOrganization"]
    )
    def test_no_role_gets_beyond_it(self, action: str) -> None:
        assert allowed(self.text, action, "arn:aws:iam::111122223333:role/daybook-prod-x") == []

    def test_no_role_reads_the_state(self) -> None:
        assert allowed(self.text, "s3:GetObject", STATE) == []

    def test_it_fits_into_a_managed_policy(self) -> None:
        assert len(self.text) <= 6_144
