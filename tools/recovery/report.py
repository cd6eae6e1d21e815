"""What a drill found, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from tools.recovery.comparing import Kind
from tools.recovery.drill import Outcome


class Goals(NamedTuple):
    """The most that may be lost, and the longest that it may take."""

    rpo: timedelta = timedelta(minutes=15)
    rto: timedelta = timedelta(hours=1)


def lines(outcome: Outcome, goals: Goals) -> Iterator[str]:
    yield f"{outcome.store}, restored as it was at {outcome.at:%Y-%m-%dT%H:%M:%SZ}"
    yield from _measures(outcome, goals)
    if outcome.comparison is not None:
        yield from _kinds(outcome.comparison.kinds)
    if outcome.verdicts:
        yield from _columns([(name, verdict.said) for name, verdict in outcome.verdicts.items()])


def failures(outcomes: Iterable[Outcome], goals: Goals) -> list[str]:
    """What is not as it should be; empty when all is well."""
    found = []
    for one in outcomes:
        if one.comparison is not None and not one.comparison.kinds:
            found.append(f"Nothing of {one.store} was compared: take a smaller --part, or fill it.")
        found += [] if one.good else [f"What was restored of {one.store} is not what was there."]
        found += [f"{one.store}: {text}" for text in _missed(one, goals)]
    return found


def _measures(outcome: Outcome, goals: Goals) -> Iterator[str]:
    yield f"  RPO {span(outcome.rpo)} (goal {span(goals.rpo)}): so much would be lost if it broke now"
    yield f"  RTO {span(outcome.rto)} (goal {span(goals.rto)}): until it answered"
    yield f"  compared in {span(outcome.compared_in)}"


def _missed(outcome: Outcome, goals: Goals) -> Iterator[str]:
    if outcome.rpo > goals.rpo:
        yield f"the RPO of {span(outcome.rpo)} misses the goal of {span(goals.rpo)}"
    if outcome.rto > goals.rto:
        yield f"the RTO of {span(outcome.rto)} misses the goal of {span(goals.rto)}"


def _kinds(kinds: dict[str, Kind]) -> Iterator[str]:
    table = [("kind", "live", "restored", "checksums", "")]
    for name, kind in sorted(kinds.items()):
        sums = f"{kind.live_sum:016x} {kind.restored_sum:016x}"
        table.append((name, str(kind.live), str(kind.restored), sums, kind.verdict))
    return _columns(table)


def _columns(table: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        yield "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def span(time: timedelta) -> str:
    """1 h 02 min, 4 min 10 s, 7 s."""
    seconds = max(0, round(time.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
