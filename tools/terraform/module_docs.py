"""Inputs, outputs and example of each Terraform module's README, taken from the module itself."""

from __future__ import annotations

import re
from pathlib import Path

from tools.terraform.workspace import ROOT

_BLOCK = re.compile(r'^(variable|output) "(?P<name>\w+)" \{\n(?P<body>.*?)^\}', re.MULTILINE | re.DOTALL)
_DESCRIPTION = re.compile(r'^  description\s*=\s*"(?P<text>.*)"$', re.MULTILINE)
_DEFAULT = re.compile(r"^  default\s*=\s*(?P<value>.+)$", re.MULTILINE)
_GENERATED = "<!-- From here on written by `invoke terraform.docs`. -->"


def write_all() -> None:
    """Writes the generated part of every README anew; what stands before it is left as it is."""
    for module in modules():
        (module / "README.md").write_text(expected(module))


def modules() -> list[Path]:
    return sorted(path for path in (ROOT / "modules").iterdir() if path.is_dir())


def expected(module: Path) -> str:
    """The README as it should be: its own introduction, then inputs, outputs and example of today."""
    introduction = (module / "README.md").read_text().split(_GENERATED)[0].rstrip()
    return "\n".join([
        introduction, "", _GENERATED, "",
        "| input | default | |", "| --- | --- | --- |", *_inputs(module / "variables.tf"), "",
        "| output | |", "| --- | --- |", *_outputs(module / "outputs.tf"), "",
        "Example (`example/`, run by the tests):", "",
        "```hcl", (module / "example/main.tf").read_text().rstrip(), "```", "",
    ])


def _inputs(file: Path) -> list[str]:
    return [f"| `{name}` | {_default(body)} | {_text(body)} |" for name, body in _blocks(file)]


def _outputs(file: Path) -> list[str]:
    return [f"| `{name}` | {_text(body)} |" for name, body in _blocks(file)]


def _blocks(file: Path) -> list[tuple[str, str]]:
    return [(match["name"], match["body"]) for match in _BLOCK.finditer(file.read_text())]


def _default(body: str) -> str:
    found = _DEFAULT.search(body)
    return f"`{found['value']}`" if found else "required"


def _text(body: str) -> str:
    found = _DESCRIPTION.search(body)
    return found["text"].replace("|", "\\|") if found else ""
