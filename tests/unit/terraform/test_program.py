from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.terraform import program
from tools.terraform.errors import TerraformError


def fake(folder: Path, said: str) -> str:
    """A program that says `said` whatever it is asked."""
    path = folder / "terraform"
    path.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\n")
    path.chmod(0o755)
    return str(path)


def version(number: str) -> str:
    return json.dumps({"terraform_version": number, "platform": "linux_amd64"})


@pytest.mark.parametrize("number", ["1.11.0", "1.11.4", "2.0.0-beta1"])
def test_a_version_that_will_do(tmp_path: Path, number: str) -> None:
    found = program.examine(fake(tmp_path, version(number)))
    assert (found.version, found.platform) == (number, "linux_amd64")


@pytest.mark.parametrize("number", ["1.10.5", "0.15.5"])
def test_a_version_that_is_too_old_is_named_with_the_remedy(tmp_path: Path, number: str) -> None:
    with pytest.raises(TerraformError, match=rf"{number}.*too old; 1\.11 or newer is needed\. Install it"):
        program.examine(fake(tmp_path, version(number)))


def test_what_is_no_terraform_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(TerraformError, match="does not say its version: something else"):
        program.examine(fake(tmp_path, "something else"))
