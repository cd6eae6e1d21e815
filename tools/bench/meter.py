"""A DynamoDB client that counts requests and capacity units on the way through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tools.bench.units import read_units, write_units

Request = dict[str, Any]


@dataclass
class Usage:
    """What was asked of the table: requests, and units as AWS would count them."""

    requests: int = 0
    read: float = 0.0
    write: float = 0.0
    operations: list[str] = field(default_factory=list)


class Meter:
    """Wraps a botocore DynamoDB client; what is asked in a `counting` block is summed up in its `usage`."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.usage = Usage()

    @contextmanager
    def counting(self) -> Iterator[Usage]:
        self.usage = Usage()
        yield self.usage
        self.usage = Usage()

    def __getattr__(self, name: str) -> Any:
        counted: dict[str, Callable[..., Any]] = {
            "get_item": self._get_item,
            "batch_get_item": self._batch_get,
            "query": self._query,
            "put_item": self._write,
            "update_item": self._write,
            "delete_item": self._write,
            "transact_write_items": self._transact,
        }
        if name not in counted:
            return getattr(self._client, name)

        def call(**request: Any) -> Any:
            self.usage.requests += 1
            self.usage.operations.append(name)
            return counted[name](name, request)

        return call

    def _get_item(self, _: str, request: Request) -> Any:
        answer = self._client.get_item(**request)
        items = [answer["Item"]] if "Item" in answer else []
        self.usage.read += read_units(items, consistent=request.get("ConsistentRead", False))
        return answer

    def _batch_get(self, _: str, request: Request) -> Any:
        """Each item is rounded up by itself; one that is not there costs as much as a small one."""
        answer = self._client.batch_get_item(**request)
        for table, asked in request["RequestItems"].items():
            items = answer["Responses"].get(table, [])
            consistent, missing = asked.get("ConsistentRead", False), len(asked["Keys"]) - len(items)
            self.usage.read += sum(read_units([item], consistent=consistent) for item in items)
            self.usage.read += missing * read_units([], consistent=consistent)
        return answer

    def _query(self, _: str, request: Request) -> Any:
        answer = self._client.query(**request)
        self.usage.read += read_units(answer["Items"], consistent=request.get("ConsistentRead", False))
        return answer

    def _write(self, name: str, request: Request) -> Any:
        key = _key(request)
        before = self._item(request["TableName"], key)
        answer = getattr(self._client, name)(**request)
        self.usage.write += write_units(before, self._item(request["TableName"], key))
        return answer

    def _transact(self, _: str, request: Request) -> Any:
        written = [next(iter(operation.values())) for operation in request["TransactItems"]]
        before = [self._item(each["TableName"], _key(each)) for each in written]
        answer = self._client.transact_write_items(**request)
        for each, old in zip(written, before, strict=True):
            new = self._item(each["TableName"], _key(each))
            self.usage.write += write_units(old, new, in_transaction=True)
        return answer

    def _item(self, table: str, key: Request) -> Any:
        return self._client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")


def _key(request: Request) -> Request:
    source = request.get("Key") or request["Item"]
    return {name: source[name] for name in ("pk", "sk")}
