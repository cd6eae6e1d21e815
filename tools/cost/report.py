"""An estimate as text for people, and as JSON."""

from __future__ import annotations

from typing import Any

from tools.cost.estimate import Costs, Estimate, Line
from tools.cost.prices import Price, Prices


def text(costs: Costs, users: int, prices: Prices, title: str, *, free_tier: bool = False) -> str:
    """By service, the dearest first, with what drives each line; the sums also less what AWS gives each
    account for nothing, and how old the prices are."""
    estimate, idle = (costs.of(people, free_tier=free_tier) for people in (users, 0))
    rows = [title, ""]
    for service in services(estimate):
        rows.append(_sum(service, estimate.of(service)))
        rows += [_row(line) for line in estimate.lines if line.service == service]
    rows += ["", _sum("total a month", estimate.total), _sum("of which idle", idle.total)]
    if not free_tier:
        rows.append(_sum("total, less AWS's free allowances", costs.of(users, free_tier=True).total))
        rows.append(_sum("of which idle", costs.of(0, free_tier=True).total))
    if users:
        rows.append(_sum("a person", estimate.total / users))
    return "\n".join([*rows, "", _age(estimate, prices)])


def _age(estimate: Estimate, prices: Prices) -> str:
    dates = sorted({prices[line.price].as_of for line in estimate.lines})
    told = " to ".join(dict.fromkeys([*dates[:1], *dates[-1:]]))
    return f"Prices of {told}; each with its date and AWS's page: invoke cost.prices"


def document(
    costs: Costs, users: int, prices: Prices, *, free_tier: bool = False, **facts: Any
) -> dict[str, Any]:
    """The same for programs, each line with its price's source and date."""
    estimate, idle = (costs.of(people, free_tier=free_tier) for people in (users, 0))
    return {
        **facts,
        "free_tier": free_tier,
        "users": users,
        "usd_a_month": estimate.total,
        "usd_idle": idle.total,
        "usd_a_month_less_allowances": costs.of(users, free_tier=True).total,
        "usd_idle_less_allowances": costs.of(0, free_tier=True).total,
        "usd_a_user": estimate.total / users if users else None,
        "services": [
            {
                "service": service,
                "usd": estimate.of(service),
                "lines": [_entry(line, prices) for line in estimate.lines if line.service == service],
            }
            for service in services(estimate)
        ],
    }


def services(estimate: Estimate) -> list[str]:
    return sorted({line.service for line in estimate.lines}, key=lambda name: (-estimate.of(name), name))


def _sum(what: str, usd: float) -> str:
    return f"{what:<44}{_usd(usd):>14}"


def _row(line: Line) -> str:
    return f"{_sum(f'  {quantity(line.quantity)} {line.what}', line.usd)}  {'; '.join(line.drivers)}"


def _entry(line: Line, prices: Prices) -> dict[str, Any]:
    price = prices[line.price]
    return {
        "what": line.what,
        "quantity": line.quantity,
        "usd": line.usd,
        "drivers": list(line.drivers),
        "price": line.price,
        "region": line.region,
        "source": price.source,
        "as_of": price.as_of,
    }


def quantity(number: float) -> str:
    """At most three significant digits, short: 43.8k, 1.2M."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if number >= size:
            return f"{number / (1e3 if letter == 'k' else size):.3g}{letter}"
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _usd(amount: float) -> str:
    return f"{amount:,.2f} USD" if amount >= 0.005 or not amount else f"{amount:.5f} USD"


def price_list(prices: Prices) -> str:
    """A line a price: what it is of, what it is where, since when, from which page."""
    return "\n".join(
        f"{price.key}: USD for {price.per:,.0f} {price.unit}: {_everywhere(price)}\n"
        f"    as of {price.as_of}, {price.source}{f'; {price.note}' if price.note else ''}"
        for price in prices.all()
    )


def _everywhere(price: Price) -> str:
    return ", ".join(
        f"{region} {' then '.join(f'{usd:g}' for _, usd in steps)}" for region, steps in price.usd.items()
    )
