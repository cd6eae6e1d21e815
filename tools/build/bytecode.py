"""Compiles sources for the target, with its own interpreter.

The bytecode is "unchecked" (PEP 552): Python loads it without a look at the source, so that the time stamps
a zip loses do not matter, and a cold start compiles nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.build.errors import BuildError

# What the target's interpreter runs: it may lack everything but the standard library. Answers with the files
# it could not compile. Objects that the interpreter shares between modules would leave traces in the bytes of
# the later ones, so the order is fixed and a process compiles the files of one artefact only.
_WORKER = """
import json, py_compile, sys
task = json.load(sys.stdin)
unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
broken = {}
for name in task["names"]:
    path = task["folder"] + "/" + name
    runs_as = task["prefix"] + "/" + name
    try:
        py_compile.compile(path, dfile=runs_as, doraise=True, invalidation_mode=unchecked)
    except py_compile.PyCompileError as error:
        broken[name] = str(error.exc_value)
json.dump(broken, sys.stdout)
"""


def compile_folder(folder: Path, prefix: str, compiler: Path) -> dict[str, str]:
    """Put the bytecode of each .py file below `folder` beside it, in __pycache__. `prefix` is where the
    folder will be when it runs. Returns the files that are not Python of that version, with the reason."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))
    task = {"folder": str(folder), "prefix": prefix, "names": names}
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(
        [str(compiler), "-s", "-S", "-W", "ignore", "-c", _WORKER],
        input=json.dumps(task),
        env=environment | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise BuildError(f"{compiler} could not compile the sources:\n{result.stderr.strip()}")
    return json.loads(result.stdout)


def compile_entries(sources: Mapping[str, bytes], prefix: str, compiler: Path) -> dict[str, bytes]:
    """The bytecode of the .py files among `sources` (name in the zip → content), under its names in the zip.

    Raises BuildError when one of them is not valid Python of the target's version.
    """
    with tempfile.TemporaryDirectory(prefix="daybook-compile-") as name:
        folder = Path(name)
        python = {path: content for path, content in sources.items() if path.endswith(".py")}
        for path, content in python.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        for path, reason in compile_folder(folder, prefix, compiler).items():
            raise BuildError(f"{path} cannot be compiled by {compiler.name}: {reason}.")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pyc")}
