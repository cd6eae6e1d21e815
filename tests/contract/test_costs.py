"""What the environments cost, from offline plans of terraform/ as it is: no type of resource is forgotten,
`lean` keeps what it promises, and the README says what is computed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tools.cost import plans, readme
from tools.cost.estimate import Costs, free_types, priced_types
from tools.cost.plan import Plan
from tools.cost.prices import Prices
from tools.cost.prices import load as load_prices
from tools.cost.profile import load as load_profile
from tools.cost.services.messages import reads_queue
from tools.cost.services.watch import in_detail, metrics_of

# What one of the architectures reckons for a zone, a secret, a small table and a bucket.
PROMISED_USD = 1.53

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def planned() -> Mapping[str, Plan]:
    return plans.of_environments(readme.ENVIRONMENTS)


@pytest.fixture(scope="module")
def costs(planned: Mapping[str, Plan]) -> Mapping[str, Costs]:
    prices: Prices = load_prices()
    return {name: Costs(plan, load_profile(), prices) for name, plan in planned.items()}


@pytest.mark.parametrize("name", readme.ENVIRONMENTS)
def test_each_resource_is_priced_or_free(planned: Mapping[str, Plan], name: str) -> None:
    assert planned[name].types <= priced_types() | set(free_types())
    assert len(planned[name].resources) > 200


def test_lean_costs_what_is_promised_while_idle(costs: Mapping[str, Costs]) -> None:
    """Both databases, domain, secrets and alarms, less what AWS gives each account for good."""
    idle = costs["lean"].of(0, free_tier=True)
    assert idle.total <= PROMISED_USD, "\n".join(f"{line.price}: {line.usd:.4f}" for line in idle.lines)


def test_lean_has_all_that_it_is_said_to_have(planned: Mapping[str, Plan]) -> None:
    lean = planned["lean"]
    (cluster,), (table,) = lean.of("aws_rds_cluster"), lean.of("aws_dynamodb_table")
    assert [block["min_capacity"] for block in cluster.blocks("serverlessv2_scaling_configuration")] == [0]
    assert cluster.get("backup_retention_period") == 1
    assert table.get("billing_mode") == "PAY_PER_REQUEST"
    assert len(lean.of("aws_route53_zone")) == 1
    assert lean.of("aws_cloudwatch_metric_alarm")


def test_lean_stays_within_what_an_account_has_for_nothing(planned: Mapping[str, Plan]) -> None:
    lean = planned["lean"]
    managed = [one for one in lean.of("aws_rds_cluster") if one.get("manage_master_user_password")]
    assert len(lean.of("aws_secretsmanager_secret")) + len(managed) == 1
    assert sum(map(reads_queue, lean.of("aws_lambda_event_source_mapping"))) <= 2
    assert sum(map(metrics_of, lean.of("aws_cloudwatch_metric_alarm"))) <= 10
    assert len(lean.of("aws_cloudwatch_dashboard")) <= 3
    assert not in_detail(lean)
    assert not lean.of("aws_cloudwatch_composite_alarm", "aws_kms_key", "aws_wafv2_web_acl", "aws_flow_log")


def test_ten_custom_metrics_are_counted_where_routes_have_none() -> None:
    from shared.metrics import LEAN

    assert len(LEAN) <= 10
    assert load_profile().figures["other_metrics"] >= len(LEAN)


def test_the_readmes_figures_are_those_that_are_computed(costs: Mapping[str, Costs]) -> None:
    text = readme.README.read_text()
    assert readme.replaced(text, readme.table(costs)) == text, "run: invoke cost.readme"
