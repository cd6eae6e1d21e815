from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.plans import plan, resource
from tools.cost import plans, readme, report
from tools.cost.errors import CostError
from tools.cost.estimate import Costs
from tools.cost.prices import load as load_prices
from tools.cost.profile import load as load_profile

PRICES = load_prices()
ZONE, API = resource("aws_route53_zone"), resource("aws_apigatewayv2_api")
PAGE = resource("aws_cloudwatch_dashboard")
COSTS = Costs(plan(ZONE, API), load_profile(), PRICES)


def test_the_text_has_services_what_drives_them_and_the_sums() -> None:
    text = report.text(COSTS, 1000, PRICES, "test in eu-west-2, 1,000 people")
    assert text.startswith("test in eu-west-2, 1,000 people\n\n")
    assert "  1 hosted zones" in text and "the domain's zone" in text
    total = next(row for row in text.splitlines() if row.startswith("total a month"))
    assert f"{COSTS.of(1000).total:,.2f} USD" in total
    assert next(row for row in text.splitlines() if row.startswith("a person")).endswith(" USD")


def test_the_sums_are_told_less_the_allowances_as_well() -> None:
    """Who asks what `lean` costs idle sees the figure that is promised, without an option."""
    costs = Costs(plan(ZONE, *[PAGE] * 3), load_profile(), PRICES)
    rows = report.text(costs, 0, PRICES, "idle").splitlines()
    sums = [row.split()[-2] for row in rows if row.startswith(("total", "of which"))]
    # Three dashboards, the zone, and the zips that every plan is thought to have.
    assert sums == ["9.51", "9.51", "0.51", "0.51"]
    assert "total, less" not in report.text(costs, 0, PRICES, "idle", free_tier=True)
    told = report.document(costs, 0, PRICES)
    assert (told["usd_idle"], told["usd_idle_less_allowances"]) == pytest.approx((9.51, 0.51), abs=0.01)


def test_the_text_ends_with_how_old_its_prices_are() -> None:
    old = Costs(plan(ZONE, PAGE), load_profile(), PRICES)
    last = report.text(old, 0, PRICES, "idle").splitlines()[-1]
    assert last == "Prices of 2025-06 to 2026-10; each with its date and AWS's page: invoke cost.prices"
    assert "\nPrices of 2026-10;" in report.text(COSTS, 0, PRICES, "idle")


def test_without_people_there_is_no_price_a_person() -> None:
    assert "a person" not in report.text(COSTS, 0, PRICES, "idle")
    assert report.document(COSTS, 0, PRICES)["usd_a_user"] is None


def test_the_document_adds_up_and_names_each_prices_page() -> None:
    told = report.document(COSTS, 1000, PRICES, environment="test")
    lines = [line for service in told["services"] for line in service["lines"]]
    assert sum(line["usd"] for line in lines) == pytest.approx(told["usd_a_month"])
    assert sum(service["usd"] for service in told["services"]) == pytest.approx(told["usd_a_month"])
    assert all(line["source"].startswith("https://aws.amazon.com/") and line["as_of"] for line in lines)
    assert told["usd_a_user"] == pytest.approx(told["usd_a_month"] / 1000)
    json.dumps(told)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.5, "0.5"),
        (43_800, "43.8k"),
        (730, "730"),
        (1_234_567, "1.23M"),
        (2.5e9, "2.5G"),
        (9_999, "9,999"),
    ],
)
def test_quantities_are_short(number: float, text: str) -> None:
    assert report.quantity(number) == text


def test_the_readmes_table_is_put_into_its_place_and_nothing_else_changes() -> None:
    before = "# Daybook\n<!-- cost -->\nold\n<!-- /cost -->\nafter\n"
    block = readme.table({"lean": COSTS, "prod": COSTS})
    after = readme.replaced(before, block)
    assert after == f"# Daybook\n<!-- cost -->\n{block}<!-- /cost -->\nafter\n"
    assert readme.replaced(after, block) == after
    assert [row.split("|")[1].strip() for row in block.splitlines()[2:]] == [
        "0",
        "100",
        "10,000",
        "1,000,000",
    ]


def test_a_readme_without_a_place_is_told() -> None:
    with pytest.raises(CostError, match="no place for the table"):
        readme.replaced("# Daybook", "")


@pytest.mark.parametrize(
    ("amount", "text"), [(0.004, "0.00"), (1.0349, "1.03"), (99.99, "99.99"), (1234.5, "1,234")]
)
def test_amounts_have_no_more_cents_than_anybody_would_believe(amount: float, text: str) -> None:
    assert readme.usd(amount) == text


def test_a_plan_that_is_not_there_or_none_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CostError, match="There is no file .*Make it: terraform show -json"):
        plans.of_file(tmp_path / "plan.json")
    (tmp_path / "plan.json").write_text("no changes")
    with pytest.raises(CostError, match="is no JSON"):
        plans.of_file(tmp_path / "plan.json")
