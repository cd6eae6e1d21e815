"""Gap: each worker unpacks its own copy of the layers, which is most of a cold start's work and of the disk.

Here a layer is unpacked once, under the hash of its zip, and all workers read that.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_lock = threading.Lock()


def install(emulator: SimpleNamespace, folder: Path) -> None:
    """`folder` keeps what is unpacked; it may be deleted while the emulator does not run."""
    require(emulator.lambda_svc, "_resolve_layer_zip")
    worker = emulator.lambda_runtime.Worker
    replace(worker, "_spawn", lambda original: _with_unpacked_layers(original, emulator.lambda_svc, folder))


def _with_unpacked_layers(original: Any, lambda_svc: Any, folder: Path) -> Any:
    def spawn(worker: Any) -> Any:
        whole = worker.config
        contents = [lambda_svc._resolve_layer_zip(layer) for layer in whole.get("Layers") or []]
        layers = os.pathsep.join(str(unpacked(content, folder)) for content in contents if content)
        variables = (whole.get("Environment") or {}).get("Variables") or {}
        worker.config = {
            **whole,
            "Layers": [],
            "Environment": {"Variables": {**variables, "_LAMBDA_LAYERS_DIRS": layers}},
        }
        try:
            return original(worker)
        finally:
            worker.config = whole

    return spawn


def unpacked(content: bytes, folder: Path) -> Path:
    """The directory with what the zip holds, made when it is not there yet."""
    target = folder / hashlib.sha256(content).hexdigest()[:24]
    with _lock:
        if not target.is_dir():
            partial = target.with_suffix(".partial")
            with zipfile.ZipFile(io.BytesIO(content)) as layer:
                layer.extractall(partial)
            partial.rename(target)
    return target
