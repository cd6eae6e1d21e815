"""Whatever is chosen: more people never cost less, and what is free never makes anything dearer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plans import plan, resource
from tools.cost.estimate import Costs
from tools.cost.plan import Resource
from tools.cost.prices import load as load_prices
from tools.cost.profile import load as load_profile

pytestmark = pytest.mark.exhaustive

PRICES, PROFILE = load_prices(), load_profile()
EVERYTHING: list[Resource] = [
    resource("aws_apigatewayv2_api"),
    resource("aws_dynamodb_table", billing_mode="PAY_PER_REQUEST"),
    resource("aws_scheduler_schedule", "reminders", schedule_expression="rate(1 minute)"),
    resource(
        "aws_rds_cluster",
        serverlessv2_scaling_configuration=[{"min_capacity": 0}],
        backup_retention_period=7,
    ),
    resource("aws_rds_cluster_instance", instance_class="db.serverless"),
    resource("aws_cloudwatch_metric_alarm", period=300),
    resource("aws_cloudfront_distribution"),
    resource("aws_cloudfront_function"),
    resource("aws_cognito_user_pool"),
    resource("aws_wafv2_web_acl", rule=[{}]),
    resource("aws_kms_key"),
    resource("aws_sfn_state_machine"),
    resource("aws_cloudwatch_event_bus"),
    resource("aws_sns_topic"),
    resource("aws_lambda_event_source_mapping"),
    resource("aws_cloudwatch_log_group", name="/aws/lambda/daybook-test-habits", retention_in_days=7),
    resource("aws_dynamodb_table", billing_mode="PROVISIONED", read_capacity=5, write_capacity=5),
    resource("aws_s3_bucket", bucket="daybook-test-media-1"),
    resource("aws_s3_bucket_replication_configuration"),
    resource("aws_db_instance", instance_class="db.t4g.micro", allocated_storage=20),
    resource("aws_flow_log"),
    resource("aws_db_proxy"),
    resource("aws_backup_plan", rule=[{"lifecycle": [{"delete_after": 35}]}]),
]
PEOPLE = st.integers(min_value=0, max_value=10**7)


@settings(max_examples=60, deadline=None)
@given(
    chosen=st.sets(st.sampled_from(range(len(EVERYTHING)))), one=PEOPLE, other=PEOPLE, free_tier=st.booleans()
)
def test_more_people_never_cost_less(chosen: set[int], one: int, other: int, free_tier: bool) -> None:
    costs = Costs(plan(*(EVERYTHING[index] for index in chosen)), PROFILE, PRICES)
    fewer, more = (costs.of(users, free_tier=free_tier) for users in sorted((one, other)))
    assert fewer.total <= more.total + 1e-9
    services = {line.service for line in fewer.lines}
    assert all(fewer.of(service) <= more.of(service) + 1e-9 for service in services)


@settings(max_examples=30, deadline=None)
@given(chosen=st.sets(st.sampled_from(range(len(EVERYTHING)))), users=PEOPLE)
def test_an_allowance_never_makes_it_dearer(chosen: set[int], users: int) -> None:
    costs = Costs(plan(*(EVERYTHING[index] for index in chosen)), PROFILE, PRICES)
    assert costs.of(users, free_tier=True).total <= costs.of(users).total
