"""Puts together what an environment costs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.cost.charges import Charge
from tools.cost.errors import CostError
from tools.cost.plan import Plan
from tools.cost.prices import Prices
from tools.cost.profile import Profile
from tools.cost.services import compute, data, edge, keys, logs, messages, storage, watch
from tools.cost.traffic import Traffic, of

SERVICES = (compute, messages, edge, data, storage, watch, logs, keys)
# Types of resources that cost nothing, each with why.
FREE = Path(__file__).with_name("free.json")


@dataclass(frozen=True)
class Line:
    """So much of something in a month, and what it costs (USD)."""

    service: str
    what: str
    quantity: float
    usd: float
    drivers: tuple[str, ...]
    price: str
    region: str


@dataclass(frozen=True)
class Estimate:
    users: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> float:
        return sum(line.usd for line in self.lines)

    def of(self, service: str) -> float:
        return sum(line.usd for line in self.lines if line.service == service)


class Costs:
    """Of one plan, for any number of people. Raises CostError for what is neither priced nor free."""

    def __init__(self, plan: Plan, profile: Profile, prices: Prices) -> None:
        check_known(plan)
        self._plan, self._profile, self._prices = plan, profile, prices

    def of(self, users: int, *, free_tier: bool = False) -> Estimate:
        """A month with so many people; `free_tier` takes off what each account has for nothing, for good."""
        traffic = of(self._plan, self._profile, users)
        lines = [
            self._line(charges, free_tier) for charges in _together(self._charges(traffic), self._plan.region)
        ]
        paid = sorted((line for line in lines if line.quantity), key=lambda line: -line.usd)
        return Estimate(users, tuple(paid))

    def _charges(self, traffic: Traffic) -> Iterable[Charge]:
        for service in SERVICES:
            yield from service.charges(self._plan, traffic)

    def _line(self, charges: list[Charge], free_tier: bool) -> Line:
        """Of the same price in the same region, so that its steps and what is free count once."""
        price = self._prices[charges[0].price]
        region = charges[0].region or self._plan.region
        quantity = sum(charge.quantity for charge in charges)
        usd = price.of(quantity, region, free_tier=free_tier) if quantity else 0.0
        drivers = dict.fromkeys(charge.driver for charge in charges if charge.quantity)
        return Line(price.service, price.unit, quantity, usd, tuple(drivers), price.key, region)


def _together(charges: Iterable[Charge], home: str) -> list[list[Charge]]:
    found: dict[tuple[str, str], list[Charge]] = {}
    for charge in charges:
        # A price that is not there is told even when nothing is used of it today.
        found.setdefault((charge.price, charge.region or home), []).append(charge)
    return list(found.values())


def free_types() -> dict[str, str]:
    """Type → why it costs nothing."""
    told: dict[str, str] = json.loads(FREE.read_text())
    return told


def priced_types() -> frozenset[str]:
    return frozenset().union(*(service.TYPES for service in SERVICES))


def check_known(plan: Plan) -> None:
    """Raises CostError for a type of resource that nobody has thought of, so that none is forgotten."""
    unknown = sorted(plan.types - priced_types() - set(free_types()))
    if unknown:
        raise CostError(
            f"Nobody has said yet what these cost: {', '.join(unknown)}.\n"
            "Add a price to tools/cost/prices.json and the charge to tools/cost/services/, or, if it costs "
            "nothing, the type with the reason to tools/cost/free.json."
        )
