"""`invoke cost --env …` and `invoke cost.…`."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from invoke import Collection, Context, Exit, task

from tools.cost.errors import CostError
from tools.terraform.errors import TerraformError


def _readable(work: Callable[..., None]) -> Callable[..., None]:
    """Errors for people as text."""

    @wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        try:
            work(*arguments, **options)
        except (CostError, TerraformError) as problem:
            raise Exit(f"\n{problem}", code=1) from problem

    return told


@task(
    default=True,
    help={
        "env": "Environment: a file of terraform/envs (lean, dev, staging, prod).",
        "users": "People who use it.",
        "plan": "A plan's JSON (terraform show -json) instead of an offline plan.",
        "free_tier": "Takes off what AWS gives each account for nothing, for good.",
        "json": "For programs.",
    },
)
@_readable
def cost(
    _context: Context, env: str, users: int = 0, plan: str = "", free_tier: bool = False, json: bool = False
) -> None:
    """What an environment costs a month, by service, from its plan's resources."""
    from tools.cost import plans, prices, profile, report
    from tools.cost.estimate import Costs

    read = plans.of_file(Path(plan)) if plan else plans.of_environment(env)
    known = prices.load()
    costs = Costs(read, profile.load(), known)
    if json:
        facts = {"environment": env, "region": read.region}
        print(_json(report.document(costs, users, known, free_tier=free_tier, **facts)))
        return
    less = "less AWS's free allowances" if free_tier else "nothing taken off (see --free-tier)"
    title = f"{env} in {read.region}, {users:,} people, a month of 730 hours, {less}"
    print(report.text(costs, users, known, title, free_tier=free_tier))


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2)


@task
@_readable
def measure(_context: Context) -> None:
    """Writes tools/cost/measured.json from the benchmarks' own code."""
    from tools.cost.measuring import write

    write()


@task
@_readable
def readme(_context: Context) -> None:
    """Writes the tables of costs in README.md and docs/cost.md."""
    from tools.cost import extras, plans, prices, profile
    from tools.cost import readme as page
    from tools.cost.estimate import Costs

    known, people = prices.load(), profile.load()
    extras.write(known)
    planned = plans.of_environments(page.ENVIRONMENTS)
    page.write({name: Costs(plan, people, known) for name, plan in planned.items()})


@task(name="prices")
@_readable
def list_prices(_context: Context) -> None:
    """Every price with unit, date and the page of AWS that it is from."""
    from tools.cost import prices, report

    print(report.price_list(prices.load()))


ns = Collection("cost", cost, list_prices, measure, readme)
