"""Where Terraform gets its provider from: a mirror on disk that has the locked version, else the registry.

A machine without a way to the registry works by itself that way, and nobody waits for a download of 150 MB
that lies on the disk already. Terraform checks what it takes from a mirror against .terraform.lock.hcl.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.terraform.errors import TerraformError

_LOCKED = re.compile(r'provider "(?P<source>[^"]+)" \{\s*version\s*=\s*"(?P<version>[^"]+)"')


@dataclass(frozen=True)
class LockedProvider:
    """`source` is a full address: registry.terraform.io/hashicorp/aws."""

    source: str
    version: str

    def lies_in(self, mirror: Path, platform: str) -> bool:
        """Whether the mirror has this version, unpacked or as a zip
        (https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror)."""
        folder = mirror / self.source
        name = self.source.rpartition("/")[2]
        packed = folder / f"terraform-provider-{name}_{self.version}_{platform}.zip"
        return (folder / self.version / platform).is_dir() or packed.is_file()


def locked_providers(lock_file: Path) -> list[LockedProvider]:
    """The providers of a .terraform.lock.hcl. Raises TerraformError when it names none."""
    blocks = _LOCKED.finditer(lock_file.read_text())
    found = [LockedProvider(block["source"], block["version"]) for block in blocks]
    if not found:
        raise TerraformError(f"{lock_file} names no provider. Restore it: git checkout {lock_file.name}")
    return found


def candidates(environment: Mapping[str, str], home: Path, system: Path = Path("/")) -> Iterator[Path]:
    """Directories that may be mirrors, the one that was asked for first."""
    if chosen := environment.get("TERRAFORM_PROVIDER_MIRROR"):
        yield Path(chosen)
    # Those that Terraform itself looks through when it has no configuration.
    yield home / ".terraform.d" / "plugins"
    yield Path(environment.get("XDG_DATA_HOME") or home / ".local/share") / "terraform" / "plugins"
    for shared in (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"):
        yield Path(shared) / "terraform" / "plugins"
    for pattern in ("*/registry.terraform.io", "*/*/registry.terraform.io"):
        yield from (found.parent for found in sorted((system / "opt").glob(pattern)))


def find(providers: list[LockedProvider], places: Iterator[Path], platform: str) -> Path | None:
    """The first place that has every locked provider for this platform."""
    return next((place for place in places if all(one.lies_in(place, platform) for one in providers)), None)


def configuration(mirror: Path, providers: list[LockedProvider]) -> str:
    """A Terraform CLI configuration that takes these providers from the mirror and nothing else."""
    sources = ", ".join(f'"{one.source}"' for one in providers)
    return (
        "disable_checkpoint = true\n"
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path    = "{mirror}"\n    include = [{sources}]\n  }}\n'
        f"  direct {{\n    exclude = [{sources}]\n  }}\n"
        "}\n"
    )


def own_configuration(environment: Mapping[str, str], home: Path) -> bool:
    """Whether the person has a Terraform CLI configuration of their own, which then is left in charge.

    A TF_CLI_CONFIG_FILE that names a missing file, or one out of reach, is treated as unset.
    """
    named = environment.get("TF_CLI_CONFIG_FILE")
    return bool(named and _is_readable(Path(named))) or _is_readable(home / ".terraformrc")


def _is_readable(file: Path) -> bool:
    try:
        return file.is_file() and os.access(file, os.R_OK)
    except OSError:
        return False  # The home of another user, whose environment was passed on.
