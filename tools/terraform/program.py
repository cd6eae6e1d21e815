"""The Terraform on this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from tools.terraform.errors import TerraformError

OLDEST = (1, 11)
_INSTALL = "Install it from https://developer.hashicorp.com/terraform/install"


@dataclass(frozen=True)
class Program:
    """`platform` is in Terraform's own form, such as linux_amd64."""

    path: str
    version: str
    platform: str


@cache
def find() -> Program:
    """The `terraform` on PATH. Raises TerraformError when it is missing, broken or older than 1.11."""
    path = shutil.which("terraform")
    if path is None:
        raise TerraformError(f"Terraform is missing; 1.11 or newer is needed. {_INSTALL}")
    return examine(path)


def examine(path: str) -> Program:
    """Asks the program at `path` for its version. Raises TerraformError as `find` does."""
    quiet = {name: value for name, value in os.environ.items() if name != "TF_CLI_CONFIG_FILE"}
    told = subprocess.run([path, "version", "-json"], capture_output=True, text=True, check=False,
                          env=quiet | {"CHECKPOINT_DISABLE": "1"})
    try:
        facts = json.loads(told.stdout)
        version, platform = facts["terraform_version"], facts["platform"]
    except (ValueError, KeyError) as error:
        said = told.stderr.strip() or told.stdout.strip()
        raise TerraformError(f"{path} does not say its version: {said}") from error
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        raise TerraformError(f"Terraform {version} at {path} is too old; 1.11 or newer is needed. {_INSTALL}")
    return Program(path, version, platform)
