"""The rows of pairs as a Terraform test whose runs plan them, AWS being mocked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tools.switches.pairs import Row
from tools.switches.switch import Switch, SwitchError, merged
from tools.terraform.errors import TerraformError
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


def as_test(rows: Sequence[tuple[int, dict[str, Any]]]) -> str:
    """A .tftest.hcl with a run for each numbered row."""
    runs = []
    for number, settings in rows:
        body = as_variables(settings, "    ")
        runs.append(f'run "row_{number}" {{\n  command = plan\n\n  variables {{\n{body}\n  }}\n}}\n')
    return MOCKS + 'variables {\n  environment = "test"\n}\n\n' + "\n".join(runs)


def as_variables(settings: Mapping[str, Any], indent: str = "  ") -> str:
    """The lines of a `variables` block. (JSON is an HCL expression where no `${` is in it.)"""
    return "\n".join(f"{indent}{name} = {json.dumps(value)}" for name, value in settings.items())


def plan_all(rows: Sequence[Row], switches: Mapping[str, Switch], scratch: Path) -> None:
    """Plans every row. Raises SwitchError with what Terraform said of those that it refuses."""
    numbered = [(number, settings_of(row, switches)) for number, row in enumerate(rows, start=1)]
    tree = copy_tree(scratch / "terraform")
    parts = {f"switches_{part}": numbered[part::_AT_ONCE] for part in range(_AT_ONCE)}
    for name, part in parts.items():
        (tree / "tests" / f"{name}.tftest.hcl").write_text(as_test(part))
    workspace = Workspace(tree, scratch / "data")
    extra = mocked_environment(scratch)
    workspace.initialise("-backend=false", extra=extra)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        said = list(pool.map(lambda name: _tested(workspace, name, len(parts[name]), extra), parts))
    if failures := [text for text in said if text]:
        shown = "\n".join(f"row_{number}: {json.dumps(settings)}" for number, settings in numbered)
        raise SwitchError("\n".join([*failures, "The rows were:", shown]))


def _tested(workspace: Workspace, name: str, rows: int, extra: dict[str, str]) -> str:
    """Empty when all of its rows were planned."""
    try:
        done = workspace.terraform(
            "test", "-no-color", f"-filter=tests/{name}.tftest.hcl", extra=extra, quiet=True
        )
    except TerraformError as problem:
        return str(problem)
    ran = _RAN.search(done.stdout)
    return "" if done.returncode == 0 and ran and int(ran[2]) == rows else done.stdout.strip()
