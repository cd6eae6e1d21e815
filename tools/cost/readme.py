"""The table of costs in README.md, written from the plans (`invoke cost.readme`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tools.cost.errors import CostError
from tools.cost.estimate import Costs
from tools.terraform.workspace import REPOSITORY

README = REPOSITORY / "README.md"
PEOPLE = (0, 100, 10_000, 1_000_000)
ENVIRONMENTS = ("lean", "prod")
_BLOCK = re.compile(r"(<!-- cost -->\n).*?(<!-- /cost -->)", re.DOTALL)


def table(costs: Mapping[str, Costs]) -> str:
    """USD a month for so many people, of the environments `lean` and `prod`."""
    rows = [
        "| people | `lean`, less AWS's free allowances | `lean` | `prod` | a person, in `prod` |",
        "|---:|---:|---:|---:|---:|",
    ]
    for people in PEOPLE:
        lean, prod = costs["lean"].of(people), costs["prod"].of(people)
        free = costs["lean"].of(people, free_tier=True)
        each = f"{prod.total / people:.4f}" if people else "–"
        cells = [f"{people:,}", usd(free.total), usd(lean.total), usd(prod.total), each]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def usd(amount: float) -> str:
    """Three digits at least, no more cents than anybody would believe."""
    return f"{amount:.2f}" if amount < 100 else f"{amount:,.0f}"


def replaced(text: str, block: str) -> str:
    """The README with the table in its place. Raises CostError when it has no place for one."""
    if not _BLOCK.search(text):
        raise CostError("README.md has no place for the table: <!-- cost --> and <!-- /cost -->.")
    return _BLOCK.sub(lambda found: found[1] + block + found[2], text)


def write(costs: Mapping[str, Costs], file: Path = README) -> None:
    file.write_text(replaced(file.read_text(), table(costs)))
