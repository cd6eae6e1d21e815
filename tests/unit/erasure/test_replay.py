"""A restored table loses again whom the list knows, and nobody else."""

from __future__ import annotations

import json
from typing import Any

from shared.attributes import encode_item
from shared.identity.footprint import erased_key
from tests.unit.erasure.world import ADA, EVE
from tools.erasures.replay import replay

AT = "2026-05-10T12:00:00Z"


class FakeDynamoDB:
    """Tables that can be scanned and put into."""

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = {
            name: {(one["pk"], one["sk"]): encode_item(one) for one in items}
            for name, items in tables.items()
        }

    def get_paginator(self, _operation: str) -> FakeDynamoDB:
        return self

    def paginate(self, TableName: str, **asked: Any) -> Any:  # noqa: N803 - botocore's
        for (pk, _), item in list(self.tables[TableName].items()):
            if "FilterExpression" not in asked or pk.startswith("ERASED#"):
                yield {"Items": [item]}

    def put_item(self, TableName: str, Item: dict[str, Any]) -> None:  # noqa: N803
        self.tables[TableName][Item["pk"]["S"], Item["sk"]["S"]] = Item


class FakeStates:
    def __init__(self) -> None:
        self.told: list[Any] = []

    def start_execution(self, **asked: Any) -> None:
        assert asked["stateMachineArn"] == "arn:machine"
        self.told.append(json.loads(asked["input"]))


def erased(user_id: str) -> dict[str, Any]:
    pk, sk = erased_key(user_id)
    return {"pk": pk, "sk": sk, "at": AT}


def item(pk: str) -> dict[str, Any]:
    return {"pk": pk, "sk": "PROFILE"}


def test_who_is_on_the_list_is_erased_again() -> None:
    gone = "11111111-2222-4333-8444-555555555555"
    dynamodb, states = (
        FakeDynamoDB(
            old=[erased(ADA), erased(gone)],
            new=[item(f"USER#{ADA}"), item(f"AUTH#{ADA}"), item(f"USER#{EVE}"), item("AUTH#SIGNING")],
        ),
        FakeStates(),
    )

    done = replay(dynamodb, states, "arn:machine", "new", "old")
    assert (done.people, len(done.hashes)) == ([ADA], 2)
    assert states.told == [{"user_id": ADA, "closing": None}]
    assert dynamodb.tables["new"][erased_key(ADA)] == encode_item(erased(ADA))
    assert erased_key(gone) in dynamodb.tables["new"]


def test_what_is_left_of_an_account_in_its_credentials_alone_counts_too() -> None:
    dynamodb, states = FakeDynamoDB(old=[erased(ADA)], new=[item(f"AUTH#{ADA}")]), FakeStates()
    assert replay(dynamodb, states, "arn:machine", "new", "old").people == [ADA]
