"""What an operator types: `invoke dlq.…` and `invoke stream.replay`, right and wrong, as docs/operations.md
has it. Nothing ends in a stack trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError
from invoke import Context, Exit

from tests.unit.failures.aws import DEAD, WORK, Aws
from tools.failures import tasks
from tools.manifests import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Aws:
    made = Aws()
    monkeypatch.setattr(tasks, "of_environment", lambda env: made.stack)
    return made


def run(task: Any, **options: Any) -> None:
    task.body(Context(), "test", **options)


def test_the_list_counts_by_queue_and_in_the_bucket(aws: Aws, capsys: Any) -> None:
    aws.sqs.keep(DEAD, "x")
    run(tasks.list_)
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["0", "async-failures"],
        ["1", "notify"],
        ["0", "batches"],
    ]


def test_a_message_is_shown_redriven_or_thrown_away_by_its_id(aws: Aws, capsys: Any) -> None:
    first, second, third = (aws.sqs.keep(DEAD, f"message {number}") for number in range(3))
    run(tasks.show, queue="notify")
    shown = capsys.readouterr().out
    assert re.findall(r"^m\d+", shown, re.MULTILINE) == [first, second, third] and "message 2" in shown
    run(tasks.discard, queue="notify", only=second)
    assert capsys.readouterr().out == f"{second}  is gone\n"
    run(tasks.redrive, queue="notify", only=third)
    assert (aws.sqs.ids(DEAD), [one["Body"] for one in aws.sqs.queues[WORK]]) == ([first], ["message 2"])


def test_an_empty_queue_is_said_to_be_empty(aws: Aws, capsys: Any) -> None:
    run(tasks.show, queue="notify")
    assert "Nothing is in notify" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("task", "options", "said"),
    [
        (tasks.show, {"queue": "mail"}, "no queue mail, only async-failures, notify"),
        (tasks.show, {"queue": "notify", "limit": "all"}, "--limit takes a number"),
        (tasks.redrive, {"queue": "notify", "limit": "0"}, "--limit takes a number"),
        (tasks.redrive, {"queue": "notify", "only": "m9"}, "no message m9"),
        (tasks.discard, {"queue": "notify", "only": "m9"}, "no message m9"),
        (tasks.replay, {"since": "yesterday"}, "yesterday is no time such as 2026-05-01T12:00Z"),
        (tasks.replay, {"since": "2026-05-02", "until": "2026-05-01"}, "--since comes before --until"),
        (tasks.replay, {"since": "9999-01-01"}, "--since comes before --until"),
        (tasks.replay, {"since": "2026-05-01", "function": "notify"}, "notify does not read"),
    ],
)
@pytest.mark.usefixtures("aws")
def test_what_is_wrong_is_answered_with_a_sentence(task: Any, options: dict[str, str], said: str) -> None:
    with pytest.raises(Exit, match=said):
        run(task, **options)


@pytest.mark.parametrize(
    "refusal",
    [
        NoCredentialsError(),
        ClientError(
            {"Error": {"Code": "ExpiredToken", "Message": "the token has expired"}}, "ReceiveMessage"
        ),
    ],
)
def test_what_aws_refuses_is_a_sentence_too(aws: Aws, refusal: Exception) -> None:
    def refuse(**_: Any) -> Any:
        raise refusal

    aws.sqs.get_queue_attributes = refuse  # type: ignore[method-assign]  # a fake
    with pytest.raises(Exit, match="AWS did not do it: .*(credentials|expired)"):
        run(tasks.list_)


def commands(page: str) -> list[str]:
    return re.findall(r"`(?:invoke )?((?:dlq|stream)\.\w+ [^`]*)`", page)


def test_the_page_has_commands_at_all() -> None:
    assert len(commands(PAGE)) >= 6


@pytest.mark.parametrize("command", commands(PAGE))
def test_what_the_page_has_an_operator_type_is_there(command: str) -> None:
    name, *words = command.split()
    collection, _, task = name.partition(".")
    found: Callable[..., Any] = {"dlq": tasks.dlq, "stream": tasks.stream}[collection][task]
    known = {option for argument in found.get_arguments() for option in argument.names}  # type: ignore[attr-defined]  # a task
    assert {word.removeprefix("--") for word in words if word.startswith("--")} <= known
