"""`invoke terraform.permissions`."""

from __future__ import annotations

import json

from invoke import Context, Exit, task

from tools.permissions.record import FILE, NAMES, PermissionsError, compare, current
from tools.terraform.errors import TerraformError
from tools.terraform.testing import scratch


@task(help={"check": "Only say whether docs/permissions.json is current."})
def permissions(_: Context, check: bool = False) -> None:
    """Write docs/permissions.json: who may do what, for people to review."""
    try:
        known = json.loads(NAMES.read_text()) if check and NAMES.is_file() else None
        now, names = current(scratch() / "permissions", known)
        if check:
            compare(FILE.read_text(), now)
        else:
            FILE.write_text(now)
            NAMES.write_text(json.dumps(names, indent=0, sort_keys=True) + "\n")
    except (PermissionsError, TerraformError) as problem:
        raise Exit(f"\n{problem}", code=1) from problem
