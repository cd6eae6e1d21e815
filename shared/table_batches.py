"""Writing and removing many items in few requests, for shared.table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from shared.attributes import encode_item
from shared.errors import Unavailable

# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
WRITES_A_REQUEST = 25
ATTEMPTS = 6
FIRST_PAUSE_S = 0.05

Writes = list[dict[str, Any]]


def write_requests(puts: Iterable[Mapping[str, Any]], deletes: Iterable[tuple[str, str]]) -> Iterator[Writes]:
    """What goes into each request. Of several writes with one key the last counts: DynamoDB refuses a request
    that names a key twice."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for item in puts:
        found[item["pk"], item["sk"]] = {"PutRequest": {"Item": encode_item(item)}}
    for pk, sk in deletes:
        found[pk, sk] = {"DeleteRequest": {"Key": encode_item({"pk": pk, "sk": sk})}}
    writes = list(found.values())
    for start in range(0, len(writes), WRITES_A_REQUEST):
        yield writes[start : start + WRITES_A_REQUEST]


def insist(
    writes: Writes, send: Callable[[Writes], Writes], sleep: Callable[[float], None] = time.sleep
) -> None:
    """Sends the writes, and again those that were not taken (`send` gives them). Raises Unavailable when some
    are left in the end."""
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(FIRST_PAUSE_S * 2**attempt)
        writes = send(writes)
        if not writes:
            return
    raise Unavailable("The table has more to do than it can. Try again in a moment.", retry_after_s=2)
