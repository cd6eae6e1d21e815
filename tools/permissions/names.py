"""ARNs as AWS would give them, so that a mocked AWS tells one bucket from another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

_HOME = "eu-west-2:111122223333"
# Type → its ARN, made of its attributes. What is not here keeps the ARN of its mock (terraform/tests/mocks).
_ARNS = {
    "aws_backup_vault": f"arn:aws:backup:{_HOME}:backup-vault:{{name}}",
    "aws_cloudwatch_event_bus": f"arn:aws:events:{_HOME}:event-bus/{{name}}",
    "aws_cloudwatch_event_rule": f"arn:aws:events:{_HOME}:rule/{{event_bus_name}}/{{name}}",
    "aws_cloudwatch_log_group": f"arn:aws:logs:{_HOME}:log-group:{{name}}",
    "aws_dynamodb_table": f"arn:aws:dynamodb:{_HOME}:table/{{name}}",
    "aws_iam_role": "arn:aws:iam::111122223333:role/{name}",
    "aws_s3_bucket": "arn:aws:s3:::{bucket}",
    "aws_secretsmanager_secret": f"arn:aws:secretsmanager:{_HOME}:secret:{{name}}-AbCdEf",
    "aws_sns_topic": f"arn:aws:sns:{_HOME}:{{name}}",
    "aws_sqs_queue": f"arn:aws:sqs:{_HOME}:{{name}}",
}


Names = dict[str, dict[str, str]]


def of(resources: Iterable[Mapping[str, Any]]) -> Names:
    """Address → what AWS would call the resource, from plans in which a mock has called it something."""
    return {
        resource["address"]: _values(resource, pattern.format_map(resource["values"]))
        for resource in resources if (pattern := _ARNS.get(resource["type"]))
    }


def overrides(names: Names) -> str:
    """`override_resource` blocks for a Terraform test."""
    return "\n".join(_block(address, values) for address, values in names.items())


def _values(resource: Mapping[str, Any], arn: str) -> dict[str, str]:
    """The ARN and, where policies go by it, the id."""
    own = resource["values"]
    beside = {
        "aws_dynamodb_table": {"stream_arn": f"{arn}/stream/2026-01-01T00:00:00.000"},
        "aws_secretsmanager_secret": {"id": arn},
        "aws_iam_role": {"id": own.get("name", "")},
        "aws_s3_bucket": {"id": own.get("bucket", "")},
    }
    return {"arn": arn} | beside.get(resource["type"], {})


def _block(address: str, values: Mapping[str, str]) -> str:
    said = "\n".join(f"    {name} = {json.dumps(value)}" for name, value in values.items())
    head = f"override_resource {{\n  target          = {address}\n  override_during = plan"
    return f"{head}\n  values = {{\n{said}\n  }}\n}}\n"
