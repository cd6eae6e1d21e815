"""The rows of pairs as a Terraform test whose runs plan them, AWS being mocked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tools.switches.pairs import Row
from tools.switches.switch import Environment, Switch, SwitchError, merged
from tools.terraform.errors import TerraformError
from tools.terraform.few_functions import checkout
from tools.terraform.shared_provider import shared_provider
from tools.terraform.testing import mocked_environment
from tools.terraform.workspace import Workspace, copy_tree

MOCKS = "".join(
    f'mock_provider "aws" {{\n{alias}  source = "./tests/mocks"\n}}\n\n'
    for alias in ("", '  alias  = "us_east_1"\n', '  alias  = "recovery"\n')
)
_RAN = re.compile(r"(Success!|Failure!) (\d+) passed, (\d+) failed")
_AT_ONCE = 2


def settings_of(row: Row, switches: Mapping[str, Switch]) -> dict[str, Any]:
    return merged(switches[name].positions[position] for name, position in sorted(row.items()))


def as_test(runs: Mapping[str, str]) -> str:
    """A .tftest.hcl with a run for each name, whose variables are these lines."""
    head = MOCKS + 'variables {\n  environment = "test"\n}\n\n'
    return head + "\n".join(_run(name, body) for name, body in runs.items())


def _run(name: str, body: str) -> str:
    return f'run "{name}" {{\n  command = plan\n\n  variables {{\n{body}\n  }}\n}}\n'


def as_variables(settings: Mapping[str, Any], indent: str = "  ") -> str:
    """The lines of a `variables` block. (JSON is an HCL expression where no `${` is in it.)"""
    return "\n".join(f"{indent}{name} = {json.dumps(value)}" for name, value in settings.items())


def runs_of(rows: Sequence[Row], switches: Mapping[str, Switch]) -> dict[str, str]:
    """Run → its variables, of each row."""
    settings = [settings_of(row, switches) for row in rows]
    return {f"row_{number}": as_variables(one) for number, one in enumerate(settings, start=1)}


def runs_of_environments(environments: Mapping[str, Environment], envs: Path) -> dict[str, str]:
    """Run → its variables: the tfvars as they are, and what its operator adds."""
    return {
        name: f"{(envs / f'{name}.tfvars').read_text()}\n{as_variables(environment.settings)}"
        for name, environment in environments.items()
    }


def plan_all(runs: Mapping[str, str], scratch: Path) -> None:
    """Plans every run. Raises SwitchError with what Terraform said of those that it refuses; after the first
    of them it looks at half of the others only."""
    tree = copy_tree(scratch / "terraform")
    names = list(runs)
    parts = {f"switches_{part}": names[part::_AT_ONCE] for part in range(_AT_ONCE)}
    for part, chosen in parts.items():
        text = as_test({name: runs[name] for name in chosen})
        (tree / "tests" / f"{part}.tftest.hcl").write_text(text)
    workspace = Workspace(tree, scratch / "data")
    extra = mocked_environment(scratch) | {"TF_VAR_functions_dir": str(checkout(scratch / "few"))}
    workspace.initialise("-backend=false", extra=extra)
    with (
        shared_provider(workspace.data, workspace.environment(extra)) as running,
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        given = extra | running
        said = list(pool.map(lambda part: _tested(workspace, part, len(parts[part]), given), parts))
    if failures := [text for text in said if text]:
        refused = [name for name in runs if f'run "{name}"... fail' in "".join(failures)]
        shown = [f"{name}:\n{runs[name]}" for name in refused]
        raise SwitchError("\n".join([*failures, "The settings of those that failed:", *shown]))


def _tested(workspace: Workspace, name: str, count: int, extra: dict[str, str]) -> str:
    """Empty when all runs of this file were planned."""
    options = ("-no-color", f"-filter=tests/{name}.tftest.hcl")
    try:
        done = workspace.terraform("test", *options, extra=extra, quiet=True)
    except TerraformError as problem:
        return str(problem)
    ran = _RAN.search(done.stdout)
    return "" if done.returncode == 0 and ran and int(ran[2]) == count else done.stdout.strip()
