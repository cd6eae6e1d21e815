"""The single DynamoDB table with plain Python values: keys `pk` and `sk`, expiry in `ttl` (epoch seconds).

Changes are given as values (`set={"name": value}`), conditions as DynamoDB's condition expressions with
`#attribute` and `:value`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from shared.attributes import decode_item
from shared.settings import settings
from shared.table_errors import ConditionFailed, translated
from shared.table_expressions import Expressions, keyed_request, put_request, update_request

__all__ = ["ConditionFailed", "Page", "Table"]

Item = dict[str, Any]
Operation = dict[str, Any]


class Page(NamedTuple):
    """Some items of a query in order, and the sort key to go on from (`start_after`), None at the end."""

    items: list[Item]
    next_sk: str | None


class Table:
    """All methods raise Unavailable when DynamoDB throttles or is out of reach; conditional writes raise
    ConditionFailed.
    """

    def __init__(self, client: Any = None, name: str | None = None) -> None:
        self._client, self._name = client, name

    @property
    def name(self) -> str:
        return self._name or settings.table_name

    def get(self, pk: str, sk: str, consistent: bool = False) -> Item | None:
        """The item, or None when there is none or it has expired."""
        answer = self._call("get_item", Key=_key(pk, sk), ConsistentRead=consistent)
        item = decode_item(answer["Item"]) if "Item" in answer else None
        return None if item is None or _expired(item) else item

    def get_many(self, pk: str, sks: Iterable[str]) -> list[Item]:
        """The items that there are, in any order; a hundred a request, each billed as `get` bills it."""
        from shared.table_batches import insist, portions_to_read

        found: list[Mapping[str, Any]] = []

        def read(keys: list[Operation]) -> list[Operation]:
            asked = {self.name: {"Keys": keys}}
            answer = self._call("batch_get_item", on_table=False, RequestItems=asked)
            found.extend(answer["Responses"].get(self.name, []))
            left: list[Operation] = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            return left

        for keys in portions_to_read(_key(pk, sk) for sk in dict.fromkeys(sks)):
            insist(keys, read)
        return [item for item in map(decode_item, found) if not _expired(item)]

    def query(
        self,
        pk: str,
        begins_with: str | None = None,
        between: tuple[str, str] | None = None,
        limit: int | None = None,
        start_after: str | None = None,
        ascending: bool = True,
        consistent: bool = False,
    ) -> Page:
        """One request: the partition's items whose sort key starts with `begins_with` or lies in `between`
        (both ends included).

        `limit` counts items read, so a page may hold fewer (expired ones are left out) while `next_sk` still
        says there is more.
        """
        expressions = Expressions()
        request = {
            "KeyConditionExpression": _key_condition(expressions, pk, begins_with, between),
            "ScanIndexForward": ascending,
            "ConsistentRead": consistent,
            **expressions.arguments(),
        }
        if limit is not None:
            request["Limit"] = limit
        if start_after is not None:
            request["ExclusiveStartKey"] = _key(pk, start_after)
        answer = self._call("query", **request)
        now = time.time()
        items = [item for item in map(decode_item, answer["Items"]) if item.get("ttl", now) >= now]
        last = answer.get("LastEvaluatedKey")
        return Page(items, last["sk"]["S"] if last else None)

    def query_all(self, pk: str, **arguments: Any) -> Iterator[Item]:
        """The items of all pages, read as they are needed. Arguments as for `query`."""
        while True:
            page = self.query(pk, **arguments)
            yield from page.items
            if page.next_sk is None:
                return
            arguments["start_after"] = page.next_sk

    def keys(self, pk: str) -> Iterator[tuple[str, str]]:
        """The keys of all of the partition's items as they are now, also of those that have expired and
        still wait to be removed."""
        expressions = Expressions()
        condition = _key_condition(expressions, pk, None, None)
        request = {
            "KeyConditionExpression": condition,
            "ScanIndexForward": True,
            "ConsistentRead": True,
            **expressions.arguments(),
        }
        while True:
            answer = self._call("query", **request)
            yield from ((item["pk"]["S"], item["sk"]["S"]) for item in answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def put(
        self, item: Mapping[str, Any], *, only_if_new: bool = False, if_version: int | None = None
    ) -> None:
        """Writes the whole item. `only_if_new`: no item may be there. `if_version`: the one there has this
        `version`.
        """
        self._call("put_item", **put_request(item, only_if_new, if_version))

    def update(
        self,
        pk: str,
        sk: str,
        set: Mapping[str, Any] | None = None,  # noqa: A002 - the word of DynamoDB's expressions
        remove: list[str] | tuple[str, ...] | None = None,
        add: Mapping[str, Any] | None = None,
        condition: str | None = None,
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
        return_new: bool = True,
    ) -> Item:
        """Changes attributes (top-level names as they are, no expressions); makes the item when it is not
        there.

        `condition` is a condition expression: `#word` is the attribute `word`, unless `names` says which
        ("#day": "07"); `:word` is from `values`. Gives the item after the change, {} with return_new=False.
        """
        request = update_request(pk, sk, set, remove, add, condition, names, values)
        answer = self._call("update_item", ReturnValues="ALL_NEW" if return_new else "NONE", **request)
        return decode_item(answer.get("Attributes", {}))

    def delete(
        self,
        pk: str,
        sk: str,
        condition: str | None = None,
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Item | None:
        """Removes the item and gives what was there, None when nothing was."""
        request = keyed_request(pk, sk, condition, names, values)
        answer = self._call("delete_item", ReturnValues="ALL_OLD", **request)
        return decode_item(answer["Attributes"]) if "Attributes" in answer else None

    def write_many(
        self, puts: Iterable[Mapping[str, Any]] = (), deletes: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Writes whole items and removes those with the keys (pk, sk), 25 a request, each for itself and
        without a condition. When it raises Unavailable, some of it may be done: it can be repeated.
        """
        from shared.table_batches import insist, write_requests

        for writes in write_requests(puts, deletes):
            insist(writes, self._write_batch)

    def _write_batch(self, writes: list[Operation]) -> list[Operation]:
        answer = self._call("batch_write_item", on_table=False, RequestItems={self.name: writes})
        left: list[Operation] = answer.get("UnprocessedItems", {}).get(self.name, [])
        return left

    def transact(self, *operations: Operation) -> None:
        """All of the operations or none. ConditionFailed carries the first item that stood in the way."""
        self._call("transact_write_items", on_table=False, TransactItems=list(operations))

    def put_operation(
        self, item: Mapping[str, Any], *, only_if_new: bool = False, if_version: int | None = None
    ) -> Operation:
        """`put` for transact."""
        return {"Put": {"TableName": self.name, **put_request(item, only_if_new, if_version)}}

    def update_operation(self, pk: str, sk: str, **arguments: Any) -> Operation:
        """`update` for transact; arguments as there, without return_new."""
        keywords = {name: arguments.pop(name, None) for name in _UPDATE_ARGUMENTS}
        if arguments:
            raise TypeError(f"update_operation knows no {', '.join(arguments)}")
        return {"Update": {"TableName": self.name, **update_request(pk, sk, **keywords)}}

    def check_operation(
        self,
        pk: str,
        sk: str,
        condition: str,
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Operation:
        """A condition on an item that the transaction does not write."""
        return {"ConditionCheck": {"TableName": self.name, **keyed_request(pk, sk, condition, names, values)}}

    def delete_operation(
        self,
        pk: str,
        sk: str,
        condition: str | None = None,
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Operation:
        """`delete` for transact."""
        return {"Delete": {"TableName": self.name, **keyed_request(pk, sk, condition, names, values)}}

    def _call(self, operation: str, *, on_table: bool = True, **request: Any) -> dict[str, Any]:
        if self._client is None:
            from shared.clients import client

            self._client = client("dynamodb")
        if on_table:
            request["TableName"] = self.name
        with translated():
            answer: dict[str, Any] = getattr(self._client, operation)(**request)
        return answer


_UPDATE_ARGUMENTS = ("set", "remove", "add", "condition", "names", "values")


def _key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _key_condition(
    expressions: Expressions, pk: str, begins_with: str | None, between: tuple[str, str] | None
) -> str:
    if begins_with is not None and between is not None:
        raise TypeError("either begins_with or between")
    condition = f"#pk = {expressions.value('pk', pk)}"
    expressions.names["#pk"] = "pk"
    if begins_with is not None:
        expressions.names["#sk"] = "sk"
        condition += f" AND begins_with(#sk, {expressions.value('prefix', begins_with)})"
    if between is not None:
        expressions.names["#sk"] = "sk"
        first, last = expressions.value("first", between[0]), expressions.value("last", between[1])
        condition += f" AND #sk BETWEEN {first} AND {last}"
    return condition


def _expired(item: Item) -> bool:
    # TTL deletes within days, not at once: what has expired must already look gone.
    return "ttl" in item and item["ttl"] < time.time()
