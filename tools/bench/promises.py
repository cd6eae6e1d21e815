"""A promise of the design, and what was measured for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """`measured` may be at most `limit`, both in `unit` ("read units", "of plain boto3", …)."""

    what: str
    measured: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        return self.measured <= self.limit


def table(promises: Sequence[Promise]) -> str:
    """A line a promise: measured, limit, whether it is kept."""
    width = max(len(promise.what) for promise in promises)
    return "\n".join(
        f"{promise.what:<{width}}  {promise.measured:>7.3g}  ≤ {promise.limit:<5g} {promise.unit:<24}"
        f"{'kept' if promise.kept else 'BROKEN'}"
        for promise in promises
    )


def require(promises: Sequence[Promise]) -> None:
    """Prints the table. Raises SystemExit naming the broken promises."""
    print(table(promises))
    broken = [promise.what for promise in promises if not promise.kept]
    if broken:
        raise SystemExit(f"\nBroken: {'; '.join(broken)}.")
