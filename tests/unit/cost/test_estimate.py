"""Small plans: what each resource adds, and that it adds what AWS's pages say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.plans import plan, resource
from tools.cost.errors import CostError
from tools.cost.estimate import Costs, Estimate, Line, check_known, free_types, priced_types
from tools.cost.plan import Resource
from tools.cost.prices import load as load_prices
from tools.cost.profile import load as load_profile

PRICES, PROFILE = load_prices(), load_profile()
HTTP, TABLE = resource("aws_apigatewayv2_api"), resource("aws_dynamodb_table", billing_mode="PAY_PER_REQUEST")
INSTANCE = {"instance_class": "db.t4g.micro", "allocated_storage": 20, "manage_master_user_password": True}


def cost(*resources: Resource, users: int = 0, free_tier: bool = False) -> Estimate:
    return Costs(plan(*resources), PROFILE, PRICES).of(users, free_tier=free_tier)


def usd(*resources: Resource, users: int = 0, free_tier: bool = False) -> float:
    """What the resources add."""
    with_them = cost(*resources, users=users, free_tier=free_tier).total
    return with_them - cost(users=users, free_tier=free_tier).total


def line(estimate: Estimate, price: str) -> Line:
    return next(line for line in estimate.lines if line.price == price)


def alarm(*metrics: str, period: int = 300) -> Resource:
    queries = [{"id": name, "metric": [{"period": period}]} for name in metrics]
    return resource("aws_cloudwatch_metric_alarm", metric_query=[*queries, {"id": "all", "metric": []}])


def schedule(state: str = "ENABLED", expression: str = "rate(1 minute)") -> Resource:
    return resource("aws_scheduler_schedule", "reminders", state=state, schedule_expression=expression)


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ([resource("aws_route53_zone")], 0.50),
        ([resource("aws_secretsmanager_secret")], 0.40),
        ([resource("aws_secretsmanager_secret", replica=[{"region": "eu-west-1"}])], 0.80),
        ([resource("aws_kms_key"), resource("aws_kms_key", region="eu-west-1")], 2.00),
        ([resource("aws_cloudwatch_dashboard")], 3.00),
        ([resource("aws_cloudwatch_composite_alarm")], 0.50),
        ([resource("aws_cloudwatch_metric_alarm", period=300)], 0.10),
        ([resource("aws_cloudwatch_metric_alarm", period=10)], 0.30),
        ([alarm("errors", "calls")], 0.20),
        ([alarm("errors", period=10)], 0.30),
        ([resource("aws_wafv2_web_acl", rule=[{}, {}, {}])], 8.00),
        ([resource("aws_lambda_event_source_mapping")], 5 * 3 * 60 * 730 * 0.40 / 1e6),
        ([resource("aws_lambda_event_source_mapping", enabled=False)], 0),
        ([resource("aws_lambda_event_source_mapping", starting_position="TRIM_HORIZON")], 0),
        ([resource("aws_db_instance", **INSTANCE)], 730 * 0.018 + 20 * 0.133 + 0.40),
        ([resource("aws_db_instance", **INSTANCE, multi_az=True)], 2 * (730 * 0.018 + 20 * 0.133) + 0.40),
        (
            [resource("aws_db_instance", **INSTANCE), resource("aws_db_proxy")],
            730 * 0.018 + 20 * 0.133 + 0.40 + 730 * 2 * 0.017,
        ),
        (
            [resource("aws_dynamodb_table", billing_mode="PROVISIONED", read_capacity=1, write_capacity=1)],
            730 * (0.000772 + 0.0001544),
        ),
        ([TABLE], 0),
        ([resource("aws_vpc_endpoint", vpc_endpoint_type="Gateway")], 0),
        (
            [resource("aws_vpc_endpoint", vpc_endpoint_type="Interface", subnet_ids=["a", "b"])],
            730 * 2 * 0.011,
        ),
        (
            [resource("aws_cloudfront_distribution"), resource("aws_cloudfront_monitoring_subscription")],
            8 * 0.30,
        ),
        (
            [HTTP, resource("aws_api_gateway_stage", cache_cluster_enabled=True, cache_cluster_size="0.5")],
            730 * 0.02,
        ),
        ([schedule("DISABLED")], 0),
    ],
)
def test_while_nobody_is_there_it_costs(resources: Sequence[Resource], expected: float) -> None:
    assert usd(*resources) == pytest.approx(expected, abs=1e-9)


def aurora(least: float, **more: object) -> list[Resource]:
    scaling = [{"min_capacity": least, "max_capacity": 2}]
    return [
        resource(
            "aws_rds_cluster",
            serverlessv2_scaling_configuration=scaling,
            manage_master_user_password=True,
            **more,
        ),
        resource("aws_rds_cluster_instance", instance_class="db.serverless"),
    ]


def test_a_cluster_that_sleeps_is_its_storage_and_its_secret() -> None:
    idle = cost(*aurora(0, backup_retention_period=1))
    assert idle.of("Aurora") == pytest.approx(0.1 * 0.10)
    assert idle.of("Secrets Manager") == pytest.approx(0.40)


def test_a_cluster_that_never_sleeps_is_paid_by_the_hour() -> None:
    assert line(cost(*aurora(0.5)), "aurora.acu").quantity == 365


def test_people_wake_a_cluster_and_many_keep_it_awake() -> None:
    awake = [line(cost(*aurora(0), users=users), "aurora.acu").quantity for users in (10, 1000, 100_000)]
    assert 0 < awake[0] < 10 < awake[1] < 365 < awake[2] < 500


def test_a_day_of_a_clusters_backups_costs_nothing() -> None:
    assert "aurora.backup" not in {line.price for line in cost(*aurora(0, backup_retention_period=1)).lines}
    assert "aurora.backup" in {line.price for line in cost(*aurora(0, backup_retention_period=2)).lines}


def test_an_idle_minute_is_a_call_and_three_units() -> None:
    idle = cost(schedule(), TABLE)
    assert line(idle, "scheduler.calls").quantity == line(idle, "lambda.requests").quantity == 43_800
    assert line(idle, "dynamodb.read").quantity == 2 * 43_800
    assert line(idle, "dynamodb.write").quantity == 43_800


def test_reminders_are_counted_in_gigabytes_of_their_functions_memory() -> None:
    idle = cost(schedule())
    seconds = (15 + 3 * 8) / 1000
    assert line(idle, "lambda.seconds.arm64").quantity == pytest.approx(43_800 * seconds)


def test_a_replica_writes_everything_again_elsewhere() -> None:
    table = resource(
        "aws_dynamodb_table", billing_mode="PAY_PER_REQUEST", replica=[{"region_name": "eu-west-1"}]
    )
    told = cost(table, users=1000)
    assert line(told, "dynamodb.replica_write").quantity == line(told, "dynamodb.write").quantity > 0
    assert line(told, "dynamodb.replica_write").region == "eu-west-1"


def test_a_rest_api_costs_by_its_own_price() -> None:
    http, rest = cost(HTTP, users=100), cost(resource("aws_api_gateway_rest_api"), users=100)
    assert line(rest, "api.rest").usd == pytest.approx(line(http, "api.http").usd * 3.50 / 1.16)


def test_logs_are_written_once_and_kept_as_long_as_it_is_said() -> None:
    group = resource("aws_cloudwatch_log_group", name="/aws/lambda/daybook-test-habits", retention_in_days=30)
    week = resource("aws_cloudwatch_log_group", name="/aws/lambda/daybook-test-tasks", retention_in_days=7)
    told = cost(group, week, users=1000)
    assert line(told, "logs.storage").quantity == pytest.approx(
        line(told, "logs.ingest").quantity * 30 / 30.4
    )


def test_each_log_is_paid_for_where_it_lies() -> None:
    groups = [
        resource(
            "aws_cloudwatch_log_group", name="/aws/cloudfront/x", retention_in_days=7, region="us-east-1"
        ),
        resource("aws_cloudwatch_log_group", name="/aws/apigateway/x", retention_in_days=7),
        resource("aws_cloudwatch_log_group", name="aws-waf-logs-x", retention_in_days=7, region="us-east-1"),
        resource("aws_cloudwatch_log_group", name="/aws/vpc/x", retention_in_days=7),
    ]
    found = {
        (one.price, one.region) for one in cost(*groups, users=100).lines if one.price.startswith("logs")
    }
    assert found == {
        (f"logs.{kind}", region) for kind in ("ingest", "storage") for region in ("us-east-1", "eu-west-2")
    }
    assert 0 < usd(groups[3]) < 0.01


def test_a_log_of_which_nobody_knows_how_much_is_written_stops() -> None:
    with pytest.raises(CostError, match="how much is written into the log /aws/canary"):
        cost(resource("aws_cloudwatch_log_group", name="/aws/canary"))


def test_metrics_of_each_route_are_paid_for_where_they_are_asked_for() -> None:
    from tests.support.plans import REGION, functions
    from tools.cost.plan import Plan

    detailed = Plan(
        REGION, "daybook-test", tuple(functions(environment=[{"variables": {"METRICS_DETAIL": "route"}}]))
    )
    by_route = Costs(detailed, PROFILE, PRICES).of(10_000)
    assert line(by_route, "cloudwatch.metrics").quantity > 300
    assert line(cost(users=10_000), "cloudwatch.metrics").quantity == pytest.approx(10)
    assert "cloudwatch.metrics" not in {one.price for one in Costs(detailed, PROFILE, PRICES).of(0).lines}


def test_pools_are_paid_by_their_plan() -> None:
    essentials, lite = (
        resource("aws_cognito_user_pool"),
        resource("aws_cognito_user_pool", user_pool_tier="LITE"),
    )
    assert usd(essentials, users=20_000) == pytest.approx(300)
    assert usd(essentials, users=20_000, free_tier=True) == pytest.approx(150)
    assert usd(lite, users=20_000) == pytest.approx(110)


def test_backups_of_the_table_are_whole_and_those_of_other_regions_in_theirs() -> None:
    rule = {"lifecycle": [{"delete_after": 35}], "copy_action": [{"lifecycle": [{"delete_after": 7}]}]}
    vaults = [resource("aws_backup_vault"), resource("aws_backup_vault", region="eu-west-1")]
    told = cost(resource("aws_backup_plan", rule=[rule]), *vaults, TABLE, users=10_000)
    stored = line(told, "dynamodb.storage").quantity
    by_region = {one.region: one.quantity for one in told.lines if one.price == "backup.dynamodb"}
    assert by_region == {"eu-west-2": pytest.approx(35 * stored), "eu-west-1": pytest.approx(7 * stored)}


def test_a_table_that_scales_has_alarms_that_terraform_does_not_make() -> None:
    assert usd(*[resource("aws_appautoscaling_policy")] * 2) == pytest.approx(8 * 0.10)


def test_free_allowances_are_taken_off_once_however_many_resources_there_are() -> None:
    alarms = [alarm(str(number)) for number in range(12)]
    assert usd(*alarms, free_tier=True) == pytest.approx(0.20)
    mappings = [resource("aws_lambda_event_source_mapping")] * 2
    assert usd(*mappings, free_tier=True) == pytest.approx((2 * 657_000 - 1e6) * 0.4e-6)


def test_a_resource_that_nobody_has_thought_of_stops_with_what_to_do() -> None:
    with pytest.raises(CostError, match=r"aws_nat_gateway\.\nAdd a price .* or, if it costs nothing"):
        check_known(plan(resource("aws_nat_gateway")))


def test_a_size_without_a_price_stops() -> None:
    with pytest.raises(CostError, match=r"no price rds\.hours\.db\.r7g\.16xlarge"):
        cost(resource("aws_db_instance", instance_class="db.r7g.16xlarge", allocated_storage=20))


def test_no_type_is_priced_and_free_at_once_and_each_free_one_says_why() -> None:
    assert not priced_types() & set(free_types())
    assert all(len(why) > 5 for why in free_types().values())
