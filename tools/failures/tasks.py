"""`invoke dlq.…` and `invoke stream.replay`; what to do when stands in docs/operations.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.failures import batches, letters, queues
from tools.failures.stack import FailuresError, Stack, of_environment
from tools.terraform.errors import TerraformError

_ENV = {"env": "Environment: a file of terraform/envs (local, dev, staging, prod)."}
_QUEUE = {"queue": "Name of a queue as `invoke dlq.list` shows it."}
_TIMES = {
    "since": "First moment, such as 2026-05-01T12:00Z.",
    "until": "The moment after the last; now, when not given.",
}


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        try:
            work(*arguments, **options)
        except (FailuresError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem

    return told


@task(name="list", help=_ENV)
@_readable
def list_(_context: Context, env: str) -> None:
    """How much work failed for good, by queue, and how many batches of the stream."""
    stack = of_environment(env)
    for name, url in sorted(stack.queues.items()):
        print(f"{queues.waiting(stack.client('sqs'), url):6}  {name}")
    kept = list(batches.given_up(stack, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)))
    print(f"{len(kept):6}  batches of the stream (invoke stream.replay)")


@task(help=_ENV | _QUEUE | {"limit": "Messages to show."})
@_readable
def show(_context: Context, env: str, queue: str, limit: int = 10) -> None:
    """What failed, oldest first, with the reason and what it was called with; it stays where it is."""
    stack = of_environment(env)
    with queues.held(stack.client("sqs"), stack.queue(queue), limit) as messages:
        for letter in (letters.read(queue, message) for message in messages):
            print(f"{letter.id}  {letter.at}  {letter.target or '?'}\n  {letter.why}\n  {letter.payload}\n")


@task(
    help=_ENV
    | _QUEUE
    | {"only": "Id of the one message, as `invoke dlq.show` prints it.", "limit": "At most."}
)
@_readable
def redrive(_context: Context, env: str, queue: str, only: str | None = None, limit: int = 1000) -> None:
    """Has it done again, by whom it was for, and takes it out of the queue of failures."""
    stack = of_environment(env)
    done = redriven(stack, queue, only, limit)
    print(f"{done} done again. What fails again is back after its retries: invoke dlq.list --env {env}")


@task(help=_ENV | _QUEUE | {"only": "Id of the message, as `invoke dlq.show` prints it."})
@_readable
def discard(_context: Context, env: str, queue: str, only: str) -> None:
    """Throws one message away, for good: what can never be done."""
    stack = of_environment(env)
    sqs, url = stack.client("sqs"), stack.queue(queue)
    with queues.held(sqs, url, 1000) as messages:
        for message in _chosen(messages, only):
            queues.remove(sqs, url, message)


def redriven(stack: Stack, queue: str, only: str | None, limit: int) -> int:
    """Redrives the messages of a queue, or only one; how many. What cannot be stays and is told of."""
    sqs, url, done = stack.client("sqs"), stack.queue(queue), 0
    with queues.held(sqs, url, limit) as messages:
        for message in _chosen(messages, only):
            letter = letters.read(queue, message)
            try:
                to = letters.do_again(stack, letter)
            except FailuresError as problem:
                print(f"{letter.id}  stays: {problem}")
                continue
            queues.remove(sqs, url, message)
            print(f"{letter.id}  to {to}")
            done += 1
    return done


def _chosen(messages: list[queues.Message], only: str | None) -> list[queues.Message]:
    chosen = [message for message in messages if only in (None, message["MessageId"])]
    if only and not chosen:
        raise FailuresError(f"There is no message {only}; somebody else may be looking at it.")
    return chosen


@task(
    help=_ENV
    | _TIMES
    | {
        "function": "relay or activity: reads what the stream still has (24 h) instead of what was given up.",
        "dry_run": "Only say what there is.",
    }
)
@_readable
def replay(
    _context: Context,
    env: str,
    since: str,
    until: str | None = None,
    function: str | None = None,
    dry_run: bool = False,
) -> None:
    """Hands batches of the table's stream to their function again: those that were given up, or a range."""
    stack, span = of_environment(env), (_moment(since), _moment(until) if until else datetime.now(UTC))
    found = batches.still_there(stack, function, *span) if function else batches.given_up(stack, *span)
    records = 0
    for batch in found:
        print(f"{batch.function}: {len(batch.records)} records{f' of {batch.key}' if batch.key else ''}")
        records += len(batch.records) if dry_run else batches.replay(stack, batch)
    print(f"{records} records {'to replay' if dry_run else 'replayed'}.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise FailuresError(f"{text} is no time such as 2026-05-01T12:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


dlq = Collection("dlq", list_, show, redrive, discard)
stream = Collection("stream", replay)
