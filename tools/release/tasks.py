"""`invoke release`, `release.list`, `release.drill` and `rollback`; when to use which: docs/operations.md."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.release import drill as bad_deploy
from tools.release import environment, releasing
from tools.release.desk import Wish
from tools.release.errors import ReleaseError
from tools.release.model import Ledger
from tools.terraform.errors import TerraformError

_ENV = {"env": "Environment: a file of terraform/envs (local, dev, staging, prod)."}
_YES = {"yes": "Do not ask."}


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            work(*arguments, **options)
        except (ReleaseError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except (BotoCoreError, ClientError) as refusal:
            raise Exit(
                f"\nAWS did not do it: {refusal}\n`invoke release.list --env …` shows what is live and what "
                "is under way; `invoke rollback --env …` takes back what is.",
                code=1,
            ) from refusal
        except KeyboardInterrupt:
            raise Exit("", code=130) from None

    return told


@task(
    default=True,
    help=_ENV
    | _YES
    | {
        "canary": "Part of the calls that the new versions get at first, in percent (100: all at once).",
        "minutes": "How long the canary is watched before everything moves (0: all at once).",
        "again": "Also versions that were rolled back before.",
        "despite_alarms": "Also while alarms are on; those are not heeded.",
    },
)
@_readable
def release(
    _context: Context,
    env: str,
    canary: str = "10",
    minutes: str = "5",
    yes: bool = False,
    again: bool = False,
    despite_alarms: bool = False,
) -> None:
    """Makes the functions' newest versions live: canary, alarms, then all, or all back (after apply)."""
    wish = Wish(
        canary=int(_number(canary, "--canary")),
        minutes=_number(minutes, "--minutes"),
        again=again,
        despite_alarms=despite_alarms,
        revision=environment.revision(),
    )
    ledger = releasing.release(environment.of_environment(env, _tell, _asker(yes)), wish)
    _tell(f"Live: release {ledger.releases[0].id}.")


@task(
    help=_ENV
    | _YES
    | {"to": "Number of a release as `invoke release.list` shows it; the one before, when not given."}
)
@_readable
def rollback(_context: Context, env: str, to: str | None = None, yes: bool = False) -> None:
    """Goes back at once: from a release under way, else to the release before, or to `--to`."""
    ledger = releasing.rollback(environment.of_environment(env, _tell, _asker(yes)), to)
    _tell(f"Live: release {ledger.releases[0].id}.")


@task(name="list", help=_ENV)
@_readable
def list_(_context: Context, env: str) -> None:
    """Releases that can be gone back to, newest first, and what is under way."""
    for line in listed(environment.of_environment(env, _tell, _asker(True)).store.read()):
        print(line)


@task(help=_ENV)
@_readable
def drill(_context: Context, env: str) -> None:
    """A bad deploy on a function of its own: canary, alarm, rollback, and whether a call fails after that."""
    bad_deploy.run(env, _tell)


def listed(ledger: Ledger) -> list[str]:
    """The ledger, a line a release, then what is under way and what is refused."""
    lines = [
        f"{known.id:>4}  {known.at}  {(known.revision or 'unknown')[:12]:12}  "
        f"{len(known.versions):3} functions  {known.by}"
        for known in ledger.releases
    ]
    if ledger.rollout:
        functions = ", ".join(sorted(ledger.rollout.after))
        lines.append(f"Under way: {ledger.rollout.result.by}, at {ledger.rollout.stage!r}: {functions}")
    lines += [
        f"Rolled back, not released again by itself: {name} {version}"
        for name, version in sorted(ledger.refused.items())
    ]
    return lines or ["Nothing has been released yet."]


def _tell(text: str) -> None:
    print(text, flush=True)


def _asker(yes: bool) -> Callable[[str], bool]:
    def agreed(text: str) -> bool:
        print(text)
        return yes or input("Do it? [y/N] ").strip().lower() in {"y", "yes"}

    return agreed


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ReleaseError(f"{option} takes a number, not {text}.") from None


ns = Collection("release", release, list_, drill)
