"""What an operator and a developer rely on: the plan, least privilege, one folder a capability."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.stack import ROOT, Account, Stack, eventually
from tools import terraform
from tools.build import build_all
from tools.terraform import local_cloud
from tools.terraform.workspace import ROOT as TERRAFORM
from tools.terraform.workspace import Workspace

README = ROOT / "README.md"


@pytest.fixture
def apply(stack: Stack) -> Any:
    """Runs a Terraform command against the stack, with other variables where they are given."""
    usual, environment = local_cloud.of(stack.endpoints, stack.directory)

    def run(command: str, *arguments: str, **variables: str) -> None:
        terraform.run(
            "local", command, *arguments, variables=usual | variables, extra_environment=environment
        )

    return run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what functions are made of, to be changed by a test."""
    for name in ("functions", "shared", "docs", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.glob("requirements-layer-*.txt"):
        shutil.copy(file, tmp_path)
    return tmp_path


def planned(stack: Stack, apply: Any, file: Path, **variables: str) -> dict[str, list[str]]:
    """Addresses of the resources that a plan would change, with the actions."""
    apply("plan", "-input=false", "-lock=false", f"-out={file}", **variables)
    workspace = Workspace(TERRAFORM, stack.directory / "terraform")
    shown = workspace.terraform("show", "-json", str(file), extra={}, quiet=True).stdout
    changes = json.loads(shown[shown.index("{") :])["resource_changes"]
    actions = {each["address"]: each["change"]["actions"] for each in changes}
    return {address: taken for address, taken in actions.items() if taken not in (["no-op"], ["read"])}


def test_nothing_is_left_to_change_after_apply(apply: Any) -> None:
    apply("plan", "-input=false", "-lock=false", "-detailed-exitcode")


@pytest.fixture
def without_query(apply: Any, checkout: Path) -> Iterator[None]:
    """The stack with habits' manifest changed: it may no longer query the table."""
    manifest = checkout / "functions" / "habits" / "function.json"
    declared = json.loads(manifest.read_text())
    actions = declared["grants"][0]["actions"]
    actions.remove("dynamodb:Query")
    manifest.write_text(json.dumps(declared))
    apply("apply", "-auto-approve", "-input=false", functions_dir=str(checkout / "functions"))
    yield
    apply("apply", "-auto-approve", "-input=false")


def test_a_call_whose_grant_is_taken_away_is_denied_and_only_that(
    stack: Stack, ada: Account, habit: dict[str, Any], without_query: None
) -> None:
    path = f"/habits/{habit['id']}"
    ada.api.get(path).expect(200)
    ada.api.patch(path, {"name": "Still mine"}).expect(200)
    ada.api.get("/users/me").expect(200)
    refused = ada.api.get("/today")
    refused.problem(500)
    log = stack.directory / "logs" / "functions.jsonl"
    request = refused.headers["x-request-id"]

    def denied() -> bool:
        lines = [line for line in log.read_text().splitlines() if request in line]
        return any("AccessDenied" in line and "dynamodb:Query" in line for line in lines)

    eventually(denied, "the denial in the function's log")


def add_capability(checkout: Path) -> None:
    """The README's worked example: one folder, its files as they stand there."""
    folder = checkout / "functions" / "greetings"
    folder.mkdir()
    blocks = re.findall(r"`functions/greetings/(\S+)`:\n\n```\w+\n(.*?)```", README.read_text(), re.DOTALL)
    for name, content in blocks:
        (folder / name).write_text(content)
    assert {name for name, _ in blocks} == {"function.json", "handler.py", "models.py"}


def test_a_new_folder_is_a_new_capability(stack: Stack, apply: Any, checkout: Path, ada: Account) -> None:
    add_capability(checkout)
    built = build_all("local", checkout / "dist", root=checkout)
    assert "greetings" in built.manifest["functions"]
    rendered = subprocess.run(
        [sys.executable, "-c", "from tools.openapi import render; print(render())"],
        cwd=checkout,
        env={"PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert json.loads(rendered.stdout)["paths"]["/v1/greeting"]["get"]["operationId"] == "get_greeting"
    variables = {"functions_dir": str(checkout / "functions"), "dist_dir": str(checkout / "dist")}
    changes = planned(stack, apply, checkout / "plan", **variables)
    new = {address: actions for address, actions in changes.items() if "greet" in address}
    assert {actions[0] for actions in new.values()} == {"create"}
    for expected in (
        'module.function["greetings"].aws_lambda_function',
        "aws_apigatewayv2_route",
        "aws_iam_role",
    ):
        assert any(expected in address for address in new), expected
    others = {address: taken for address, taken in changes.items() if address not in new}
    assert not any("delete" in taken for taken in others.values()), others
