"""The single table in moto: the real client, no network. Use the fixture `table`; `table.client` is the
client under it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shared import clients
from shared.settings import settings
from shared.table import Table

TABLE_NAME = "daybook-test"


@contextmanager
def moto_table() -> Iterator[Table]:
    """An empty table with keys pk and sk, TTL attribute ttl and a stream. shared.clients and
    settings.table_name lead to it.
    """
    from moto import mock_aws

    with mock_aws(), settings.override(table_name=TABLE_NAME, region="eu-west-2"):
        clients.forget()
        client = clients.client("dynamodb")
        _create(client)
        yield Table(client, TABLE_NAME)
        clients.forget()


def _create(client: object) -> None:
    client.create_table(  # type: ignore[attr-defined]  # botocore's clients have their operations at run time only
        TableName=TABLE_NAME,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    client.update_time_to_live(  # type: ignore[attr-defined]  # as above
        TableName=TABLE_NAME, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"}
    )
