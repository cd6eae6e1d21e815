"""The runbook's commands are ones that the AWS command line takes, which is made from the same models."""

from __future__ import annotations

import re
import shlex

import pytest
from botocore import xform_name
from botocore.session import get_session

from tasks import ns
from tools.terraform.workspace import REPOSITORY

RUNBOOK = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
SECTION = RUNBOOK.partition("\n## Recovery\n")[2].partition("\n## ")[0]
EVERYWHERE = {"--region", "--query"}
# Of the command line's own, without a model.
BY_HAND = {"s3": {"sync": {"--source-region"}}}
AWS = sorted({found.strip() for found in re.findall(r"(?:^ *|`)(aws [^`#\n]+)", SECTION, re.MULTILINE)})
INVOKE = sorted(
    {found.strip() for found in re.findall(r"(?:^ *|`)invoke ([a-z._]+[^`#\n|]*)", SECTION, re.MULTILINE)}
)


def options_of(service: str, operation: str) -> set[str]:
    """Raises when there is none such."""
    if service in BY_HAND:
        return BY_HAND[service][operation]
    model = get_session().get_service_model("s3" if service == "s3api" else service)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(names[operation]).input_shape
    members = shape.members if shape else {}
    flags = {
        f"--no-{xform_name(name, '-')}" for name, member in members.items() if member.type_name == "boolean"
    }
    return {f"--{xform_name(name, '-')}" for name in members} | flags


def wrong(command: str) -> set[str]:
    """What the command line would not take of it."""
    _, service, operation, *rest = shlex.split(command.replace("…", "x"))
    if operation == "wait":
        waiters = get_session().get_waiter_model(service).waiter_names
        waiter = next((one for one in waiters if xform_name(one, "-") == rest[0]), None)
        if waiter is None:
            return {rest[0]}
        operation = xform_name(get_session().get_waiter_model(service).get_waiter(waiter).operation, "-")
    given = {word for word in rest if word.startswith("--")}
    return given - options_of(service, operation) - EVERYWHERE


def test_the_commands_are_found() -> None:
    assert len(AWS) > 15 and len(INVOKE) > 8


@pytest.mark.parametrize("command", AWS)
def test_a_command_is_one_of_aws(command: str) -> None:
    assert wrong(command) == set()


def test_a_wrong_option_a_wrong_waiter_and_a_wrong_operation_are_found() -> None:
    assert wrong("aws rds delete-db-instance --db-instance-name x") == {"--db-instance-name"}
    assert wrong("aws rds wait db-instance-there --db-instance-identifier x") == {"db-instance-there"}
    with pytest.raises(KeyError):
        wrong("aws rds restore-db-instance --db-instance-identifier x")


@pytest.mark.parametrize("command", INVOKE)
def test_a_task_is_one_of_ours(command: str) -> None:
    name, *rest = shlex.split(command.replace("…", "x"))
    known = {argument.name for argument in ns[name].get_arguments()}
    given = {word.removeprefix("--").replace("-", "_") for word in rest if word.startswith("--")}
    assert given <= known, name
