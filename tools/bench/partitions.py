"""A DynamoDB table in memory that can hold hundreds of thousands of items, and counts what is asked of it."""

from __future__ import annotations

import threading
import time
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.memory import MemoryClient

# A query's page has 1 MB, of items that have about 300 bytes.
ITEMS_A_PAGE = 3300


class Partitions(MemoryClient):
    """Finds a partition's items without looking at all others; queries give pages as DynamoDB does.

    Since the last `counting`: `requests` by operation, and the processor's `seconds` that it took itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sort_keys: dict[str, list[str]] = defaultdict(list)
        self._lock = threading.Lock()
        self.requests: Counter[str] = Counter()
        self.seconds = 0.0

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """The requests of the block."""
        self.requests, self.seconds = Counter(), 0.0
        yield self.requests

    def get_item(self, **request: Any) -> dict[str, Any]:
        with self._counted("GetItem"):
            return super().get_item(**request)

    def query(self, **request: Any) -> dict[str, Any]:
        """Whole partitions, forward."""
        with self._counted("Query" if "Limit" not in request else "Query, some"):
            pk, start = request["ExpressionAttributeValues"][":_pk"]["S"], request.get("ExclusiveStartKey")
            keys = self._sort_keys[pk]
            first = keys.index(start["sk"]["S"]) + 1 if start else 0
            last = first + min(request.get("Limit", ITEMS_A_PAGE), ITEMS_A_PAGE)
            answer: dict[str, Any] = {"Items": [self.items[pk, sk] for sk in keys[first:last]]}
            if last < len(keys):
                answer["LastEvaluatedKey"] = {"pk": {"S": pk}, "sk": {"S": keys[last - 1]}}
            return answer

    def update_item(self, **request: Any) -> dict[str, Any]:
        with self._counted("UpdateItem"):
            return super().update_item(**request)

    def batch_write_item(self, RequestItems: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:  # noqa: N803
        with self._counted("BatchWriteItem"):
            return super().batch_write_item(RequestItems)

    def count(self, name: str, number: int) -> None:
        """Requests to something else."""
        with self._lock:
            self.requests[name] += number

    @contextmanager
    def _counted(self, name: str) -> Iterator[None]:
        with self._lock:
            started = time.thread_time()
            yield
            self.requests[name] += 1
            self.seconds += time.thread_time() - started

    def _write(self, request: Any, keyed: Any, *, removes: bool = False) -> dict[str, Any]:
        key = keyed["pk"]["S"], keyed["sk"]["S"]
        was_there = key in self.items
        answer = super()._write(request, keyed, removes=removes)
        if key in self.items and not was_there:
            insort(self._sort_keys[key[0]], key[1])
        elif was_there and key not in self.items:
            self._sort_keys[key[0]].remove(key[1])
        return answer
