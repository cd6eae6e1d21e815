"""A JSON value as a short text: what a job's item keeps of an import's preview (500 habits of it would not
fit into an item of 400 kB as they are)."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any


def pack(value: Any) -> str:
    """The text."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b85encode(zlib.compress(data, 9)).decode()


def unpack(text: str) -> Any:
    """What `pack` was given."""
    return json.loads(zlib.decompress(base64.b85decode(text)))
