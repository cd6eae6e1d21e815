"""Every module is documented as it is, and its example is what the tests run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.terraform import module_docs
from tools.terraform.stub_build import write_stub_build

MODULES = module_docs.modules()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_the_readme_is_current(module: Path) -> None:
    assert (module / "README.md").read_text() == module_docs.expected(module), "run: invoke terraform.docs"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_every_input_and_output_is_described(module: Path) -> None:
    rows = [*module_docs._inputs(module / "variables.tf"), *module_docs._outputs(module / "outputs.tf")]
    assert rows
    assert not [row for row in rows if row.endswith("|  |")]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_the_example_is_run(module: Path) -> None:
    tests = "".join(file.read_text() for file in (module / "tests").glob("*.tftest.hcl"))
    assert 'source = "./example"' in tests


def test_a_stub_build_has_a_zip_for_every_function_and_layer(tmp_path: Path) -> None:
    built = {file.name for file in write_stub_build(tmp_path / "dist").iterdir()}
    assert {"get_user.zip", "habits.zip", "layer-common.zip", "layer-postgres.zip", "manifest.json"} <= built
