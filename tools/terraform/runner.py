"""Terraform on the root, for one environment of terraform/envs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.terraform.errors import TerraformError
from tools.terraform.workspace import REPOSITORY, ROOT, Workspace

# These read the configuration's variables.
_WITH_VARIABLES = {"plan", "apply", "destroy", "refresh", "import", "console"}
# These take the state's lock. A pull request's plan has it for a minute, which must fail no deployment.
_LOCKING = {"plan", "apply", "destroy", "refresh", "import"}
_PATIENCE = "-lock-timeout=10m"


def environments() -> list[str]:
    """Names of the environments that have a tfvars file."""
    return sorted(file.stem for file in (ROOT / "envs").glob("*.tfvars"))


def run(
    environment: str, command: str, *arguments: str,
    variables: Mapping[str, Any] | None = None, extra_environment: Mapping[str, str] | None = None,
    copy: Path | None = None,
) -> None:
    """`terraform <command>` on the root, initialised when needed, its output shown, and written to `copy`.

    `variables` are Terraform variables by name, as plain values. Raises TerraformError when Terraform is
    missing, the environment is unknown or has no state bucket yet, or Terraform ends with an error.
    """
    workspace, extra = _prepare(environment, variables or {}, dict(extra_environment or {}))
    options = [f"-var-file=envs/{environment}.tfvars"] if command in _WITH_VARIABLES else []
    options += [_PATIENCE] if command in _LOCKING and environment != "local" else []
    # The emulator answers at once; AWS throttles.
    options += ["-parallelism=40"] if environment == "local" and command in {"apply", "destroy"} else []
    options += ["-no-color"] if copy else []
    done = workspace.terraform(command, *options, *arguments, extra=extra, quiet=copy is not None)
    if copy:
        print(done.stdout)
        copy.write_text(done.stdout)
    if done.returncode:
        raise TerraformError(f"terraform {command} failed for {environment}; its message above says where.")


def output(environment: str, extra_environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The root's outputs by name. Raises TerraformError as `run` does."""
    workspace, extra = _prepare(environment, {}, dict(extra_environment or {}))
    done = workspace.terraform("output", "-json", "-no-color", extra=extra, quiet=True)
    if done.returncode:
        raise TerraformError(f"{done.stdout.strip()}\nThe outputs of {environment} could not be read.")
    return {name: value["value"] for name, value in json.loads(done.stdout).items()}


def backend_file(environment: str) -> Path:
    return ROOT / "envs" / f"{environment}.s3.tfbackend"


def region(environment: str) -> str:
    """Where the environment's parts are: as its tfvars say, else as variables.tf does."""
    return _chosen(environment, "region")


def recovery_region(environment: str) -> str:
    """Where its copies go, in the same way."""
    return _chosen(environment, "recovery_region")


def project(environment: str) -> str:
    """The first part of its names, in the same way."""
    return _chosen(environment, "project")


def _chosen(environment: str, name: str) -> str:
    """A variable with text: the tfvars' word, else its default."""
    usual = (ROOT / "variables.tf").read_text().partition(f'variable "{name}"')[2]
    found = re.search(r'default\s*=\s*"([^"]+)"', usual)
    return _setting(ROOT / "envs" / f"{environment}.tfvars", name) or (found[1] if found else "")


def data_folder(environment: str) -> Path:
    """Where Terraform keeps its data of this environment: the local cloud's is in its own directory."""
    if environment == "local":
        return (REPOSITORY / (os.environ.get("DAYBOOK_LOCAL_DIR") or ".local") / "terraform").resolve()
    return ROOT / ".terraform" / environment


def _prepare(
    environment: str, variables: Mapping[str, Any], extra: dict[str, str]
) -> tuple[Workspace, dict[str, str]]:
    check_known(environment)
    check_bucket(backend_file(environment))
    check_alone(ROOT / "envs", environment)
    data = extra.get("TF_DATA_DIR") or os.environ.get("TF_DATA_DIR")
    workspace = Workspace(ROOT, Path(data) if data else data_folder(environment))
    prepared = {f"TF_VAR_{name}": _as_variable(name, value) for name, value in variables.items()} | extra
    backend = f"-backend-config=envs/{environment}.s3.tfbackend"
    workspace.initialise("-lockfile=readonly", backend, extra=prepared)
    return workspace, prepared


def check_known(environment: str) -> None:
    """Raises TerraformError unless terraform/envs has the environment."""
    known = environments()
    if environment not in known:
        raise TerraformError(f"terraform/envs has no environment {environment!r}, only {', '.join(known)}.")


def check_bucket(file: Path) -> None:
    """Raises TerraformError unless the backend file <environment>.s3.tfbackend names the state's bucket."""
    if not re.search(r"^\s*bucket\s*=", file.read_text(), re.MULTILINE):
        environment = file.name.split(".")[0]
        raise TerraformError(
            f"terraform/envs/{file.name} names no bucket for the state yet.\n"
            f"With the credentials of that account, run: invoke bootstrap --env {environment}"
        )


def check_alone(envs: Path, environment: str) -> None:
    """Raises TerraformError when this environment would be another one: a copied tfvars still has the other's
    name, a copied backend file the other's state."""
    named = _setting(envs / f"{environment}.tfvars", "environment")
    if named != environment:
        raise TerraformError(
            f'terraform/envs/{environment}.tfvars says environment = "{named}", whose own it would take.\n'
            f'Write environment = "{environment}" there.'
        )
    state = _state(envs / f"{environment}.s3.tfbackend")
    for other in sorted(envs.glob("*.s3.tfbackend")):
        if state[0] and other.name != f"{environment}.s3.tfbackend" and _state(other) == state:
            raise TerraformError(
                f"terraform/envs/{environment}.s3.tfbackend names the state of {other.name.split('.')[0]}.\n"
                f"Take its bucket line out and run: invoke bootstrap --env {environment}"
            )


def _state(backend: Path) -> tuple[str | None, str | None]:
    return _setting(backend, "bucket"), _setting(backend, "key")


def _setting(file: Path, name: str) -> str | None:
    found = re.search(rf'^\s*{name}\s*=\s*"([^"]+)"', file.read_text(), re.MULTILINE)
    return found[1] if found else None


def _as_variable(name: str, value: Any) -> str:
    # A path from the root, so that another checkout plans no change of where its zips are.
    if name == "dist_dir":
        return os.path.relpath(value, ROOT)
    return value if isinstance(value, str) else json.dumps(value)
