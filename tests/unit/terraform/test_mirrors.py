from __future__ import annotations

from pathlib import Path

import pytest

from tools.terraform import mirrors
from tools.terraform.errors import TerraformError
from tools.terraform.workspace import LOCK_FILE, ROOT

AWS = mirrors.LockedProvider("registry.terraform.io/hashicorp/aws", "5.100.0")
PLATFORM = "linux_amd64"


def unpacked(mirror: Path, version: str = "5.100.0", platform: str = PLATFORM) -> Path:
    (mirror / AWS.source / version / platform).mkdir(parents=True)
    return mirror


def found(environment: dict[str, str], home: Path, system: Path) -> Path | None:
    return mirrors.find([AWS], mirrors.candidates(environment, home, system), PLATFORM)


def test_the_lock_of_the_repository_names_the_one_provider() -> None:
    assert [one.source for one in mirrors.locked_providers(ROOT / LOCK_FILE)] == [AWS.source]


def test_a_lock_without_providers_says_how_to_restore_it(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text("# empty\n")
    with pytest.raises(TerraformError, match="git checkout"):
        mirrors.locked_providers(tmp_path / LOCK_FILE)


@pytest.mark.parametrize("place", ["opt/mirror", "opt/vendor/mirror", "usr-share"])
def test_no_mirror_is_found_where_there_is_none(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    assert found({"XDG_DATA_DIRS": str(tmp_path / "none")}, tmp_path / "home", tmp_path) is None


@pytest.mark.parametrize("place", ["opt/mirror", "opt/vendor/mirror"])
def test_a_mirror_below_opt_is_found_by_itself(tmp_path: Path, place: str) -> None:
    mirror = unpacked(tmp_path / place)
    assert found({}, tmp_path / "home", tmp_path) == mirror


def test_a_mirror_among_terraforms_own_directories_is_found(tmp_path: Path) -> None:
    mirror = unpacked(tmp_path / "home/.terraform.d/plugins")
    assert found({}, tmp_path / "home", tmp_path) == mirror


def test_the_mirror_that_was_asked_for_comes_first(tmp_path: Path) -> None:
    unpacked(tmp_path / "opt/mirror")
    chosen = unpacked(tmp_path / "chosen")
    assert found({"TERRAFORM_PROVIDER_MIRROR": str(chosen)}, tmp_path / "home", tmp_path) == chosen


@pytest.mark.parametrize(("version", "platform"), [("5.99.0", PLATFORM), ("5.100.0", "darwin_arm64")])
def test_a_mirror_with_another_version_or_platform_is_passed_over(
    tmp_path: Path, version: str, platform: str
) -> None:
    unpacked(tmp_path / "opt/other", version, platform)
    right = unpacked(tmp_path / "opt/right")
    assert found({}, tmp_path / "home", tmp_path) == right


def test_a_mirror_of_zips_is_one_too(tmp_path: Path) -> None:
    folder = tmp_path / "opt/zips" / AWS.source
    folder.mkdir(parents=True)
    (folder / "terraform-provider-aws_5.100.0_linux_amd64.zip").touch()
    assert found({}, tmp_path / "home", tmp_path) == tmp_path / "opt/zips"


def test_the_configuration_takes_the_provider_from_the_mirror_and_never_asks_the_registry_for_it() -> None:
    written = mirrors.configuration(Path("/mirror"), [AWS])
    mirrored, direct = written.split("direct")
    assert 'path    = "/mirror"' in mirrored
    assert f'include = ["{AWS.source}"]' in mirrored
    assert f'exclude = ["{AWS.source}"]' in direct


def test_a_configuration_that_is_named_but_missing_is_treated_as_unset(tmp_path: Path) -> None:
    assert not mirrors.own_configuration({"TF_CLI_CONFIG_FILE": str(tmp_path / "missing")}, tmp_path)


def test_a_persons_own_configuration_is_left_in_charge(tmp_path: Path) -> None:
    own = tmp_path / "own.tfrc"
    own.touch()
    assert mirrors.own_configuration({"TF_CLI_CONFIG_FILE": str(own)}, tmp_path / "home")
    (tmp_path / ".terraformrc").touch()
    assert mirrors.own_configuration({}, tmp_path)
