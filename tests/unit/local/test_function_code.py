"""How the code of functions and layers is kept and let go."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.unit.local.streams import Scoped
from tools.local.emulator.bridges import stored_layers


def layer_version(content: bytes) -> dict[str, Any]:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return {"_zip_data": content, "Content": {"CodeSha256": digest}}


def emulator(folder: Path, *contents: bytes) -> SimpleNamespace:
    live = [layer_version(content) for content in contents]
    loaded: list[Any] = []
    service = SimpleNamespace(
        _b64_sha_to_hex=lambda text: base64.b64decode(text).hex(),
        get_state=lambda: {
            "functions": {},
            "layers": Scoped(common={"versions": [dict(each) for each in live]}),
        },
        load_persisted_state=loaded.append,
    )
    made = SimpleNamespace(lambda_svc=service, live=live, loaded=loaded)
    stored_layers.install(made, folder)
    return made


def test_layers_come_back_as_they_were(tmp_path: Path) -> None:
    saved = emulator(tmp_path, b"one", b"two").lambda_svc.get_state()
    text = json.dumps(saved)
    after = emulator(tmp_path)
    restored = json.loads(text) | {"layers": Scoped(json.loads(text)["layers"])}
    after.lambda_svc.load_persisted_state(restored)
    versions = after.loaded[0]["layers"]["common"]["versions"]
    assert [version["_zip_data"] for version in versions] == [b"one", b"two"]


def test_what_runs_keeps_its_content(tmp_path: Path) -> None:
    made = emulator(tmp_path, b"one")
    made.lambda_svc.get_state()
    assert made.live[0]["_zip_data"] == b"one"


def test_files_of_layers_that_are_gone_go_too(tmp_path: Path) -> None:
    emulator(tmp_path, b"one", b"two").lambda_svc.get_state()
    emulator(tmp_path, b"two").lambda_svc.get_state()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"two"]


def test_a_state_without_layers_is_restored(tmp_path: Path) -> None:
    made = emulator(tmp_path)
    made.lambda_svc.load_persisted_state({"functions": {}})
    assert made.loaded == [{"functions": {}}]
