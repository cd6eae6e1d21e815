"""A bad deploy, rolled back by its alarm; and what GitHub's jobs get of the account, with IAM enforced."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.support.stack import Stack
from tools.release.drill import practise
from tools.release.drill_place import Place as DrillPlace
from tools.release.errors import TakenOver
from tools.release.model import Ledger
from tools.release.store import Store
from tools.terraform import github
from tools.terraform.delivery_policies import Place

ACCOUNT = "000000000000"
# A name of its own, so that nothing of the running stack is within reach.
PLACE = Place(ACCOUNT, "piped", "eu-west-2", f"daybook-piped-state-{ACCOUNT}", "daybook.tfstate")
FUNCTION = f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function"
JOBS = {"plan": "repo:octocat/daybook:pull_request", "apply": "repo:octocat/daybook:environment:piped"}
PATH_STYLE = Config(s3={"addressing_style": "path"})


@pytest.fixture(scope="module")
def bucket(stack: Stack) -> str:
    place, s3 = {"LocationConstraint": stack.endpoints["region"]}, stack.aws("s3")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=PLACE.bucket, CreateBucketConfiguration=place)
    return PLACE.bucket


def test_a_bad_deploy_is_taken_back_by_its_alarm_and_no_call_fails_after_that(
    stack: Stack, bucket: str
) -> None:
    told: list[str] = []
    place = DrillPlace("daybook-piped-release-drill", bucket, cache(stack.aws))
    report = practise(place, told.append)
    assert report.reason == "Rolled back: alarm daybook-piped-release-drill."
    assert "50 % of the calls go to the new versions." in told
    assert True in report.before, "the version before kept its part of the calls"
    assert False in report.before, "the canary got its part"
    assert report.after == [True] * 200
    with pytest.raises(ClientError):
        stack.aws("lambda").get_function(FunctionName=place.name)


def test_of_two_that_write_the_ledger_the_second_is_refused(stack: Stack, bucket: str) -> None:
    one, other = Store(stack.aws("s3"), bucket), Store(stack.aws("s3"), bucket)
    one.read(), other.read()
    other.write(Ledger(refused={"a": "1"}))
    with pytest.raises(TakenOver):
        one.write(Ledger(refused={"a": "2"}))
    assert one.read().refused == {"a": "1"}


@pytest.fixture(scope="module")
def take(stack: Stack) -> Callable[[str, str], Callable[[str], Any]]:
    """Clients of whoever takes the role as this job."""
    roles = github.prepare(stack.aws("iam"), PLACE, "octocat/daybook")

    def taken(task: str, subject: str) -> Callable[[str], Any]:
        given = stack.aws("sts").assume_role_with_web_identity(
            RoleArn=roles[task], RoleSessionName="job", WebIdentityToken=token(subject)
        )["Credentials"]
        session = boto3.Session(
            given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], stack.endpoints["region"]
        )
        address = stack.endpoints["aws_endpoint_url"]
        return lambda service: session.client(service, endpoint_url=address, config=PATH_STYLE)

    return taken


def token(subject: str, audience: str = "sts.amazonaws.com") -> str:
    """As GitHub's, but for the signature, which the local cloud does not check."""
    claims = {"iss": "https://token.actions.githubusercontent.com", "sub": subject, "aud": audience}
    parts = ({"alg": "RS256", "typ": "JWT"}, claims | {"iat": 1, "exp": 4_000_000_000}, "signature")
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return ".".join(encoded)


@pytest.mark.parametrize(
    ("task", "subject"),
    [
        ("plan", JOBS["apply"]),
        ("apply", JOBS["plan"]),
        ("apply", "repo:somebody/daybook:environment:piped"),
        ("apply", "repo:octocat/daybook:environment:other"),
        ("apply", "repo:octocat/daybook:ref:refs/heads/main"),
        ("plan", "repo:octocat/daybook-fork:pull_request"),
    ],
)
def test_no_other_job_gets_the_role(take: Any, task: str, subject: str) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        take(task, subject)


CALLS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "read settings": ("lambda", "list_tags", {"Resource": f"{FUNCTION}:daybook-piped-x"}),
    "read somebody else's": ("lambda", "list_tags", {"Resource": f"{FUNCTION}:x"}),
    "read the ledger": ("s3", "get_object", {"Bucket": PLACE.bucket, "Key": "releases.json"}),
    "take the lock": ("s3", "put_object", {"Bucket": PLACE.bucket, "Key": "daybook.tfstate.tflock"}),
    "write the state": ("s3", "put_object", {"Bucket": PLACE.bucket, "Key": "daybook.tfstate"}),
    "make a queue": ("sqs", "create_queue", {"QueueName": "daybook-piped-x"}),
    "make another environment's": ("sqs", "create_queue", {"QueueName": "daybook-local-x"}),
    "make a role beyond the boundary": (
        "iam",
        "create_role",
        {"RoleName": "daybook-piped-x", "AssumeRolePolicyDocument": "{}"},
    ),
    "change its own role": (
        "iam",
        "put_role_policy",
        {"RoleName": "daybook-piped-apply", "PolicyName": "x", "PolicyDocument": "{}"},
    ),
    "read people's data": (
        "dynamodb",
        "get_item",
        {"TableName": "daybook-local-data", "Key": {"pk": {"S": "USER#1"}, "sk": {"S": "PROFILE"}}},
    ),
}
ALLOWED = {
    "plan": {"read settings", "read the ledger", "take the lock"},
    "apply": {"read settings", "read the ledger", "take the lock", "write the state", "make a queue"},
}


@pytest.mark.parametrize("task", ALLOWED)
def test_a_job_can_do_what_its_role_says_and_nothing_else(
    stack: Stack, bucket: str, take: Any, task: str
) -> None:
    stack.aws("s3").put_object(Bucket=bucket, Key="releases.json", Body=b"{}")
    client = take(task, JOBS[task])
    assert {what for what, call in CALLS.items() if done(client, *call)} == ALLOWED[task]


def done(client: Callable[[str], Any], service: str, operation: str, options: dict[str, Any]) -> bool:
    """Whether it is allowed; what is allowed and not there counts."""
    try:
        getattr(client(service), operation)(**options)
    except ClientError as refusal:
        return "AccessDenied" not in refusal.response["Error"]["Code"]
    return True
