"""Measuring several things in turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(subjects: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each subject returns, after one round that does not count."""
    for measure in subjects.values():
        measure()
    found: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, measure in subjects.items():
            found[name].append(measure())
    return {name: statistics.median(values) for name, values in found.items()}


def cpu_of(call: Callable[[], object], times: int) -> Callable[[], float]:
    """Measures the processor's seconds of one `call`, averaged over `times`."""

    def measure() -> float:
        begun = time.process_time()
        for _ in range(times):
            call()
        return (time.process_time() - begun) / times

    return measure
