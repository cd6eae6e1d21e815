from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap

SCRIPT = Path(bootstrap.__file__)


def program(folder: Path, name: str, says: str, status: int = 0) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    file.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with a Node.js, npm and Terraform that will do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "node", "v20.1.0")
    program(tmp_path, "npm", "10.2.3")
    program(tmp_path, "terraform", "Terraform v1.11.4\non linux_amd64")
    return tmp_path


@pytest.mark.usefixtures("machine")
def test_a_machine_that_has_everything() -> None:
    assert bootstrap.problems() == []


@pytest.mark.parametrize(
    ("name", "said"), [("node", "Node.js 20 or newer"), ("terraform", "Terraform 1.10 or newer")]
)
def test_what_is_missing_is_named_with_where_to_get_it(machine: Path, name: str, said: str) -> None:
    (machine / name).unlink()
    (problem,) = bootstrap.problems()
    assert problem.startswith(f"{said} is missing") and "https://" in problem


@pytest.mark.parametrize(
    ("name", "says", "said"),
    [
        ("node", "v18.20.4", "Node.js 20 or newer is needed, but 18.20 is installed"),
        ("terraform", "Terraform v1.9.8", "Terraform 1.10 or newer is needed, but 1.9 is installed"),
    ],
)
def test_what_is_too_old_is_named(machine: Path, name: str, says: str, said: str) -> None:
    program(machine, name, says)
    (problem,) = bootstrap.problems()
    assert problem.startswith(said)


def test_a_shim_that_fails_counts_as_missing(machine: Path) -> None:
    program(machine, "node", "v20.1.0 is not installed", status=127)
    assert "is missing" in bootstrap.problems()[0]


def test_an_old_python_is_named(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert bootstrap.problems()[0].startswith("Python 3.11 or newer is needed, but 3.9 is installed")


def test_a_newer_python_on_the_path_is_found_past_broken_shims(machine: Path) -> None:
    program(machine, "python3.13", "not installed", status=127)
    program(machine, "python3.12", "Python 3.12.1")
    program(machine, "python3.11", "Python 3.11.0")
    assert bootstrap.newer_python() == str(machine / "python3.12")
    (machine / "python3.12").unlink()
    (machine / "python3.11").unlink()
    assert bootstrap.newer_python() is None


def test_the_first_line_says_what_is_missing_and_nothing_is_made(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "tools").mkdir(parents=True)
    (checkout / "tools" / "bootstrap.py").write_text(SCRIPT.read_text())
    environment = {**os.environ, "PATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, checkout / "tools" / "bootstrap.py", "cloud"],
        stdout=subprocess.PIPE,
        env=environment,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout.decode().splitlines()[0].startswith("Node.js 20 or newer is missing. Get it: https://")
    assert sorted(path.name for path in checkout.iterdir()) == ["tools"]


def frontend(folder: Path, lock: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "package-lock.json").write_text(lock)
    return folder


def test_packages_are_installed_when_the_lock_changed_and_only_then(machine: Path, tmp_path: Path) -> None:
    folder = frontend(tmp_path / "frontend", "1")
    (machine / "npm").write_text("#!/bin/sh\n/bin/mkdir -p node_modules\necho run >> runs\n")
    bootstrap.install_app(folder)
    bootstrap.install_app(folder)
    assert (folder / "runs").read_text().count("run") == 1
    bootstrap.install_app(frontend(folder, "2"))
    assert (folder / "runs").read_text().count("run") == 2


def test_a_failed_installation_is_tried_again(machine: Path, tmp_path: Path) -> None:
    folder = frontend(tmp_path / "frontend", "1")
    program(machine, "npm", "ENOTFOUND registry", status=1)
    for _ in range(2):
        with pytest.raises(bootstrap.NotMade, match="ENOTFOUND registry"):
            bootstrap.install_app(folder)


def test_later_parts_hold_the_earlier() -> None:
    sizes = [len(bootstrap.parts(name)) for name in ("setup", "app", "cloud")]
    assert sizes == [1, 2, 3]
