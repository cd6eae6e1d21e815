"""Stands in for a build where Terraform only plans: it asks whether zips are there, not what they hold."""

from __future__ import annotations

import json
from pathlib import Path

from tools.manifests import all_layers, load_all

# An empty zip: the end-of-central-directory record alone.
_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def write_stub_build(folder: Path) -> Path:
    """An empty zip for every function and layer of the manifests, and a manifest.json; returns `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    manifests = load_all()
    for name in [*manifests, *(f"layer-{layer}" for layer in all_layers(manifests))]:
        (folder / f"{name}.zip").write_bytes(_EMPTY_ZIP)
    (folder / "manifest.json").write_text(json.dumps({"target": "stub"}))
    return folder
