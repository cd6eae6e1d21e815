"""What the pipeline's roles may do. With IAM enforced: tests/integration/test_delivery.py."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tools.manifests import ROOT, load_all
from tools.permissions.record import NAMES
from tools.terraform import delivery_policies as policies
from tools.terraform.delivery_policies import Place

PLACE = Place("111122223333", "prod", "eu-west-2", "daybook-prod-state-111122223333", "daybook.tfstate")
CONDITION_KEYS = {"dynamodb:LeadingKeys", "iam:PassedToService", "kms:ViaService"}
MASTER_SECRET = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:rds!db-1"
SCHEDULER = "arn:aws:scheduler:eu-west-2:111122223333"
STATE = "arn:aws:s3:::daybook-prod-state-111122223333/daybook.tfstate"


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

    def test_it_reads_no_function_of_somebody_else(self) -> None:
        for name, count in {"daybook-prod-habits:live": 1, "payroll": 0}.items():
            function = f"arn:aws:lambda:eu-west-2:111122223333:function:{name}"
            assert len(allowed(self.text, "lambda:GetFunction", function)) == count, name

    def test_it_reads_the_state(self) -> None:
        assert allowed(self.text, "s3:GetObject", STATE)
        assert allowed(self.text, "s3:PutObject", STATE) == []


# Roles are made and changed by single actions.
ACTIONS = {"iam": ("CreateRole", "DeleteRole", "TagRole", "PassRole")}


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
            ("s3:PutLifecycleConfiguration", "arn:aws:s3:::daybook-prod-state-111122223333"),
            ("s3:PutBucketPolicy", "arn:aws:s3:::daybook-prod-state-111122223333"),
            ("s3:DeleteBucketPolicy", "arn:aws:s3:::daybook-prod-state-111122223333"),
            ("secretsmanager:GetSecretValue", MASTER_SECRET),
            ("events:DeleteEventBus", "arn:aws:events:eu-west-2:111122223333:event-bus/daybook-prod2"),
            ("logs:DeleteLogGroup", "arn:aws:logs:eu-west-2:111122223333:log-group:/aws/vpc/daybook-prod2"),
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
            # AWS gives these their names, and tags go by them: default_tags are on everything.
            ("lambda:TagResource", "arn:aws:lambda:eu-west-2:111122223333:event-source-mapping:0-1-2"),
            ("logs:TagResource", "arn:aws:logs:us-east-1:111122223333:delivery:AbCdEf"),
            ("logs:TagResource", "arn:aws:logs:us-east-1:111122223333:delivery-source:daybook-prod-site"),
            ("logs:ListLogDeliveries", "*"),
            # Each of RDS's calls names all the groups that it is about, those of AWS's too.
            ("rds:CreateDBInstance", "arn:aws:rds:eu-west-2:111122223333:og:default:postgres-17"),
            ("secretsmanager:CreateSecret", MASTER_SECRET),
            ("scheduler:CreateSchedule", f"{SCHEDULER}:schedule/daybook-prod/x"),
            ("scheduler:CreateScheduleGroup", f"{SCHEDULER}:schedule-group/daybook-prod"),
            ("cloudwatch:PutDashboard", "arn:aws:cloudwatch::111122223333:dashboard/daybook-prod"),
            ("budgets:ModifyBudget", "arn:aws:budgets::111122223333:budget/daybook-prod"),
        ],
    )
    def test_it_can(self, action: str, resource: str) -> None:
        assert allowed(self.text, action, resource)

    def test_it_makes_changes_and_removes_whatever_terraform_names(self) -> None:
        """The names that docs/permissions.json is made with: those of an environment with everything on."""
        text = policies.apply(replace(PLACE, environment="test", bucket="daybook-test-state-111122223333"))
        arns = {values["arn"] for values in json.loads(NAMES.read_text()).values()}
        assert len(arns) > 100
        for arn in sorted(arns):
            service = arn.split(":")[2]
            for action in ACTIONS.get(service, ("CreateX", "DeleteX", "TagResource")):
                assert allowed(text, f"{service}:{action}", arn), f"{service}:{action} on {arn}"

    @pytest.mark.parametrize("recovery", ["eu-west-1", "eu-central-1"])
    def test_what_has_no_name_of_ours_is_held_to_the_regions(self, recovery: str) -> None:
        text = policies.apply(replace(PLACE, recovery_region=recovery))
        found = [s for s in statements(text) if "apigateway:*" in s["Action"]]
        regions = found[0]["Condition"]["StringEquals"]["aws:RequestedRegion"]
        assert regions == [recovery, "eu-west-2", "us-east-1"]


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
