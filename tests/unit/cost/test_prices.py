from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tools.cost.errors import CostError
from tools.cost.prices import Price, load

PRICES = load()


@pytest.mark.parametrize("price", PRICES.all(), ids=lambda price: price.key)
def test_each_price_says_of_what_where_since_when_and_from_which_page(price: Price) -> None:
    assert price.service and price.unit and price.per > 0
    assert price.source.startswith("https://aws.amazon.com/")
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", price.as_of)
    assert set(price.usd) <= {"eu-west-2", "us-east-1", "eu-west-1", "global"}
    for steps in price.usd.values():
        assert all(usd > 0 for _, usd in steps)
        assert steps[-1][0] is None


@pytest.mark.parametrize("price", PRICES.all(), ids=lambda price: price.key)
def test_what_is_not_global_has_a_price_where_daybook_is_by_default(price: Price) -> None:
    assert "global" in price.usd or {"eu-west-2", "us-east-1"} <= set(price.usd)


def test_steps_are_paid_each_at_its_own_price() -> None:
    price = Price("x", "X", "things", 1, {"global": [(10, 2.0), (20, 1.0), (None, 0.5)]}, "", "")
    assert [price.of(quantity, "global") for quantity in (0, 10, 15, 20, 30)] == [0, 20, 25, 30, 35]


def test_what_is_free_is_taken_off_by_choice_only() -> None:
    price = Price("x", "X", "things", 100, {"global": [(None, 1.0)]}, "", "", free=1000)
    assert price.of(1500, "global") == 15
    assert price.of(1500, "global", free_tier=True) == 5
    assert price.of(900, "global", free_tier=True) == 0


def test_a_region_without_a_price_says_where_to_get_one() -> None:
    with pytest.raises(CostError, match=r"sqs\.requests .* not for ap-south-1\. Add it from https://aws"):
        PRICES["sqs.requests"].of(1, "ap-south-1")


def test_a_global_price_holds_in_every_region() -> None:
    assert PRICES["route53.zone"].of(1, "ap-south-1") == 0.5


def test_a_price_that_is_not_there_says_to_add_it() -> None:
    with pytest.raises(CostError, match=r"no price rds\.hours\.db\.x9\.huge\. Add it"):
        PRICES["rds.hours.db.x9.huge"]


def test_the_documents_own_bill_is_met_with_these_prices(tmp_path: Path) -> None:
    """One of the architectures reckons 0.50 for a zone and 0.40 for a secret."""
    assert PRICES["route53.zone"].of(1, "global") + PRICES["secrets.secret"].of(1, "eu-west-2") == 0.9


def test_a_step_may_have_no_end(tmp_path: Path) -> None:
    entry = {
        "service": "X",
        "unit": "things",
        "per": 1,
        "usd": {"global": [[5, 2], [None, 1]]},
        "source": "https://aws.amazon.com/x/",
        "as_of": "2026-10",
    }
    file = tmp_path / "prices.json"
    file.write_text(json.dumps({"prices": {"x": entry}}))
    assert load(file)["x"].of(7, "global") == 12
