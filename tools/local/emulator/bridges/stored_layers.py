"""Gap: the content of all layers is written again with every save of the state, as text: 18 MB a version.

Here it is a file of its own, named by its hash and written once, as MiniStack has it for function zips.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_FILE = "daybook_layer_file"


def install(emulator: SimpleNamespace, folder: Path) -> None:
    """`folder` keeps the files; what no layer version of the state names any more is deleted from it."""
    require(emulator.lambda_svc, "_b64_sha_to_hex")
    replace(emulator.lambda_svc, "get_state", lambda original: _saved(original, emulator.lambda_svc, folder))
    replace(emulator.lambda_svc, "load_persisted_state", lambda original: _restored(original, folder))


def _saved(original: Any, lambda_svc: Any, folder: Path) -> Any:
    def get_state() -> dict[str, Any]:
        state: dict[str, Any] = original()
        named = set()
        for version in _versions(state):
            content = version.get("_zip_data")
            if isinstance(content, bytes):
                name = f"{lambda_svc._b64_sha_to_hex(version['Content']['CodeSha256'])}.zip"
                _write_once(folder / name, content)
                version["_zip_data"] = {_FILE: name}
                named.add(name)
        _delete_others(folder, named)
        return state

    return get_state


def _versions(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    layers = state.get("layers")
    for layer in getattr(layers, "_data", {}).values():
        yield from layer["versions"]


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.rename(path)


def _delete_others(folder: Path, named: set[str]) -> None:
    for path in folder.glob("*.zip"):
        if path.name not in named:
            path.unlink()


def _restored(original: Any, folder: Path) -> Any:
    def load_persisted_state(data: dict[str, Any]) -> Any:
        for version in _versions(data):
            content = version.get("_zip_data")
            if isinstance(content, dict) and _FILE in content:
                version["_zip_data"] = (folder / content[_FILE]).read_bytes()
        return original(data)

    return load_persisted_state
