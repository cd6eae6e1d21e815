"""What operators are told to type exists: the AWS command line takes it (it is made from the same models as
boto3), and so do our own tasks. And the page has what an environment's life needs, from first to last."""

from __future__ import annotations

import re
import shlex

import pytest
from botocore import xform_name
from botocore.session import Session

from tasks import ns
from tools.manifests import ROOT

PAGE = ROOT / "docs" / "operations.md"
TEXT = PAGE.read_text(encoding="utf-8")
PARTS = ("The first deployment", "Day two", "Upgrading", "Leaving", "What is watched", "Alarms", "Recovery")
# Of every command.
EVERYWHERE = {"--region", "--query", "--output", "--cli-read-timeout"}
# Of the command line's own, without a model.
BY_HAND = {
    ("s3", "ls"): set[str](),
    ("s3", "mb"): set[str](),
    ("s3", "rm"): set[str](),
    ("s3", "cp"): {"--recursive"},
    ("s3", "sync"): {"--source-region"},
    ("logs", "tail"): {"--follow", "--since"},
    ("sso", "login"): set[str](),
}
# It remembers the models that it has read.
AT_AWS = Session()
# Commands in a sentence, and in a block of them.
PLACES = r"(?:^ *|`)"
AWS = sorted({found.strip() for found in re.findall(rf"{PLACES}(aws [^`\n]+)", TEXT, re.MULTILINE)})
INVOKE = sorted(
    {found.strip() for found in re.findall(rf"{PLACES}invoke ([a-z._]+[^`\n]*)", TEXT, re.MULTILINE)}
)


def words(command: str) -> list[str]:
    """As a shell takes them; `…`, `<account>` and what another command would say stand for something."""
    plain = re.sub(r"\$\([^)]*\)|<[a-z ]+>", "x", command.replace("…", "x").replace("\\|", "|"))
    return shlex.split(re.split(r" [|>] | +# ", plain)[0])


def options_of(service: str, operation: str) -> set[str]:
    """Raises KeyError when there is none such."""
    if (service, operation) in BY_HAND:
        return BY_HAND[service, operation]
    model = AT_AWS.get_service_model("s3" if service == "s3api" else service)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(names[operation]).input_shape
    members = shape.members if shape else {}
    flags = {
        f"--no-{xform_name(name, '-')}" for name, member in members.items() if member.type_name == "boolean"
    }
    return {f"--{xform_name(name, '-')}" for name in members} | flags


def wrong(command: str) -> set[str]:
    """What the command line would not take of it."""
    _, service, operation, *rest = words(command)
    if operation == "wait":
        waiters = AT_AWS.get_waiter_model(service).waiter_names
        waiter = next((one for one in waiters if xform_name(one, "-") == rest[0]), None)
        if waiter is None:
            return {rest[0]}
        operation = xform_name(AT_AWS.get_waiter_model(service).get_waiter(waiter).operation, "-")
    given = {word for word in rest if word.startswith("--")}
    return given - options_of(service, operation) - EVERYWHERE


def test_the_commands_are_found() -> None:
    assert len(AWS) > 60
    assert len(INVOKE) > 40


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
    name, *rest = words(command)
    known = {argument.name for argument in ns[name].get_arguments()}
    given = {word.removeprefix("--").replace("-", "_") for word in rest if word.startswith("--")}
    assert given <= known, name


@pytest.mark.parametrize("part", PARTS)
def test_an_environments_life_is_told_from_first_to_last(part: str) -> None:
    assert TEXT.count(f"\n## {part}\n") == 1


def section(part: str) -> str:
    return TEXT.partition(f"\n## {part}\n")[2].partition("\n## ")[0]


def test_who_leaves_takes_everything_out_before_anything_is_gone() -> None:
    """Each store of what people made, and then what Terraform does not remove."""
    copied, _, removed = section("Leaving").partition("invoke destroy")
    for store in ("export-table-to-point-in-time", "create-db-snapshot", "-media-", "list-users"):
        assert store in copied
    for kept in ("-state-", "media-signing-key", "origin-key", "delivery/", "delete-db-snapshot"):
        assert kept in removed
