"""What holds for every role and bucket of terraform/, whoever adds one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TERRAFORM = REPOSITORY / "terraform"
_BLOCKS = re.MULTILINE | re.DOTALL
_RESOURCE = re.compile(r'^resource "(?P<type>\w+)" "(?P<name>\w+)" \{\n(?P<body>.*?)^\}', _BLOCKS)
_MODULE = re.compile(r'^module "\w+" \{\n(?P<body>.*?)^\}', _BLOCKS)


def _files() -> list[Path]:
    left_out = {"example", ".terraform"}
    return [file for file in sorted(TERRAFORM.rglob("*.tf")) if not left_out & set(file.parts)]


def _resources(kind: str) -> Iterator[tuple[Path, str, str]]:
    for file in _files():
        for found in _RESOURCE.finditer(file.read_text()):
            if found["type"] == kind:
                yield file, found["name"], found["body"]


@pytest.mark.parametrize(("file", "name", "body"), list(_resources("aws_iam_role")))
def test_every_role_is_within_the_boundary(file: Path, name: str, body: str) -> None:
    bounded = re.search(r"^\s+permissions_boundary\s+= ", body, re.MULTILINE)
    assert bounded, f"{file.relative_to(TERRAFORM)}: aws_iam_role.{name}"


def test_a_module_with_a_role_is_told_the_boundary() -> None:
    with_roles = {file.parent.name for file, _, _ in _resources("aws_iam_role") if "modules" in file.parts}
    calls = [call["body"] for file in TERRAFORM.glob("*.tf") for call in _MODULE.finditer(file.read_text())]
    for module in with_roles:
        callers = [body for body in calls if f'"./modules/{module}"' in body]
        assert callers, module
        assert all("var.permissions_boundary" in body for body in callers), module


def test_every_bucket_has_a_policy_that_refuses_plain_http() -> None:
    for file, _, _ in _resources("aws_s3_bucket"):
        policies = [body for place, _, body in _resources("aws_s3_bucket_policy") if place == file]
        assert policies, file
        assert all('"aws:SecureTransport" = "false"' in body for body in policies), file


def test_every_recorded_bucket_refuses_plain_http() -> None:
    recorded = json.loads((REPOSITORY / "docs" / "permissions.json").read_text())
    policies = recorded["identity = cognito"]["policies of resources"]
    buckets = {name: statements for name, statements in policies.items() if name.startswith("bucket ")}
    assert len(buckets) >= 6
    for name, statements in buckets.items():
        refused = [one for one in statements if one.get("if") == {"Bool": {"aws:SecureTransport": "false"}}]
        assert [(one["who"], one["may not"], len(one["on"])) for one in refused] == [("*", ["s3:*"], 2)], name


def test_every_recorded_grant_of_the_table_names_its_partition_keys() -> None:
    recorded = json.loads((REPOSITORY / "docs" / "permissions.json").read_text())
    grants = [
        (role, one)
        for role, statements in recorded["identity = cognito"]["roles"].items()
        if _is_a_functions(statements)
        for one in statements
        if any(action.startswith("dynamodb:") for action in one.get("may", [])) and _of_items(one["on"])
    ]
    assert len(grants) > 20
    for role, one in grants:
        assert one["if"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"], role
        assert one["if"]["Null"] == {"dynamodb:LeadingKeys": "false"}, role


def test_no_key_is_anybodys_for_everything() -> None:
    for file, name, body in _resources("aws_kms_key"):
        assert '"kms:*"' not in body, f"{file.name}: aws_kms_key.{name}"


def _is_a_functions(statements: list[dict[str, Any]]) -> bool:
    """AWS Backup's role reads the table as a whole."""
    takers = [one["taken by"]["who"] for one in statements if "taken by" in one]
    return takers == [{"Service": "lambda.amazonaws.com"}]


def _of_items(resources: list[str]) -> bool:
    """The table or an index of it, which a stream is not."""
    return any(":table/" in resource and "/stream/" not in resource for resource in resources)
