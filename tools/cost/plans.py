"""Where the plan comes from: a file, or an offline plan of the environment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.cost.errors import CostError
from tools.cost.plan import Plan, read


def of_environment(environment: str) -> Plan:
    """As if its account were empty: no credentials, state or build; what only its operator can fill in (a
    domain, an address for alarms) is made up. Raises TerraformError and CostError."""
    from tools.switches.catalogue import ENVIRONMENTS
    from tools.terraform.offline import plan
    from tools.terraform.testing import scratch

    known = ENVIRONMENTS.get(environment)
    # Where checkov's plan of it lies too, so that one does for both.
    return read(plan(environment, scratch() / f"plan-{environment}", known.settings if known else {}))


def of_environments(names: Sequence[str]) -> dict[str, Plan]:
    """Two at a time: each loads a provider of 700 MB."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(names, pool.map(of_environment, names), strict=True))


def of_file(file: Path) -> Plan:
    """What `terraform show -json` wrote. Raises CostError for anything else."""
    try:
        return read(json.loads(file.read_text()))
    except FileNotFoundError as error:
        raise CostError(f"There is no file {file}. Make it: terraform show -json <plan> > {file}") from error
    except ValueError as error:
        raise CostError(f"{file} is no JSON ({error}): terraform show -json <plan> > {file}") from error
