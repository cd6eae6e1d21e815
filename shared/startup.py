"""Garbage collection around a cold start.

While modules load, nothing is garbage, and the collector would walk everything again and again. So it is off
from this module's import until the first answer is out; then what has been loaded is frozen (never walked
again) and the collector goes on.

HTTP functions get this from App. Others import this module first and call `finished()` at the end of their
first invocation:

    from shared import startup            # first import of handler.py
    ...
    def lambda_handler(event, context):
        with startup.first_answer():
            ...
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

_pending = False


def begin(in_lambda: bool | None = None) -> None:
    """Turns the collector off, in Lambda only: a test run has no end of its start."""
    global _pending
    if in_lambda if in_lambda is not None else "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        gc.disable()
        _pending = True


def finished() -> None:
    """Freezes what is loaded and turns the collector on again; only the first call after `begin` does
    anything.
    """
    global _pending
    if _pending:
        _pending = False
        gc.freeze()
        gc.enable()


@contextmanager
def first_answer() -> Iterator[None]:
    """`finished()` at the end of the block, also when it raises."""
    try:
        yield
    finally:
        finished()


begin()
