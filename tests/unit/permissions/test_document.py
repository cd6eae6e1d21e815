from __future__ import annotations

import json
from typing import Any

import pytest

from tools.permissions import document, names
from tools.permissions.layout import laid_out
from tools.permissions.record import PermissionsError, _refuse, compare


def _policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def _resource(kind: str, label: str, /, **values: Any) -> dict[str, Any]:
    return {"address": f"{kind}.{label}", "type": kind, "mode": "managed", "values": values}


TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
READ = {"Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:GetItem"], "Resource": "table"}
ROLE = _resource("aws_iam_role", "habits", name="daybook-habits", assume_role_policy=_policy(TRUST))


def _with(statement: dict[str, Any]) -> dict[str, Any]:
    return _resource("aws_iam_role_policy", "habits", role="daybook-habits", policy=_policy(statement))


def test_a_role_says_who_takes_it_and_what_it_may() -> None:
    assert document.roles([ROLE, _with(READ)]) == {
        "daybook-habits": [
            {"taken by": {"who": {"Service": "lambda.amazonaws.com"}, "may": ["sts:AssumeRole"]}},
            {"may": ["dynamodb:GetItem", "dynamodb:Query"], "on": ["table"]},
        ]
    }


def test_a_managed_policy_is_told_by_its_name() -> None:
    attached = _resource(
        "aws_iam_role_policy_attachment", "x", role="daybook-habits", policy_arn="arn:aws:iam::aws:policy/X"
    )
    assert document.roles([ROLE, attached])["daybook-habits"][1:] == [
        {"managed policy": "arn:aws:iam::aws:policy/X"}
    ]


def test_what_is_meant_by_its_opposite_is_refused() -> None:
    with pytest.raises(ValueError, match="NotAction"):
        document.roles([ROLE, _with({"Effect": "Allow", "NotAction": ["iam:PassRole"], "Resource": "*"})])


def test_a_bucket_and_a_queue_say_who_may() -> None:
    plain = {"Condition": {"Bool": {"x": "y"}}}
    tls = {"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": "b", **plain}
    found = document.resource_policies([
        _resource("aws_s3_bucket_policy", "b", bucket="files", policy=_policy(tls)),
        _resource("aws_sqs_queue", "plain", name="notify", policy=None),
    ])
    assert found == {
        "bucket files": [{"who": "*", "may not": ["s3:*"], "on": ["b"], "if": {"Bool": {"x": "y"}}}]
    }


def test_everything_and_wildcards_are_found_where_they_are_allowed() -> None:
    wide = {"Effect": "Allow", "Action": ["ec2:DescribeSubnets", "s3:Get*"], "Resource": "*"}
    roles = document.roles([ROLE, _with(wide)])
    assert document.actions_on_everything(roles) == {"ec2:DescribeSubnets", "s3:Get*"}
    assert document.wild_actions(roles) == ["daybook-habits: s3:Get*"]
    denied = document.roles([ROLE, _with({**wide, "Effect": "Deny"})])
    assert document.actions_on_everything(denied) == set()
    assert document.wild_actions(denied) == []


@pytest.mark.parametrize(
    ("wild", "everywhere", "said"),
    [(["r: s3:Get*"], set(), "no wildcard: r: s3:Get"),
     ([], {"kms:Decrypt"}, "no reason given: kms:Decrypt"),
     ([], set(), "reasons in vain: .*sns:Publish")],
)
def test_what_no_review_lets_pass(wild: list[str], everywhere: set[str], said: str) -> None:
    with pytest.raises(PermissionsError, match=said):
        _refuse(wild, everywhere)


def test_two_settings_differ_by_their_statements() -> None:
    before = {"habits": [{"may": ["a"]}, {"may": ["b"]}], "tasks": [{"may": ["c"]}]}
    after = {"habits": [{"may": ["a"]}, {"may": ["d"]}], "tasks": [{"may": ["c"]}]}
    assert document.difference(before, after) == {
        "habits": {"more": [{"may": ["d"]}], "less": [{"may": ["b"]}]}
    }


def test_a_change_is_shown_by_its_line() -> None:
    compare("same\n", "same\n")
    with pytest.raises(PermissionsError, match=r"(?s)-old.*\+new.*invoke terraform\.permissions"):
        compare("one\nold\n", "one\nnew\n")


def test_each_statement_has_a_line_of_its_own() -> None:
    assert laid_out({"role": [{"may": ["a"]}, {"may": ["b"]}]}).splitlines() == [
        "{", '  "role": [', '    {"may": ["a"]},', '    {"may": ["b"]}', "  ]", "}",
    ]


def test_every_bucket_and_queue_gets_an_arn_of_its_own() -> None:
    found = names.of([
        _resource("aws_s3_bucket", "b", bucket="files"),
        _resource("aws_sqs_queue", 'q["notify"]', name="notify"),
        _resource("aws_vpc", "v", id="vpc-1"),
    ])
    said = names.overrides(found)
    assert 'target          = aws_s3_bucket.b\n' in said
    assert '    arn = "arn:aws:s3:::files"\n    id = "files"\n' in said
    assert '= aws_sqs_queue.q["notify"]\n' in said
    assert "aws_vpc" not in said
