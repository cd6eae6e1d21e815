"""The single table in moto: the real client, no network. Tests use the fixture `table`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from shared import clients
from shared.attributes import encode_item
from shared.settings import settings
from shared.table import Table

TABLE_NAME = "daybook-test"
BATCH = 25  # as many as BatchWriteItem takes


@contextmanager
def moto_table() -> Iterator[Table]:
    """An empty table with keys pk and sk, TTL attribute ttl and a stream.

    Within the block, Table(), client("dynamodb") and settings.table_name lead to it.
    """
    with settings.override(table_name=TABLE_NAME, region="eu-west-2"):
        client = _client()
        from moto import mock_aws

        with mock_aws(), clients.override(dynamodb=client):
            _create(client)
            yield Table(client, TABLE_NAME)


def fill(table: Table, items: Iterable[Mapping[str, Any]]) -> None:
    """Puts many items; one by one takes moto ten times as long."""
    puts = [{"PutRequest": {"Item": encode_item(item)}} for item in items]
    for start in range(0, len(puts), BATCH):
        clients.client("dynamodb").batch_write_item(RequestItems={table.name: puts[start : start + BATCH]})


@cache
def _client() -> Any:
    """One for the whole run: making it takes longer than most tests. moto must be imported before."""
    import moto  # noqa: F401 - puts its hook into every client made from now on

    clients.forget()
    return clients.client("dynamodb")


def _create(client: Any) -> None:
    client.create_table(
        TableName=TABLE_NAME,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    client.update_time_to_live(
        TableName=TABLE_NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}
    )
