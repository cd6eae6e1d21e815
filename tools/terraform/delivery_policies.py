"""What the roles of a pipeline may do, as IAM policies.

An action ends in `*` here, other than in Terraform's roles: `apply` makes, changes and removes what AWS has
of a service, and a list of single calls would fail halfway through an apply for the one that is missing. What
holds it instead: it is one environment's (names), one region's where names are AWS's own, and no role that it
makes can do more than the boundary says (docs/decisions/1033).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Statement = dict[str, Any]

# Where the pipeline's own roles and the boundary are: out of reach of what they themselves may change.
PATH = "/delivery/"


@dataclass(frozen=True)
class Place:
    """An environment's account, regions and names. `bucket` and `key`: of Terraform's state."""

    account: str
    environment: str
    region: str
    bucket: str
    key: str
    project: str = "daybook"
    partition: str = "aws"
    recovery_region: str = "eu-west-1"

    @property
    def prefix(self) -> str:
        return f"{self.project}-{self.environment}"

    @property
    def boundary_arn(self) -> str:
        return f"arn:{self.partition}:iam::{self.account}:policy{PATH}{self.prefix}-boundary"

    def arn(self, service: str, resource: str, region: str = "*", account: str | None = None) -> str:
        where = self.account if account is None else account
        return f"arn:{self.partition}:{service}:{region}:{where}:{resource}"

    def global_arn(self, service: str, resource: str) -> str:
        return self.arn(service, resource, region="")


# What a plan reads, beside buckets and the state. Of functions only the environment's own: those of others
# may have something secret in their environment or their code.
_LINES = (Path(__file__).parent / "plan_reads.txt").read_text().splitlines()
_READ = " ".join(line for line in _LINES if not line.startswith(("#", "lambda:")))
_READ_OF_FUNCTIONS = " ".join(line for line in _LINES if line.startswith("lambda:"))
_KEYS = "dynamodb:LeadingKeys"
_READ_OF_BUCKETS = (
    "s3:GetAccelerateConfiguration s3:GetBucket* s3:GetEncryptionConfiguration s3:GetLifecycleConfiguration "
    "s3:GetReplicationConfiguration s3:ListBucket"
)


# The state's bucket has a name like the environment's own, so that these would be allowed with all of S3.
_PROTECTS_THE_STATE = """s3:DeleteBucket* s3:DeleteObjectVersion* s3:PutBucket* s3:PutEncryptionConfiguration
    s3:PutLifecycleConfiguration s3:PutReplicationConfiguration"""


def plan(place: Place) -> str:
    """Reads settings and the state; writes nothing but the lock."""
    own_items = {_KEYS: ["CONFIG#*"]}
    files = [f"{_bucket(place, 'artifacts')}/*", f"{_bucket(place, 'site')}/*"]
    return _policy(
        _allow(_READ, ["*"]),
        _allow(_READ_OF_FUNCTIONS, [place.arn("lambda", name) for name in _functions(place)]),
        _allow(_READ_OF_BUCKETS, [f"arn:{place.partition}:s3:::{place.prefix}-*"]),
        # Zips and error pages, which are the repository's own.
        _allow("s3:GetObject s3:GetObjectTagging s3:GetObjectAttributes", files),
        # The one kind of item that is Terraform's (terraform/data.tf), also of a table that was restored; the
        # others are people's.
        {
            **_allow("dynamodb:GetItem", [place.arn("dynamodb", f"table/{place.prefix}-data*")]),
            "Condition": {"ForAllValues:StringLike": own_items, "Null": {_KEYS: "false"}},
        },
        *_state(place, "s3:GetObject"),
    )


def apply(place: Place) -> str:
    """Makes, changes and removes the environment; releases and rolls back; deploys the web app."""
    return _policy(
        *_named(place),
        *_without_names(place),
        *_roles(place),
        *_state(place, "s3:GetObject s3:PutObject"),
        {
            "Effect": "Deny",
            "Action": _PROTECTS_THE_STATE.split(),
            "Resource": [
                f"arn:{place.partition}:s3:::{place.bucket}",
                f"arn:{place.partition}:s3:::{place.bucket}/*",
            ],
        },
    )


def boundary(place: Place) -> str:
    """What a role that Terraform makes can do at most, whatever its own policy says: use the services that
    Daybook is made of. Never IAM, never the state."""
    services = """backup:* backup-storage:* cloudwatch:* cognito-idp:* dynamodb:* ec2:* events:* kms:*
        lambda:* logs:* rds:* rds-db:* s3:* scheduler:* secretsmanager:* ses:* sns:* sqs:* ssm:* states:*
        tag:* xray:*"""
    state = [f"arn:{place.partition}:s3:::{place.bucket}", f"arn:{place.partition}:s3:::{place.bucket}/*"]
    return _policy(
        _allow(services, ["*"]),
        # AWS Backup hands its role on to the service that restores.
        {
            **_allow("iam:PassRole", [place.global_arn("iam", f"role/{place.prefix}-*")]),
            "Condition": {"StringEquals": {"iam:PassedToService": "backup.amazonaws.com"}},
        },
        {"Effect": "Deny", "Action": ["s3:*"], "Resource": state},
    )


def trust(place: Place, repository: str, subjects: list[str]) -> str:
    """Who takes the role: GitHub's jobs of the repository with one of these subjects, and nobody else.

    docs.github.com/en/actions/concepts/security/openid-connect says what a subject is made of."""
    claims = "token.actions.githubusercontent.com"
    wanted = {
        f"{claims}:aud": "sts.amazonaws.com",
        f"{claims}:sub": [f"repo:{repository}:{subject}" for subject in subjects],
    }
    return _policy(
        {
            "Effect": "Allow",
            "Action": ["sts:AssumeRoleWithWebIdentity"],
            "Principal": {"Federated": place.global_arn("iam", f"oidc-provider/{claims}")},
            "Condition": {"StringEquals": wanted},
        }
    )


# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
_BY_RDS = "secretsmanager:CreateSecret secretsmanager:RotateSecret secretsmanager:TagResource"


def _functions(place: Place) -> list[str]:
    """Names of what is Lambda's; mappings have ids of AWS's."""
    return [f"function:{place.prefix}-*", f"layer:{place.prefix}-*", "event-source-mapping:*"]


def _named(place: Place) -> list[Statement]:
    """Services whose resources carry a name that we choose."""
    prefix = place.prefix
    names = {
        "cloudwatch": "alarm:{0}-* dashboard/{0}",
        "dynamodb": "table/{0}-*",
        "events": "event-bus/{0} rule/{0}/*",
        "lambda": " ".join(_functions(place)),
        "logs": "log-group:*{0} log-group:*{0}:* log-group:*{0}-* delivery:* delivery-*:{0}-*",
        # AWS's own groups are asked for as well where nothing else is named.
        "rds": "db:{0}-* cluster:{0}-* subgrp:{0}-* pg:{0}-* cluster-pg:{0}-* snapshot:{0}-* "
        "cluster-snapshot:{0}-* db-proxy:* target-group:* auto-backup:* "
        "og:default* pg:default* cluster-pg:default*",
        "scheduler": "schedule/{0}/* schedule-group/{0}",
        "secretsmanager": "secret:{0}-*",
        "ses": "identity/* configuration-set/{0}-*",
        "sns": "{0}-*",
        "sqs": "{0}-*",
        "states": "stateMachine:{0}-*",
        "ssm": "parameter/{1}/{2}/*",
    }
    fill = (prefix, place.project, place.environment)
    return [
        *(
            _allow(f"{service}:*", [place.arn(service, name.format(*fill)) for name in found.split()])
            for service, found in names.items()
        ),
        _allow("budgets:*", [place.global_arn("budgets", f"budget/{prefix}")]),
        # RDS makes its master secret on behalf of whoever makes the database; nobody but `migrate` reads it.
        _allow(_BY_RDS, [place.arn("secretsmanager", "secret:rds!*")]),
        _allow("s3:*", [f"arn:{place.partition}:s3:::{prefix}-*"]),
    ]


def _without_names(place: Place) -> list[Statement]:
    """Services whose resources AWS names, or that are asked without one: of the environment's regions only,
    where they have a region."""
    regional = """acm:* apigateway:* application-autoscaling:* backup:* backup-storage:* cloudtrail:*
        cloudwatch:GetMetricData cognito-identity:* cognito-idp:* ec2:*Tags ec2:*Vpc* ec2:*Subnet*
        ec2:*RouteTable* ec2:*SecurityGroup* ec2:*NetworkAcl* ec2:*FlowLogs ec2:*PrefixList* kms:*
        lambda:*EventSourceMapping* logs:*Delivery* logs:*Deliveries logs:*QueryDefinition*
        logs:*ResourcePolicy logs:*ResourcePolicies wafv2:* xray:*"""
    return [
        {**_allow(regional, ["*"]), "Condition": {"StringEquals": {"aws:RequestedRegion": _regions(place)}}},
        _allow("ce:*CostAllocationTags* cloudfront:* cloudfront-keyvaluestore:* route53:*", ["*"]),
        _allow(_READ, ["*"]),
    ]


def _regions(place: Place) -> list[str]:
    """Its own, CloudFront's, and the one that copies go to."""
    return sorted({place.region, "us-east-1", place.recovery_region})


def _roles(place: Place) -> list[Statement]:
    """Roles of the environment, each held by the boundary; they are passed to services of AWS only."""
    roles = [place.global_arn("iam", f"role/{place.prefix}-*")]
    bounded = {"StringEquals": {"iam:PermissionsBoundary": place.boundary_arn}}
    to_services = {"StringLike": {"iam:PassedToService": "*.amazonaws.com"}}
    made = """iam:AttachRolePolicy iam:CreateRole iam:DetachRolePolicy iam:PutRolePermissionsBoundary
        iam:PutRolePolicy"""
    changed = """iam:DeleteRole iam:DeleteRolePolicy iam:TagRole iam:UntagRole iam:UpdateAssumeRolePolicy
        iam:UpdateRole iam:UpdateRoleDescription"""
    return [
        {**_allow(made, roles), "Condition": bounded},
        _allow(changed, roles),
        {**_allow("iam:PassRole", roles), "Condition": to_services},
        _allow("iam:CreateServiceLinkedRole", [place.global_arn("iam", "role/aws-service-role/*")]),
    ]


def _state(place: Place, actions: str) -> list[Statement]:
    """The state and the releases beside it; the lock is taken for a plan too."""
    bucket = f"arn:{place.partition}:s3:::{place.bucket}"
    return [
        _allow("s3:ListBucket", [bucket]),
        _allow(actions, [f"{bucket}/{place.key}", f"{bucket}/releases.json"]),
        _allow("s3:GetObject s3:PutObject s3:DeleteObject", [f"{bucket}/{place.key}.tflock"]),
    ]


def _bucket(place: Place, name: str) -> str:
    return f"arn:{place.partition}:s3:::{place.prefix}-{name}-{place.account}"


def _allow(actions: str, resources: list[str]) -> Statement:
    """`actions` stand side by side, with space between them."""
    return {"Effect": "Allow", "Action": actions.split(), "Resource": resources}


def _policy(*statements: Statement) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, separators=(",", ":"))
