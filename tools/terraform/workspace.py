"""The folders and the process environment of one Terraform root."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.terraform import mirrors, program
from tools.terraform.errors import TerraformError

REPOSITORY = Path(__file__).resolve().parents[2]
ROOT = REPOSITORY / "terraform"
LOCK_FILE = ".terraform.lock.hcl"
_READ_BY_INIT = (LOCK_FILE, "*.tf", "*.tfbackend", "*.tftest.hcl")


@dataclass(frozen=True)
class Workspace:
    """A folder with a root or a module, and where Terraform keeps its data about it."""

    folder: Path
    data: Path

    def environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        """The variables of a Terraform process; what `extra` sets wins."""
        made = dict(os.environ) | {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        self._choose_provider_source(made)
        return made | dict(extra) | {"TF_DATA_DIR": str(self.data)}

    def _choose_provider_source(self, environment: dict[str, str]) -> None:
        if mirrors.own_configuration(environment, Path.home()):
            return
        environment.pop("TF_CLI_CONFIG_FILE", None)
        found = find_mirror(environment)
        if found is None:
            # So that ten modules do not each keep a copy of 700 MB.
            plugins = str(REPOSITORY / ".local" / "terraform-plugins")
            Path(environment.setdefault("TF_PLUGIN_CACHE_DIR", plugins)).mkdir(parents=True, exist_ok=True)
            return
        self.data.mkdir(parents=True, exist_ok=True)
        file = self.data / "cli.tfrc"
        file.write_text(mirrors.configuration(found, mirrors.locked_providers(ROOT / LOCK_FILE)))
        environment["TF_CLI_CONFIG_FILE"] = str(file)

    def terraform(
        self, *arguments: str, extra: Mapping[str, str], quiet: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Runs Terraform in the folder, its output shown or, when quiet, caught (both streams in stdout)."""
        command = [program.find().path, f"-chdir={self.folder}", *arguments]
        stdout, stderr = (subprocess.PIPE, subprocess.STDOUT) if quiet else (None, None)
        return subprocess.run(command, env=self.environment(extra), text=True, check=False,
                              stdout=stdout, stderr=stderr)

    def initialise(self, *options: str, extra: Mapping[str, str]) -> None:
        """`terraform init`, unless all that it reads is as it was. Raises TerraformError."""
        stamp, wanted = self.data / "initialised", self._fingerprint(options)
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        fixed = ("-input=false", "-no-color", "-reconfigure")
        done = self.terraform("init", *fixed, *options, extra=extra, quiet=True)
        if done.returncode:
            raise TerraformError(f"{done.stdout.strip()}\n\n{_init_advice(done.stdout)}")
        stamp.write_text(wanted)

    def _fingerprint(self, options: tuple[str, ...]) -> str:
        """Of all that init depends on: sources, backend, lock, Terraform, and where the provider is."""
        around = (options, program.find(), find_mirror(os.environ), str(self.folder))
        digest = hashlib.sha256(repr(around).encode())
        read = [file for pattern in _READ_BY_INIT for file in sorted(self.folder.rglob(pattern))]
        for file in read:
            digest.update(f"\0{file}\0".encode() + file.read_bytes())
        return digest.hexdigest()


def find_mirror(environment: Mapping[str, str]) -> Path | None:
    """The mirror on disk that has the locked provider, if there is one."""
    providers = mirrors.locked_providers(ROOT / LOCK_FILE)
    return mirrors.find(providers, mirrors.candidates(environment, Path.home()), program.find().platform)


def _init_advice(said: str) -> str:
    if "provider" in said and ("registry" in said or "checksums" in said):
        return (
            "Terraform could not get its provider. Either let this machine reach registry.terraform.io,\n"
            "or put a mirror on its disk (on another machine: `terraform providers mirror <folder>` in\n"
            "terraform/) and name it: export TERRAFORM_PROVIDER_MIRROR=<folder>"
        )
    return "terraform init failed; the message above says why."


def copy_tree(target: Path) -> Path:
    """Terraform's files without its data, copied to `target`, every module with the root's lock beside it.

    Tests run there, so that the checkout stays as it is and two runs do not meet.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".terraform", "*.tfstate*"))
    for module in (target / "modules").iterdir():
        # A lock with a provider that the module does not use is refused.
        if "hashicorp/aws" in (module / "versions.tf").read_text():
            shutil.copy(target / LOCK_FILE, module / LOCK_FILE)
    return target
