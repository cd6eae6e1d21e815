"""checkov over the plan of an environment: what its tfvars make of terraform/, resource by resource.

The plan does not carry the comments of the HCL, so what is skipped there, and why, is looked up in the block
that a resource of the plan comes from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(
    r'^(?P<kind>resource|module) "(?P<type>[\w-]+)"(?: "(?P<name>[\w-]+)")? \{\n(?P<body>.*?)^\}',
    re.MULTILINE | re.DOTALL,
)
_SKIP = re.compile(r"^\s*#\s*checkov:skip=(CKV\w+):[ \t]*\S", re.MULTILINE)
_SOURCE = re.compile(r'^\s*source\s*=\s*"(\./[^"]+|\.\./[^"]+)"', re.MULTILINE)
# `module.site.module.bucket.aws_s3_bucket.this`, instance keys taken away.
_KEY = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Finding:
    check: str
    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.address}: {self.check} {self.name}"


def findings(report: Any) -> list[Finding]:
    """What failed, from checkov's JSON (one report, or a list of them)."""
    reports = report if isinstance(report, list) else [report]
    return [
        Finding(one["check_id"], one["check_name"], one["resource"])
        for part in reports for one in part.get("results", {}).get("failed_checks", [])
    ]


def unjustified(found: Iterable[Finding], root: Path) -> list[Finding]:
    """Those with no reason beside the resource that they are about."""
    return [one for one in found if one.check not in skipped(one.address, root)]


def skipped(address: str, root: Path) -> set[str]:
    """Checks that the HCL of this address skips with a reason. `root` is the folder of the root module."""
    *modules, kind, name = _KEY.sub("", address).split(".")
    folder = root
    for module in modules[1::2]:
        body = _blocks(folder).get(("module", module, None), "")
        source = _SOURCE.search(body)
        if source is None:
            return set()
        folder = (folder / source[1]).resolve()
    return set(_SKIP.findall(_blocks(folder).get(("resource", kind, name), "")))


def _blocks(folder: Path) -> Mapping[tuple[str, str, str | None], str]:
    return {
        (found["kind"], found["type"], found["name"]): found["body"]
        for file in sorted(folder.glob("*.tf")) for found in _BLOCK.finditer(file.read_text())
    }


def read(said: str) -> Any:
    """checkov's JSON from its output. Raises ValueError when there is none."""
    start = min((at for at in (said.find("{"), said.find("[")) if at >= 0), default=-1)
    if start < 0:
        raise ValueError(said)
    return json.loads(said[start:])
