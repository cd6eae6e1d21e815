"""The pipeline runs what README and operations.md say and nothing else, with the least that it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import tasks
from tools.manifests import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
# Beside invoke's tasks, the Makefile's targets, and the README's way into the environment.
ACTIVATION = "source .venv/bin/activate"
PINNED = re.compile(r"^\s*- uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
# What a job may have: to read the code, and to prove to AWS who it is.
MOST = {"contents": "read", "id-token": "write"}

workflows = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)


def parsed(file: Path) -> dict[str, Any]:
    read: dict[Any, Any] = yaml.safe_load(file.read_text())
    # YAML 1.1 takes the key `on` for true.
    return {("on" if key is True else key): value for key, value in read.items()}


def jobs(file: Path) -> dict[str, dict[str, Any]]:
    return parsed(file)["jobs"]


def runs(file: Path) -> list[str]:
    return [
        line.strip()
        for job in jobs(file).values()
        for step in job["steps"]
        for line in step.get("run", "").splitlines()
        if line.strip()
    ]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def options_of(task: str) -> set[str]:
    name = task if task in tasks.ns.task_names else f"{task}.{tasks.ns.collections[task].default}"
    return {option for flag in tasks.ns[name].get_arguments() for option in _flags(flag)}


def _flags(argument: Any) -> list[str]:
    return [f"--{name.replace('_', '-')}" for name in argument.names]


def test_there_is_something_to_look_at() -> None:
    assert {file.stem for file in WORKFLOWS} == {"deploy", "pull-request"}


@workflows
def test_every_command_is_one_that_people_are_told_of(file: Path) -> None:
    readme = "".join((ROOT / page).read_text() for page in ("README.md", "docs/operations.md"))
    for line in runs(file):
        first, *rest = line.split()
        if line == ACTIVATION:
            assert line in readme
        elif first == "make":
            assert rest
            assert set(rest) <= targets(), line
        else:
            assert first == "invoke", f"{file.name}: {line} is no command of the README"
            task, *arguments = rest
            assert {each for each in arguments if each.startswith("-")} <= options_of(task), line
            assert f"invoke {task}" in readme, f"{line} is not in the README"


@workflows
def test_nothing_that_somebody_wrote_elsewhere_becomes_part_of_a_command(file: Path) -> None:
    assert not [line for line in runs(file) if "${{" in line]


@workflows
def test_actions_are_pinned_to_a_commit_that_is_named(file: Path) -> None:
    used = [line for line in file.read_text().splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []


@workflows
def test_jobs_have_the_permissions_that_they_need_and_no_secret(file: Path) -> None:
    assert parsed(file)["permissions"] == {}
    assert "secrets." not in file.read_text()
    for name, job in jobs(file).items():
        assert job["permissions"].items() <= MOST.items(), name
        to_aws = [step for step in job["steps"] if "configure-aws-credentials" in step.get("uses", "")]
        assert bool(to_aws) == ("id-token" in job["permissions"]), name
        assert not [step for step in to_aws if set(step["with"]) != {"role-to-assume", "aws-region"}]


@workflows
def test_checkouts_leave_no_token_behind_and_jobs_end(file: Path) -> None:
    for job in jobs(file).values():
        assert job["timeout-minutes"] <= 120
        checkouts = [step["with"] for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
        assert [each["persist-credentials"] for each in checkouts] == [False]


def test_a_pull_request_plans_with_the_role_that_only_reads() -> None:
    (file,) = [file for file in WORKFLOWS if file.stem == "pull-request"]
    assert parsed(file)["on"].keys() == {"pull_request"}, "pull_request_target would run strangers' code"
    plan = jobs(file)["plan"]
    assert "apply_role" not in file.read_text()
    # Cut off, it would leave the state locked.
    assert "concurrency" not in parsed(file)
    assert plan["concurrency"]["cancel-in-progress"] is False
    assert "environment" not in plan
    assert "head.repo.full_name == github.repository" in plan["if"]
    assert [line for line in runs(file) if line.split()[:2] == ["invoke", "apply"]] == []
    uploaded = [step["with"]["path"] for step in plan["steps"] if "upload-artifact" in step.get("uses", "")]
    assert uploaded == ["plan.txt"]


def test_main_is_tested_then_deployed_with_approval_one_environment_at_a_time() -> None:
    (file,) = [file for file in WORKFLOWS if file.stem == "deploy"]
    assert parsed(file)["on"] == {"push": {"branches": ["main"]}}
    deploy = jobs(file)["deploy"]
    assert deploy["needs"] == "test"
    assert deploy["environment"] == {"name": "${{ matrix.environment.name }}"}
    assert deploy["concurrency"] == {
        "group": "deploy-${{ matrix.environment.name }}",
        "cancel-in-progress": False,
    }
    assert deploy["strategy"]["max-parallel"] == 1
    commands = [
        " ".join(line.split()[:2]) for step in deploy["steps"] for line in step.get("run", "").splitlines()
    ]
    assert [command for command in commands if command.startswith("invoke")] == [
        "invoke build",
        "invoke apply",
        "invoke release",
        "invoke web.deploy",
    ]
    # What is contracted names a commit, which a shallow checkout does not have.
    assert [
        step["with"]["fetch-depth"] for step in deploy["steps"] if "checkout" in step.get("uses", "")
    ] == [0]


def test_terraform_leaves_the_live_version_to_releases() -> None:
    module = (ROOT / "terraform" / "modules" / "function" / "main.tf").read_text()
    alias = module.partition('resource "aws_lambda_alias" "live"')[2]
    assert "ignore_changes = [function_version, routing_config]" in alias
