from __future__ import annotations

import re

import pytest

from tests.support.plans import plan, resource
from tools.cost import extras, report
from tools.cost.errors import CostError
from tools.cost.estimate import Costs
from tools.cost.prices import load as load_prices
from tools.cost.profile import load as load_profile
from tools.switches.positions import SWITCHES
from tools.terraform.alarm_docs import alarms
from tools.terraform.workspace import ROOT

PRICES = load_prices()


def test_the_page_has_the_prices_that_are_computed() -> None:
    text = extras.PAGE.read_text()
    assert extras.replaced(text, extras.table(PRICES)) == text, "run: invoke cost.readme"


@pytest.mark.parametrize(
    "setting", [extra.setting for extra in extras.EXTRAS if extras.is_code(extra.setting)]
)
def test_each_setting_is_there(setting: str) -> None:
    declared = "".join(file.read_text() for file in ROOT.glob("variables*.tf"))
    name, *parts = re.split(r"[ ,]", setting)[0].split(".")
    assert f'variable "{name}" {{' in declared
    assert all(re.search(rf"\n\s+{part}\s+= ", declared) for part in parts)


# What has no price, whichever way it stands.
WITHOUT_PRICE = {"deletion_protection"}


@pytest.mark.parametrize("switch", sorted({switch.name for switch in SWITCHES} - WITHOUT_PRICE))
def test_each_switch_says_what_it_costs(switch: str) -> None:
    named = {re.split(r"[ ,]", extra.setting)[0] for extra in extras.EXTRAS}
    assert any(name == switch or name.startswith(f"{switch}.") for name in named)


def test_all_alarms_are_as_many_as_are_reckoned() -> None:
    """Beside the lean ones, for PostgreSQL on an instance, without those that are asked for by name."""
    by_choice = {"function-fails", "database-at-its-limit"}
    further = [alarm for name, alarm in alarms().items() if not alarm["lean"] and name not in by_choice]
    full = next(extra for extra in extras.EXTRAS if extra.setting.startswith("observability.alarms"))
    assert dict(full.adds)["cloudwatch.alarms"] == sum(len(alarm["metrics"]) for alarm in further)


def test_the_firewall_has_as_many_rules_as_are_reckoned() -> None:
    module = (ROOT / "modules" / "firewall" / "main.tf").read_text()
    firewall = next(extra for extra in extras.EXTRAS if extra.setting == "firewall")
    rules = re.findall(r"\{ priority = \d+, (?:counted|limit) = ", module)
    assert dict(firewall.adds)["waf.rule"] == len(rules)


def test_a_page_without_a_place_is_told() -> None:
    with pytest.raises(CostError, match="no place for the table"):
        extras.replaced("# What it costs", "")


def test_every_price_is_listed_with_its_page() -> None:
    listed = report.price_list(PRICES)
    assert listed.count("https://aws.amazon.com/") >= len(PRICES.all())
    assert "rds.proxy: USD for 1 hours of a vCPU behind the proxy: eu-west-2 0.017, us-east-1 0.015" in listed


def test_aurora_that_sleeps_is_the_cheaper_one_below_nine_hundred_people() -> None:
    """As docs/cost.md says."""
    cluster = resource("aws_rds_cluster", serverlessv2_scaling_configuration=[{"min_capacity": 0}])
    sleeping = Costs(
        plan(cluster, resource("aws_rds_cluster_instance", instance_class="db.serverless")),
        load_profile(),
        PRICES,
    )
    instance = resource("aws_db_instance", instance_class="db.t4g.micro", allocated_storage=20)
    standing = Costs(plan(instance), load_profile(), PRICES)
    assert sleeping.of(850).total < standing.of(850).total
    assert sleeping.of(950).total > standing.of(950).total
