"""AWS's prices (prices.json): each with unit, regions, date and public source."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.cost.errors import CostError

FILE = Path(__file__).with_name("prices.json")
# Of services that are in no region.
GLOBAL = "global"

# Up to which quantity a month a step goes (None: for ever), and what `per` units of it cost.
Steps = Sequence[tuple[float | None, float]]


@dataclass(frozen=True)
class Price:
    """What `per` units cost in each region (USD); `free` of them cost each account nothing, every month."""

    key: str
    service: str
    unit: str
    per: float
    usd: Mapping[str, Steps]
    source: str
    as_of: str
    free: float = 0.0
    note: str = ""

    def of(self, quantity: float, region: str, *, free_tier: bool = False) -> float:
        """What the quantity costs in a month. Raises CostError for a region without a price."""
        paid = max(0.0, quantity - self.free) if free_tier else quantity
        return _stepped(paid, self._steps(region)) / self.per

    def _steps(self, region: str) -> Steps:
        found = self.usd.get(GLOBAL) if region not in self.usd else self.usd[region]
        if found is None:
            raise CostError(
                f"tools/cost/prices.json has {self.key} for {', '.join(self.usd)}, not for {region}. "
                f"Add it from {self.source}, with the date."
            )
        return found


class Prices:
    """All of them by key."""

    def __init__(self, prices: Mapping[str, Price]) -> None:
        self._prices = prices

    def __getitem__(self, key: str) -> Price:
        if key not in self._prices:
            raise CostError(
                f"tools/cost/prices.json has no price {key}. Add it, with region, unit, date and the page of "
                f"AWS that it is from; there are: {', '.join(sorted(self._prices))}."
            )
        return self._prices[key]

    def all(self) -> list[Price]:
        return list(self._prices.values())


def load(file: Path = FILE) -> Prices:
    entries: dict[str, dict[str, Any]] = json.loads(file.read_text())["prices"]
    return Prices({key: _price(key, entry) for key, entry in entries.items()})


def _price(key: str, entry: dict[str, Any]) -> Price:
    usd = {region: _steps(told) for region, told in entry["usd"].items()}
    return Price(**{**entry, "key": key, "usd": usd})


def _steps(told: Any) -> Steps:
    return [(None, float(told))] if isinstance(told, (int, float)) else [(limit, usd) for limit, usd in told]


def _stepped(quantity: float, steps: Steps) -> float:
    total, begun = 0.0, 0.0
    for limit, usd in steps:
        end = quantity if limit is None else min(quantity, limit)
        total += max(0.0, end - begun) * usd
        begun = end
    return total
