"""checkov on terraform/, in a virtual environment of its own: it pins what the rest does not want to."""

from __future__ import annotations

import os
import subprocess

from tools.terraform.errors import TerraformError
from tools.terraform.workspace import REPOSITORY, ROOT
from tools.venvs import VenvError, sync


def check() -> None:
    """Raises TerraformError for what fails, and when checkov cannot be installed.

    What is skipped, and why, stands beside the resource (#checkov:skip=ID:reason) or in .checkov.yaml.
    """
    try:
        python = sync(REPOSITORY / ".local" / "checkov", REPOSITORY / "requirements-checkov.txt")
    except VenvError as error:
        raise TerraformError(str(error)) from error
    command = [str(python.parent / "checkov"), "--config-file", str(ROOT / ".checkov.yaml"),
               "--directory", str(ROOT)]
    # It would fetch its guidelines otherwise.
    offline = {"CKV_IGNORE_HIDDEN_DIRECTORIES": "true", "BC_SKIP_MAPPING": "TRUE", "LOG_LEVEL": "ERROR"}
    if subprocess.run(command, check=False, env=os.environ | offline).returncode:
        raise TerraformError(
            "checkov found the problems above. Mend them, or give the reason beside the resource:\n"
            "  #checkov:skip=CKV_…:why it does not hold here"
        )
