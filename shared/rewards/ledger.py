"""Placeholder until the next commit."""
from __future__ import annotations
from typing import Any
class Ledger:
    def catalog(self) -> list[dict[str, Any]]:
        return []
