"""`invoke dlq.…` and `invoke stream.replay`; what to do when stands in docs/operations.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial, wraps
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
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            work(*arguments, **options)
        except (FailuresError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except (BotoCoreError, ClientError) as refusal:
            raise Exit(f"\nAWS did not do it: {refusal}", code=1) from refusal

    return told


@task(name="list", help=_ENV)
@_readable
def list_(_context: Context, env: str) -> None:
    """How much work failed for good, by queue, and how many batches of the stream."""
    stack = of_environment(env)
    for name, url in sorted(stack.queues.items()):
        print(f"{queues.waiting(stack.client('sqs'), url):6}  {name}")
    print(f"{len(batches.kept(stack)):6}  batches of the stream (invoke stream.replay)")


@task(help=_ENV | _QUEUE | {"limit": "Messages to show."})
@_readable
def show(_context: Context, env: str, queue: str, limit: str = "10") -> None:
    """What failed, oldest first, with the reason and what it was called with; it stays where it is."""
    most, stack = _number(limit), of_environment(env)
    with queues.held(stack.client("sqs"), stack.queue(queue), most) as messages:
        if not messages:
            print(f"Nothing is in {queue}, or somebody else is looking at it.")
        for letter in (letters.read(queue, message) for message in messages):
            print(f"{letter.id}  {letter.at}  {letter.target or '?'}\n  {letter.why}\n  {letter.payload}\n")


@task(
    help=_ENV
    | _QUEUE
    | {"only": "Id of the one message, as `invoke dlq.show` prints it.", "limit": "At most."}
)
@_readable
def redrive(_context: Context, env: str, queue: str, only: str | None = None, limit: str = "1000") -> None:
    """Has it done again, by whom it was for, and takes it out of the queue of failures."""
    most, stack = _number(limit), of_environment(env)
    done = redriven(stack, queue, only, most)
    print(f"Done again: {done}. What fails again is back after its retries: invoke dlq.list --env {env}")


@task(help=_ENV | _QUEUE | {"only": "Id of the message, as `invoke dlq.show` prints it."})
@_readable
def discard(_context: Context, env: str, queue: str, only: str) -> None:
    """Throws one message away, for good: what can never be done."""
    stack = of_environment(env)
    sqs, url = stack.client("sqs"), stack.queue(queue)
    with queues.held(sqs, url, 1000) as messages:
        for message in _chosen(messages, only):
            queues.remove(sqs, url, message)
            print(f"{message['MessageId']}  is gone")


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
    span = _span(since, until)
    replayed(of_environment(env), *span, function, dry_run)


def replayed(
    stack: Stack, since: datetime, until: datetime, function: str | None = None, dry_run: bool = False
) -> None:
    """One batch that fails again, or that nobody can read, holds up none behind it. Raises FailuresError when
    there were such."""
    records, stayed = 0, 0
    for name, opened in _found(stack, since, until, function):
        try:
            batch = opened()
            records += len(batch.records) if dry_run else batches.replay(stack, batch)
        except FailuresError as problem:
            stayed += 1
            print(f"{name}  stays: {problem}")
        else:
            print(f"{name}  {batch.function}: {len(batch.records)} changes")
    print(f"Changes {'to replay' if dry_run else 'replayed'}: {records}.")
    if stayed:
        raise FailuresError(f"Batches that could not be replayed, for the reasons above: {stayed}.")


def _found(
    stack: Stack, since: datetime, until: datetime, function: str | None
) -> Iterator[tuple[str, Callable[[], batches.Batch]]]:
    """What to call each batch, and what opens it."""
    if function is None:
        for key in batches.kept(stack, since, until):
            yield key, partial(batches.opened, stack, key)
    else:
        for batch in batches.still_there(stack, function, since, until):
            yield "of the stream", partial(_same, batch)


def _same(batch: batches.Batch) -> batches.Batch:
    return batch


def _span(since: str, until: str | None) -> tuple[datetime, datetime]:
    first, behind = _moment(since), _moment(until) if until else datetime.now(UTC)
    if first >= behind:
        raise FailuresError(
            f"Nothing lies between {since} and {until or 'now'}: --since comes before --until."
        )
    return first, behind


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise FailuresError(f"--limit takes a number of messages such as 10, not {text}.")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise FailuresError(f"{text} is no time such as 2026-05-01T12:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


dlq = Collection("dlq", list_, show, redrive, discard)
stream = Collection("stream", replay)
