"""What is built, what is built again, and what is refused."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.build.conftest import Repository
from tools.build import BuildError, build_all
from tools.build.builder import FUNCTION_CODE_LIMIT
from tools.build.tasks import report

Rebuilt = Callable[[], tuple[str, ...]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)


def test_two_builds_from_nothing_are_the_same_to_the_byte(repository: Repository, tmp_path: Path) -> None:
    repository.build(tmp_path / "once", cache="one")
    for path in repository.root.rglob("*.py"):
        os.utime(path, (1, 1))
    repository.build(tmp_path / "twice", cache="two")

    assert contents(tmp_path / "once") == contents(tmp_path / "twice")
    assert {"alpha.zip", "beta.zip", "layer-common.zip", "manifest.json"} == contents(
        tmp_path / "once"
    ).keys()


def test_a_layer_holds_shared_and_the_packages_without_tests_and_other_bytecode(
    repository: Repository,
) -> None:
    repository.write("shared/tests/support.py", "")
    repository.write("shared/test_clock.py", "assert True\n")
    repository.write("shared/__pycache__/clock.cpython-39.pyc", "old")
    repository.build()

    layer = names(repository.out / "layer-common.zip")

    tag = sys.implementation.cache_tag
    assert layer == {
        "python/shared/clock.py",
        f"python/shared/__pycache__/clock.{tag}.pyc",
        "python/parcel/__init__.py",
        f"python/parcel/__pycache__/__init__.{tag}.pyc",
        "python/parcel-1.0.dist-info/METADATA",
        "python/parcel-1.0.dist-info/LICENSE",
    }


def test_a_function_holds_its_folder_and_the_files_it_lists(repository: Repository) -> None:
    repository.write("docs/answer.json", "42")
    repository.write("functions/alpha/test_handler.py", "assert True\n")
    repository.add_function("alpha", files=["docs/answer.json"])
    repository.build()

    assert {name for name in names(repository.out / "alpha.zip") if not name.endswith(".pyc")} == {
        "functions/alpha/function.json",
        "functions/alpha/handler.py",
        "docs/answer.json",
    }


def test_python_runs_the_bytecode_without_a_look_at_the_source(
    repository: Repository, tmp_path: Path
) -> None:
    repository.build()
    unpack(repository.out / "alpha.zip", tmp_path / "task")
    (tmp_path / "task/functions/alpha/handler.py").write_text("raise SystemExit('compiled anew')\n")
    script = f"import sys; sys.path.insert(0, {str(tmp_path / 'task')!r}); " + (
        "from functions.alpha.handler import lambda_handler as h; print(h(0, 0))"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["alpha"], done.stderr


def test_an_unchanged_repository_is_left_alone(repository: Repository, rebuilt: Rebuilt) -> None:
    for path in repository.root.rglob("*.py"):
        os.utime(path)

    assert rebuilt() == ()


def test_a_changed_function_is_the_only_thing_built(repository: Repository, rebuilt: Rebuilt) -> None:
    repository.write("functions/alpha/handler.py", "def lambda_handler(event, context):\n    return 2\n")

    assert rebuilt() == ("alpha.zip",)


def test_changed_shared_code_needs_no_installation(repository: Repository, rebuilt: Rebuilt) -> None:
    repository.write("shared/clock.py", "def tick():\n    return 2\n")

    assert rebuilt() == ("layer-common.zip",)
    assert repository.installed == ["requirements-layer-common.txt"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"cut off")])
def test_a_zip_that_was_lost_or_damaged_is_built_again(
    harm: Callable[[Path], object], repository: Repository, rebuilt: Rebuilt
) -> None:
    harm(repository.out / "beta.zip")

    assert rebuilt() == ("beta.zip",)


def test_the_layer_holds_the_clients_that_the_manifests_grant(repository: Repository) -> None:
    def services() -> set[str]:
        parts = (name.split("/") for name in names(repository.out / "layer-common.zip"))
        return {part[3] for part in parts if part[1:3] == ["botocore", "data"] and len(part) > 4}

    repository.write("requirements-layer-common.txt", "botocore==1.0\n")
    repository.add_function("alpha", grants=[{"resource": "event_bus", "actions": ["events:PutEvents"]}])
    repository.build()
    assert services() == {"events"}

    repository.add_function("beta", unsigned=["sqs:SendMessage"])
    assert repository.build().rebuilt == ("beta.zip", "layer-common.zip")
    assert services() == {"events", "sqs"}


def test_other_clients_leave_a_layer_without_botocore_alone(repository: Repository, rebuilt: Rebuilt) -> None:
    repository.add_function("alpha", grants=[{"resource": "event_bus", "actions": ["events:PutEvents"]}])

    assert rebuilt() == ("alpha.zip",)


def test_a_new_folder_is_a_new_function_and_a_lost_one_is_gone(
    repository: Repository, rebuilt: Rebuilt
) -> None:
    repository.add_function("gamma")
    assert rebuilt() == ("gamma.zip",)

    shutil.rmtree(repository.root / "functions/gamma")
    repository.build()
    assert not (repository.out / "gamma.zip").exists()


def test_too_much_code_in_a_function_is_refused(repository: Repository) -> None:
    noise = random.Random(1).randbytes(FUNCTION_CODE_LIMIT).hex()
    repository.write("functions/alpha/noise.py", f"NOISE = {noise!r}\n")

    with pytest.raises(BuildError, match=r"alpha\.zip would hold 2\d,\d{3} bytes of code.* at most 20,000"):
        repository.build()


def test_a_failed_build_leaves_the_last_one_usable(repository: Repository) -> None:
    repository.build()
    before = contents(repository.out)
    repository.write("functions/alpha/handler.py", "def lambda_handler(:\n")

    with pytest.raises(BuildError, match=r"functions/alpha/handler\.py cannot be compiled"):
        repository.build()

    assert contents(repository.out) == before


def test_a_layer_without_a_group_is_refused(repository: Repository) -> None:
    repository.add_function("alpha", layers=["common", "images"])

    with pytest.raises(BuildError, match=r"layer-images in pyproject\.toml and run `invoke deps\.lock`"):
        repository.build()


def test_listed_json_is_packed_without_its_layout(repository: Repository) -> None:
    repository.write("docs/answer.json", '{\n  "answer": [\n    42\n  ],\n  "wort": "süß"\n}\n')
    repository.add_function("alpha", files=["docs/answer.json"])
    repository.build()
    with zipfile.ZipFile(repository.out / "alpha.zip") as archive:
        assert archive.read("docs/answer.json").decode() == '{"answer":[42],"wort":"süß"}'


@pytest.mark.parametrize(
    ("listed", "problem"),
    [("../secret.txt", "outside the repository"), ("docs/none.json", "does not exist")],
)
def test_files_that_are_not_of_the_repository_are_refused(
    listed: str, problem: str, repository: Repository
) -> None:
    (repository.root.parent / "secret.txt").write_text("secret")
    repository.add_function("alpha", files=[listed])

    with pytest.raises(
        BuildError, match=rf"functions/alpha/function\.json lists {listed}, which.* {problem}"
    ):
        repository.build()


def test_an_unknown_target_is_refused(repository: Repository) -> None:
    with pytest.raises(BuildError, match="'windows'. Choose lambda or local"):
        build_all("windows", repository.out, root=repository.root)


def test_the_report_says_sizes_and_what_is_new(repository: Repository, rebuilt: Rebuilt) -> None:
    size = (repository.out / "alpha.zip").stat().st_size
    (repository.out / "beta.zip").unlink()

    lines = report(repository.build()).splitlines()

    assert [line.split()[0] for line in lines] == ["layer-common.zip", "alpha.zip", "beta.zip"]
    assert lines[1].endswith(f" {size:,} bytes")
    assert lines[2].endswith("bytes  built")
