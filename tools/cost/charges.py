"""What is to be paid for, before it has a price."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tools.cost.plan import Plan
from tools.cost.traffic import Traffic


@dataclass(frozen=True)
class Charge:
    """So much of a price (its key in prices.json), and what drives it; `region` is the plan's unless told."""

    price: str
    quantity: float
    driver: str
    region: str | None = None


# What one service charges for the plan's resources, with that traffic.
Service = Callable[[Plan, Traffic], Iterator[Charge]]
