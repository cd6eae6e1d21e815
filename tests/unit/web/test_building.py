"""When the web app is built anew, with a stand-in for npm on the path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.web import WebError, build

NPM = """#!/bin/sh
echo "$@" >> calls
[ -e broken ] && exit 1
mkdir -p dist && echo built > dist/index.html
"""


@pytest.fixture
def frontend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A web app of one source file, and an npm that notes how it was called."""
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(NPM)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / "frontend"
    (folder / "src" / "testing").mkdir(parents=True)
    (folder / "node_modules").mkdir()
    (tmp_path / "docs").mkdir()
    (folder / "src" / "main.ts").write_text("1")
    return folder


def builds(frontend: Path) -> int:
    calls = frontend / "calls"
    count = len(calls.read_text().splitlines()) if calls.exists() else 0
    calls.unlink(missing_ok=True)  # it stands among the inputs
    return count


def test_an_unchanged_app_is_built_once(frontend: Path) -> None:
    assert build(frontend) == frontend / "dist"
    assert builds(frontend) == 1
    build(frontend)
    assert builds(frontend) == 0


@pytest.mark.parametrize("change", ["src/main.ts", "src/new.ts", "package-lock.json", "../docs/openapi.json"])
def test_a_changed_input_is_built(frontend: Path, change: str) -> None:
    build(frontend)
    builds(frontend)
    (frontend / change).write_text("2")
    build(frontend)
    assert builds(frontend) == 1


@pytest.mark.parametrize(
    "change", ["src/main.test.ts", "src/testing/fake.ts", "node_modules/x.js", "README.md"]
)
def test_what_is_not_shipped_builds_nothing(frontend: Path, change: str) -> None:
    build(frontend)
    builds(frontend)
    (frontend / change).write_text("2")
    build(frontend)
    assert builds(frontend) == 0


def test_a_failed_build_is_tried_again(frontend: Path) -> None:
    (frontend / "broken").touch()
    with pytest.raises(WebError, match="npm run build"):
        build(frontend)
    (frontend / "broken").unlink()
    builds(frontend)
    build(frontend)
    assert builds(frontend) == 1


def test_missing_packages_are_named(frontend: Path) -> None:
    (frontend / "node_modules").rmdir()
    with pytest.raises(WebError, match="make setup"):
        build(frontend)


def test_missing_npm_is_named(frontend: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(frontend))
    with pytest.raises(WebError, match=r"nodejs\.org"):
        build(frontend)
