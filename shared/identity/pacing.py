"""Answers that take equally long whatever happened, so that their timing tells nothing (docs/decisions/0202).

with pacer.even(0.5):
    ...  # leaves after 0.5 s, or 1 s, or 1.5 s: whichever multiple comes next, by return or by exception
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pacer:
    """Waits with `sleep` (seconds) until a multiple of a step has passed on `clock` (seconds, monotonic)."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.clock, self.sleep = clock, sleep

    @contextmanager
    def even(self, step_s: float, *, failures_only: bool = False) -> Iterator[None]:
        """Stretches the block to the next multiple of `step_s`, with `failures_only` only one that raises.

        A multiple and not just a minimum: work that exceeds the step still shows no finer time than the step.
        """
        started = self.clock()
        succeeded = False
        try:
            yield
            succeeded = True
        finally:
            if not (succeeded and failures_only):
                self._wait_out(started, step_s)

    def _wait_out(self, started: float, step_s: float) -> None:
        taken = self.clock() - started
        self.sleep(max(1, math.ceil(taken / step_s)) * step_s - taken)


pacer = Pacer()


@contextmanager
def override(clock: Callable[[], float], sleep: Callable[[float], None]) -> Iterator[None]:
    """For tests: another clock and sleep for everyone, until the block ends."""
    before = pacer.clock, pacer.sleep
    pacer.clock, pacer.sleep = clock, sleep
    try:
        yield
    finally:
        pacer.clock, pacer.sleep = before
