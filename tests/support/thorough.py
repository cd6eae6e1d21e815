"""How much the tests try that could try more without end."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

QUICK = bool(os.environ.get("DAYBOOK_QUICK_TESTS"))
"""The quick loop (`invoke test.unit`): a quarter of the examples, and nothing that is marked exhaustive."""


def examples(number: int, **more: Any) -> settings:
    """Hypothesis' settings for so many examples, without a deadline: how long one takes says more about the
    machine."""
    return settings(max_examples=max(3, number // 4) if QUICK else number, deadline=None, **more)
