"""What there is in the account, and small parts of the fakes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
LATEST = NOW - timedelta(minutes=5)
TABLE_TAKES, DATABASE_TAKES = timedelta(minutes=1), timedelta(minutes=2)
TABLE, DATABASE = "daybook-test-data", "daybook-test-database"
ARN = f"arn:aws:rds:eu-west-2:111122223333:db:{DATABASE}"
STREAM = f"arn:aws:dynamodb:eu-west-2:111122223333:table/{TABLE}/stream/2026-01-01T00:00:00.000"
CLUSTER_ARN = f"arn:aws:rds:eu-west-2:111122223333:cluster:{DATABASE}"
Item = dict[str, Any]


def item(pk: str, sk: str, value: str = "1") -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}, "value": {"S": value}}


def refusal(code: str, operation: str = "Operation", message: str = "") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


class Pages:
    def __init__(self, pages: list[Any]) -> None:
        self._pages = pages

    def paginate(self) -> list[Any]:
        return self._pages
