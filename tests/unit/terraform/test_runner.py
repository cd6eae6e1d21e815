from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.terraform import local_cloud, runner
from tools.terraform.errors import TerraformError


def test_every_environment_has_a_backend_file() -> None:
    assert {"dev", "local", "prod", "staging"} <= set(runner.environments())
    assert all(runner.backend_file(name).is_file() for name in runner.environments())


def test_an_unknown_environment_is_refused_with_those_there_are() -> None:
    with pytest.raises(TerraformError, match="no environment 'prd', only .*dev"):
        runner.run("prd", "plan")


def test_an_environment_without_a_bucket_for_its_state_says_how_to_make_one(tmp_path: Path) -> None:
    file = tmp_path / "dev.s3.tfbackend"
    file.write_text('# bucket = "commented-out"\nkey = "daybook.tfstate"\n')
    with pytest.raises(TerraformError, match="invoke bootstrap --env dev"):
        runner.check_bucket(file)
    file.write_text('bucket = "daybook-dev-state-111122223333"\n')
    runner.check_bucket(file)


def _environment(envs: Path, file: str, named: str, bucket: str) -> None:
    (envs / f"{file}.tfvars").write_text(f'# Copied.\nenvironment = "{named}"\n')
    (envs / f"{file}.s3.tfbackend").write_text(f'bucket = "{bucket}"\nkey = "daybook.tfstate"\n')


def test_a_copied_tfvars_does_not_take_the_resources_of_the_one_it_was_copied_from(tmp_path: Path) -> None:
    _environment(tmp_path, "prod", "prod", "daybook-prod-state-111122223333")
    _environment(tmp_path, "beta", "prod", "daybook-beta-state-111122223333")
    runner.check_alone(tmp_path, "prod")
    with pytest.raises(TerraformError, match=r'Write environment = "beta" there'):
        runner.check_alone(tmp_path, "beta")


def test_a_copied_backend_file_does_not_take_the_state_of_the_one_it_was_copied_from(tmp_path: Path) -> None:
    _environment(tmp_path, "prod", "prod", "daybook-prod-state-111122223333")
    _environment(tmp_path, "beta", "beta", "daybook-prod-state-111122223333")
    with pytest.raises(TerraformError, match="names the state of prod(.|\n)*invoke bootstrap --env beta"):
        runner.check_alone(tmp_path, "beta")


def test_the_environments_of_the_repository_do_not_meet() -> None:
    for name in runner.environments():
        runner.check_alone(runner.ROOT / "envs", name)


def test_the_backend_of_every_environment_locks_and_encrypts() -> None:
    for name in runner.environments():
        settings = runner.backend_file(name).read_text().split()
        joined = " ".join(settings)
        assert "use_lockfile = true" in joined
        assert "encrypt = true" in joined


def test_an_environment_sets_only_what_differs_from_the_defaults() -> None:
    """A line that repeats a default hides the differences."""
    variables = "\n".join(file.read_text() for file in sorted(runner.ROOT.glob("variables*.tf")))
    for name in runner.environments():
        for line in (runner.ROOT / "envs" / f"{name}.tfvars").read_text().splitlines():
            if "=" in line and not line.startswith("#"):
                key, value = (part.strip() for part in line.split("=", 1))
                block = variables.split(f'variable "{key}" {{')[1].split("\n}\n")[0]
                repeated = re.search(rf"^  default += {re.escape(value)}$", block, re.MULTILINE)
                assert not repeated, f"{name}.tfvars: {key}"


def test_plain_values_become_variables_that_terraform_reads() -> None:
    assert runner._as_variable("database_port", 5433) == "5433"
    assert runner._as_variable("log_level", "DEBUG") == "DEBUG"
    assert runner._as_variable("api_origin", {"port": 1}) == '{"port": 1}'


def test_the_build_is_named_from_the_root_so_that_every_checkout_plans_the_same() -> None:
    assert runner._as_variable("dist_dir", str(runner.REPOSITORY / "dist")) == "../dist"


def test_an_environment_is_where_its_tfvars_say_or_where_all_are() -> None:
    declared = {"dev": "eu-west-2", "local": "eu-west-2"}
    assert {name: runner.region(name) for name in declared} == declared
    assert {name: runner.recovery_region(name) for name in declared} == dict.fromkeys(declared, "eu-west-1")
    assert {name: runner.project(name) for name in declared} == dict.fromkeys(declared, "daybook")


def test_the_key_of_the_local_clouds_files_is_told_once_there_is_one(tmp_path: Path) -> None:
    endpoints = {"aws_endpoint_url": "http://127.0.0.1:4570", "database_port": 5544, "region": "eu-west-2"}
    assert "media_public_key" not in local_cloud.of(endpoints, tmp_path)[0]
    (tmp_path / local_cloud.MEDIA_KEY).write_text("PEM")
    assert local_cloud.of(endpoints, tmp_path)[0]["media_public_key"] == "PEM"


def test_the_local_cloud_is_planned_with_the_addresses_of_its_endpoints() -> None:
    endpoints = {"aws_endpoint_url": "http://127.0.0.1:4570", "database_port": 5544, "region": "eu-west-2"}
    variables, environment = local_cloud.of(endpoints, Path("/cloud"))
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4570"
    assert variables["dist_dir"] == "/cloud/dist"
    assert variables["api_origin"]["port"] == 4570
    assert variables["database_port"] == 5544
    assert (variables["identity"], variables["api"]) == ("cognito", {"flavour": "http"})
    rest = local_cloud.of({**endpoints, "api_flavour": "rest"}, Path("/cloud"))[0]
    assert rest["api"] == {"flavour": "rest"}
    assert local_cloud.of({**endpoints, "identity": "native"}, Path("/cloud"))[0]["identity"] == "native"
