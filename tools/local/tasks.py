"""`invoke local.…`"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.local import demo as demo_data
from tools.local import logs as function_logs
from tools.local import running
from tools.local import status as status_report
from tools.local.errors import LocalError
from tools.local.mailbox import Mailbox
from tools.local.paths import LocalPaths
from tools.local.up import up as bring_up


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    """Errors for people as text; Ctrl-C as an end, not as an error."""

    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        try:
            work(*arguments, **options)
        except LocalError as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except KeyboardInterrupt:
            raise Exit("", code=130) from None

    return told


@task(
    help={
        "detach": "Return when ready, and leave it running.",
        "identity": "Who keeps the accounts, cognito or native; as before when not given.",
        "api": "What the API is, http or rest; as before when not given.",
    }
)
@_readable
def up(_context: Context, detach: bool = False, identity: str | None = None, api: str | None = None) -> None:
    """Starts the local cloud and deploys what has changed."""
    bring_up(LocalPaths.of(), detach, identity, flavour=api)


@task
@_readable
def down(_context: Context) -> None:
    """Stops the local cloud; its data is kept."""
    stopped = running.shut_down(LocalPaths.of())
    print("The local cloud is down; its data is kept." if stopped else "The local cloud was not up.")


@task
@_readable
def status(_context: Context) -> None:
    """What runs, its addresses and its memory."""
    print("\n".join(status_report.describe(LocalPaths.of())))


@task(
    help={
        "function": "Folder name of one function.",
        "follow": "Go on until Ctrl-C.",
        "lines": "Calls to show.",
    }
)
@_readable
def logs(_context: Context, function: str | None = None, follow: bool = False, lines: int = 50) -> None:
    """What the functions logged."""
    log = LocalPaths.of().function_log
    function_logs.show(log, function, lines)
    if follow:
        function_logs.follow(log, function)


@task(
    help={
        "to": "Only mail to this address.",
        "all": "All, not only the latest.",
        "json": "For programs: a JSON list.",
    }
)
@_readable
def mail(_context: Context, to: str | None = None, all: bool = False, json: bool = False) -> None:  # noqa: A002
    """The latest mail that the stack sent, with its code."""
    mails = Mailbox(LocalPaths.of().mail).list(to, limit=50 if all else 1)
    print(_as_json(mails) if json else _as_text(mails))


def _as_json(mails: list[Any]) -> str:
    return json.dumps([asdict(mail) for mail in mails], indent=2)


def _as_text(mails: list[Any]) -> str:
    texts = [
        f"{mail.received_at}  to {', '.join(mail.recipients)}\n{mail.subject}\n\n{mail.text or mail.html}"
        for mail in mails
    ]
    return "\n\n".join(texts) or "No mail yet."


@task(help={"yes": "Do not ask."})
@_readable
def reset(_context: Context, yes: bool = False) -> None:
    """Stops the local cloud and deletes all its data."""
    paths = LocalPaths.of()
    asks = sys.stdin.isatty() and not yes
    if asks and input(f"Delete all data in {paths.root}? [y/N] ").strip().lower() != "y":
        raise LocalError("Nothing was deleted.")
    paths.make()
    with running.only_one(paths):
        running.shut_down(paths)
        running.wipe(paths)
    print("The local cloud is empty. `make up` starts it afresh.")


@task
@_readable
def demo(_context: Context) -> None:
    """A person with fourteen months of check-ins, made through the API; can be repeated."""
    person = demo_data.create(LocalPaths.of())
    print(f"Log in at {person.app_url}\n  e-mail    {person.email}\n  password  {person.password}")


ns = Collection("local", up, down, status, logs, mail, reset, demo)
