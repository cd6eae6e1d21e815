"""`invoke dr.…`; what to do when stands in docs/operations.md, under "Recovery"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.failures.stack import Stack, of_environment
from tools.recovery import report
from tools.recovery.made import Clock, DrillError, Made, Thing
from tools.terraform import local_cloud, runner
from tools.terraform.errors import TerraformError
from tools.terraform.workspace import ROOT

_ENV = {"env": "Environment: a file of terraform/envs (local, dev, staging, prod)."}


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    """Errors for people as text; Ctrl-C as an end, not as an error."""

    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            work(*arguments, **options)
        except (DrillError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except (BotoCoreError, ClientError) as refusal:
            raise Exit(f"\nAWS did not do it: {refusal}", code=1) from refusal
        except KeyboardInterrupt:
            raise Exit("", code=130) from None

    return told


@task(
    help=_ENV
    | {
        "at": "The time to restore to, such as 2026-05-01T12:00Z; the newest that can be, when not given.",
        "only": "One store: table or database.",
        "part": "Compare one part in so many of the table, for large ones.",
        "rpo": "Minutes that may be lost at most.",
        "rto": "Minutes that a restore may take at most.",
    }
)
@_readable
def drill(
    _context: Context,
    env: str,
    at: str | None = None,
    only: str = "",
    part: str = "1",
    rpo: str = "15",
    rto: str = "60",
) -> None:
    """Restores table and database beside the live ones, compares, measures RPO and RTO, and removes them."""
    goals = report.Goals(timedelta(minutes=_number(rpo)), timedelta(minutes=_number(rto)))
    failures = drilled(of_environment(env), Clock(), moment(at), _number(part), stores(only), goals)
    if failures:
        raise DrillError("\n".join(failures))
    print("What was restored is what was there, within the goals. All of it has been removed.")


@task(help=_ENV)
@_readable
def clean(_context: Context, env: str) -> None:
    """Removes what drills left that were killed: tables and databases named …-drill-…."""
    from tools.recovery import databases, drill, tables

    stack = of_environment(env)
    beginning = drill.beginning(stack)
    found: list[Thing] = [
        *tables.leftovers(stack.client("dynamodb"), beginning),
        *databases.leftovers(stack.client("rds"), beginning),
    ]
    with Made(Clock(), print) as made:
        for thing in found:
            made.add(thing)
    if not found:
        print(f"Nothing is named {beginning}….")
    if made.left:
        raise DrillError("Not all of it could be removed; the lines above say how.")


@task(
    help=_ENV
    | {
        "table": "Name of a restored table, which the tfvars name too.",
        "database": "PostgreSQL: the restored one has the live one's name by now.",
    }
)
@_readable
def adopt(_context: Context, env: str, table: str = "", database: bool = False) -> None:
    """Has Terraform take what was restored for the environment's own; what it had stays, and is nobody's."""
    from tools.recovery import adopting

    variables, environment = local_cloud.settings() if env == "local" else ({}, {})

    def terraform(command: str, *arguments: str) -> None:
        runner.run(env, command, *arguments, variables=variables, extra_environment=environment)

    stack = of_environment(env)
    if table:
        live, tfvars = stack.outputs["table_name"], (ROOT / "envs" / f"{env}.tfvars").read_text()
        print(adopting.adopt_table(stack.client("dynamodb"), terraform, live, table, tfvars))
    if database:
        print(adopting.adopt_database(terraform, stack.outputs["database_arn"]))
    if not table and not database:
        raise DrillError("Say what: --table <name of the restored one>, --database, or both.")


def drilled(
    stack: Stack, clock: Clock, at: datetime | None, part: int, wanted: list[str], goals: report.Goals
) -> list[str]:
    """Drills each store after the other, and prints what it finds; what is not as it should be."""
    from botocore.exceptions import ClientError

    from tools.recovery.drill import Drill, is_unknown

    work, outcomes = Drill(stack, clock, print, at, part), []
    for store in wanted:
        try:
            outcomes.append(work.table() if store == "table" else work.database())
        except ClientError as refusal:
            if not is_unknown(refusal):
                raise
            print(f"{store}: not tried, since this cloud cannot ({refusal.operation_name}); AWS can.")
            continue
        print("\n".join(report.lines(outcomes[-1], goals)))
    return report.failures(outcomes, goals)


def stores(only: str) -> list[str]:
    """Raises DrillError for one that there is not."""
    if only not in ("", "table", "database"):
        raise DrillError(f"--only {only}: it is table or database.")
    return [only] if only else ["table", "database"]


def moment(text: str | None) -> datetime | None:
    """Raises DrillError unless it is a time, with its zone."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise DrillError(f"--at {text}: a time with its zone is meant, such as 2026-05-01T12:00Z.")
    return at.astimezone(UTC)


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise DrillError(f"{text}: a whole number is meant, one or more.")
    return int(text)


ns = Collection("dr", drill, clean, adopt)
