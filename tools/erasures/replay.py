"""After a restore: erases again whom the list of the erased knows (docs/erasure.md)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_LIST = "ERASED#"
_PERSON = re.compile(r"(?:USER|AUTH)#([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class Replay(NamedTuple):
    """`hashes`: the whole list. `people`: the ids of those whom the restored table had again."""

    hashes: list[str]
    people: list[str]


def replay(dynamodb: Any, states: Any, machine_arn: str, table: str, old_table: str) -> Replay:
    """Copies the list of `old_table` to `table`, the one that the stack uses now, and starts an erasure for
    each person of the list who is in it. May be repeated. boto3's errors pass as they are."""
    known = {**_list(dynamodb, table), **_list(dynamodb, old_table)}
    for pk, item in known.items():
        dynamodb.put_item(TableName=table, Item={**item, "pk": {"S": pk}})
    people = [one for one in _people(dynamodb, table) if _LIST + _hashed(one) in known]
    for user_id in people:
        told = json.dumps({"user_id": user_id, "closing": None})
        states.start_execution(stateMachineArn=machine_arn, input=told)
    return Replay(sorted(pk.removeprefix(_LIST) for pk in known), people)


def _list(dynamodb: Any, table: str) -> dict[str, dict[str, Any]]:
    values = {":list": {"S": _LIST}}
    scan = {"FilterExpression": "begins_with(pk, :list)", "ExpressionAttributeValues": values}
    return {item["pk"]["S"]: item for item in _scan(dynamodb, table, **scan)}


def _people(dynamodb: Any, table: str) -> list[str]:
    items = _scan(dynamodb, table, ProjectionExpression="pk")
    return sorted({hit[1] for item in items if (hit := _PERSON.fullmatch(item["pk"]["S"]))})


def _scan(dynamodb: Any, table: str, **asked: Any) -> Iterator[dict[str, Any]]:
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True, **asked):
        yield from page["Items"]


def _hashed(user_id: str) -> str:
    return hashlib.sha256(user_id.encode()).hexdigest()
