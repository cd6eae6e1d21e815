"""Gap: policies' dynamodb:LeadingKeys condition is never given the partition keys of a request.

A key that is not there satisfies ForAllValues, so that every such condition would hold. The partition keys
come from the request (docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_CONDITION_KEY = "dynamodb:LeadingKeys"
_OPERAND = re.compile(r"^\s*\(?\s*(#?[\w.-]+)\s*=\s*(:[\w]+)")


def install(emulator: SimpleNamespace, partition_key: str = "pk") -> None:
    """`partition_key` is the name of the partition key of all tables and indexes of the project."""
    replace(
        emulator.iam_actions, "dynamodb_service_context", lambda original: _with_keys(original, partition_key)
    )


def _with_keys(original: Any, partition_key: str) -> Any:
    def service_context(body: bytes) -> dict[str, Any]:
        context = original(body)
        try:
            request = json.loads(body or b"{}")
        except (ValueError, UnicodeDecodeError):
            return context
        keys = sorted(set(leading_keys(request, partition_key))) if isinstance(request, dict) else []
        return {**context, _CONDITION_KEY: keys} if keys else context

    return service_context


def leading_keys(request: dict[str, Any], partition_key: str) -> Iterator[str]:
    """The partition key values that a DynamoDB request names, of each item of a batch or transaction."""
    yield from _of_operation(request, partition_key)
    for item in request.get("TransactItems") or []:
        for operation in item.values():
            yield from _of_operation(operation, partition_key)
    for table in (request.get("RequestItems") or {}).values():
        yield from _of_batch(table, partition_key)


def _of_operation(operation: dict[str, Any], partition_key: str) -> Iterator[str]:
    for part in ("Key", "Item"):
        yield from _value((operation.get(part) or {}).get(partition_key))
    condition = operation.get("KeyConditionExpression")
    if condition:
        yield from _of_query(condition, operation, partition_key)


def _of_query(condition: str, query: dict[str, Any], partition_key: str) -> Iterator[str]:
    names = query.get("ExpressionAttributeNames") or {}
    values = query.get("ExpressionAttributeValues") or {}
    for part in re.split(r"\s+[Aa][Nn][Dd]\s+", condition):
        operand = _OPERAND.match(part)
        if operand and names.get(operand[1], operand[1]) == partition_key:
            yield from _value(values.get(operand[2]))


def _of_batch(table: Any, partition_key: str) -> Iterator[str]:
    if isinstance(table, dict):
        for key in table.get("Keys") or []:
            yield from _value(key.get(partition_key))
        return
    for write in table:
        for operation in write.values():
            yield from _of_operation(operation, partition_key)


def _value(attribute: dict[str, Any] | None) -> Iterator[str]:
    for value in (attribute or {}).values():
        yield str(value)
