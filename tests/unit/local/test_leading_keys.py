from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import leading_keys

ADA, BOB = {"S": "USER#ada"}, {"S": "USER#bob"}


def keys_of(request: Any) -> list[str] | None:
    actions = SimpleNamespace(dynamodb_service_context=lambda _body: {"dynamodb:Select": "ALL"})
    leading_keys.install(SimpleNamespace(iam_actions=actions))
    body = request if isinstance(request, bytes) else json.dumps(request).encode()
    context = actions.dynamodb_service_context(body)
    assert context["dynamodb:Select"] == "ALL"
    return context.get("dynamodb:LeadingKeys")


@pytest.mark.parametrize(
    "request_",
    [
        {"Key": {"pk": ADA, "sk": {"S": "PROFILE"}}},
        {"Item": {"pk": ADA, "other": {"S": "x"}}},
        {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": ADA}},
        {
            "KeyConditionExpression": "begins_with(#s, :s) AND #p = :p",
            "ExpressionAttributeNames": {"#p": "pk", "#s": "sk"},
            "ExpressionAttributeValues": {":p": ADA, ":s": {"S": "HABIT#"}},
        },
        {
            "KeyConditionExpression": "pk = :p and sk BETWEEN :a AND :b",
            "ExpressionAttributeValues": {":p": ADA, ":a": {"S": "a"}, ":b": {"S": "b"}},
        },
    ],
)
def test_one_key(request_: dict[str, Any]) -> None:
    assert keys_of(request_) == ["USER#ada"]


@pytest.mark.parametrize(
    "request_",
    [
        {"TransactItems": [{"Put": {"Item": {"pk": ADA}}}, {"Update": {"Key": {"pk": BOB}}}]},
        {"RequestItems": {"data": {"Keys": [{"pk": BOB}, {"pk": ADA}]}}},
        {
            "RequestItems": {
                "data": [{"PutRequest": {"Item": {"pk": BOB}}}, {"DeleteRequest": {"Key": {"pk": ADA}}}]
            }
        },
    ],
)
def test_the_key_of_each_item(request_: dict[str, Any]) -> None:
    assert keys_of(request_) == ["USER#ada", "USER#bob"]


@pytest.mark.parametrize("request_", [{"TableName": "data"}, b"", b"not json", [1]])
def test_no_key_is_invented(request_: Any) -> None:
    assert keys_of(request_) is None
