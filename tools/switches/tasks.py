"""`invoke switches.…`"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.switches import table
from tools.switches.catalogue import ENVIRONMENTS, EXCLUDED, SWITCHES
from tools.switches.pairs import cover
from tools.switches.plans import plan_all, runs_of, runs_of_environments
from tools.switches.switch import SwitchError
from tools.terraform.errors import TerraformError
from tools.terraform.testing import scratch
from tools.terraform.workspace import ROOT


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    """Errors for people as text; Ctrl-C as an end, not as an error."""
    from tools.build import BuildError
    from tools.local.errors import LocalError

    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        try:
            work(*arguments, **options)
        except (BuildError, LocalError, SwitchError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem
        except KeyboardInterrupt:
            raise Exit("", code=130) from None

    return told


@task
@_readable
def plan(_: Context) -> None:
    """Every pair of positions of any two switches, planned with a mocked AWS."""
    rows = cover({switch.name: switch.paired for switch in SWITCHES}, EXCLUDED)
    runs = runs_of(rows, {switch.name: switch for switch in SWITCHES})
    plan_all(runs | runs_of_environments(ENVIRONMENTS, ROOT / "envs"), scratch() / "switches")
    print(f"{len(SWITCHES)} switches in pairs: {len(rows)} plans; {len(ENVIRONMENTS)} environments: planned.")


@task(help={"only": "Names of switches or environments, with commas: nothing else."})
@_readable
def apply(_: Context, only: str = "") -> None:
    """Each switch over and back, and each environment, on a local cloud of its own."""
    from tools.switches.apply import try_all

    if problems := try_all(scratch().parent / "switches", {name for name in only.split(",") if name}, print):
        raise SwitchError("\n\n".join(problems))


@task
@_readable
def docs(_: Context) -> None:
    """Write docs/switches.md."""
    table.FILE.write_text(table.text())


ns = Collection("switches", plan, apply, docs)
