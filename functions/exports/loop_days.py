"""The days that Loop Habit Tracker fills in by itself."""

from __future__ import annotations

from collections.abc import Iterable


def automatic(done: Iterable[int], times: int, days: int) -> set[int]:
    """The days (ordinals) that `done` ones cover: wherever it was done `times` times within `days` days, so
    many days from the first of them on. Spans that overlap are moved into the past, as far as their own days
    allow (EntryList.buildIntervals and snapIntervalsTogether of uhabits 2.3.1)."""
    newest = sorted(done, reverse=True)
    covered: set[int] = set()
    later = None
    for index in range(times - 1, len(newest)):
        begin, centre = newest[index], newest[index - times + 1]
        if centre - begin >= days:
            continue
        end = begin + days - 1
        if later is not None and end >= later:
            shift = min(end - centre, end - later + 1)
            begin, end = begin - shift, end - shift
        later = begin
        covered.update(range(begin, end + 1))
    return covered
