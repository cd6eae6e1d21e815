"""What keeps a cost from being told."""

from __future__ import annotations


class CostError(Exception):
    """The message says what is wrong, where, and what to do."""
