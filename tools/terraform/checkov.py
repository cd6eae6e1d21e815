"""checkov on terraform/, in a virtual environment of its own: it pins what the rest does not want to."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.terraform import offline, policies
from tools.terraform.errors import TerraformError
from tools.terraform.workspace import REPOSITORY, ROOT
from tools.venvs import VenvError, sync

_ADVICE = (
    "checkov found the problems above. Mend them, or give the reason beside the resource:\n"
    "  #checkov:skip=CKV_…:why it does not hold here"
)
# It would fetch its guidelines otherwise.
_OFFLINE = {"CKV_IGNORE_HIDDEN_DIRECTORIES": "true", "BC_SKIP_MAPPING": "TRUE", "LOG_LEVEL": "ERROR"}


def check() -> None:
    """Over the HCL: every resource, also what an environment has off. Raises TerraformError for what fails,
    and when checkov cannot be installed.

    What is skipped, and why, stands beside the resource (#checkov:skip=ID:reason) or in .checkov.yaml.
    """
    command = [_program(), "--config-file", str(ROOT / ".checkov.yaml"), "--directory", str(ROOT)]
    if subprocess.run(command, check=False, env=os.environ | _OFFLINE).returncode:
        raise TerraformError(_ADVICE)


def check_plan(environment: str, scratch: Path, variables: Mapping[str, Any]) -> int:
    """Over an environment's own plan, made without an account (tools/terraform/offline.py); returns how many
    resources that has. `variables` are what only its operator knows. Raises TerraformError as above."""
    planned = offline.plan(environment, scratch, variables)
    file = scratch / "plan.json"
    file.write_text(json.dumps(planned))
    command = [_program(), "--file", str(file), "--framework", "terraform_plan", "--output", "json",
               "--quiet", "--compact", "--skip-download"]
    done = subprocess.run(command, check=False, env=os.environ | _OFFLINE, capture_output=True, text=True)
    try:
        found = policies.findings(policies.read(done.stdout))
    except ValueError as error:
        raise TerraformError(f"checkov did not answer:\n{done.stdout}{done.stderr}") from error
    if left := policies.unjustified(found, ROOT):
        raise TerraformError("\n".join([*sorted(map(str, left)), _ADVICE]))
    return len(planned["resource_changes"])


def _program() -> str:
    try:
        python = sync(REPOSITORY / ".local" / "checkov", REPOSITORY / "requirements-checkov.txt")
    except VenvError as error:
        raise TerraformError(str(error)) from error
    return str(python.parent / "checkov")
