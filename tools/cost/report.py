"""An estimate as text for people, and as JSON."""

from __future__ import annotations

from typing import Any

from tools.cost.estimate import Estimate, Line
from tools.cost.prices import Price, Prices


def text(estimate: Estimate, idle: Estimate, title: str) -> str:
    """By service, the dearest first, with what drives each line."""
    rows = [title, ""]
    for service in services(estimate):
        rows.append(_sum(service, estimate.of(service)))
        rows += [_row(line) for line in estimate.lines if line.service == service]
    rows += ["", _sum("total a month", estimate.total), _sum("of which idle", idle.total)]
    if estimate.users:
        rows.append(_sum("a person", estimate.total / estimate.users))
    return "\n".join(rows)


def document(estimate: Estimate, idle: Estimate, prices: Prices, **facts: Any) -> dict[str, Any]:
    """The same for programs, each line with its price's source and date."""
    a_person = estimate.total / estimate.users if estimate.users else None
    return {
        **facts,
        "users": estimate.users,
        "usd_a_month": estimate.total,
        "usd_idle": idle.total,
        "usd_a_user": a_person,
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
