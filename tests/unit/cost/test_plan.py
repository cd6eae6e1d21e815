from __future__ import annotations

import pytest

from tests.support.plans import document
from tools.cost.errors import CostError
from tools.cost.plan import read


def _found(address: str, **more: object) -> dict:
    return {"address": address, "type": address.split(".")[-2], "mode": "managed", "values": {}, **more}


def test_resources_of_modules_are_found_however_deep() -> None:
    inner = {"resources": [_found("module.a.module.b.aws_kms_key.this")]}
    outer = {"resources": [], "child_modules": [inner]}
    plan = read(document(_found("aws_sqs_queue.work"), children=[outer]))
    assert plan.types == {"aws_sqs_queue", "aws_kms_key"}


def test_what_is_only_looked_up_or_terraforms_own_is_no_resource() -> None:
    data = {**_found("aws_route53_zone.this"), "mode": "data"}
    assert read(document(data, _found("terraform_data.owner"))).resources == ()


def test_a_resource_is_in_the_region_of_its_provider() -> None:
    plan = read(
        document(
            _found("aws_sqs_queue.here"),
            _found('aws_sns_topic.edge["x"]', provider="aws.us_east_1"),
            _found("aws_s3_bucket.copy[0]", provider="aws.recovery"),
        )
    )
    assert [resource.region for resource in plan.resources] == ["eu-west-2", "us-east-1", "eu-west-1"]


def test_a_module_hands_its_provider_on() -> None:
    """Terraform tells of a module's resource by the key that its provider has in the root."""
    module = {"resources": [{"address": "aws_kms_key.this", "provider_config_key": "aws.recovery"}]}
    calls = {"copies": {"module": {"module_calls": {"keys": {"module": module}}}}}
    child = {"resources": [_found('module.copies["a"].module.keys[0].aws_kms_key.this["main"]')]}
    plan = read(document(children=[child], calls=calls))
    assert [resource.region for resource in plan.resources] == ["eu-west-1"]


def test_the_last_index_is_the_key() -> None:
    plan = read(
        document(_found('aws_sqs_queue.a["work"]'), _found("aws_sqs_queue.b[0]"), _found("aws_sqs_queue.c"))
    )
    assert [resource.key for resource in plan.resources] == ["work", "0", ""]


def test_something_else_than_a_plan_is_refused() -> None:
    with pytest.raises(CostError, match="This is no plan"):
        read({"format_version": "1.0"})
