"""Reading, writing and removing many items in few requests, for shared.table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from shared.attributes import encode_item
from shared.errors import Unavailable

# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
WRITES_A_REQUEST = 25
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
READS_A_REQUEST = 100
ATTEMPTS = 6
FIRST_PAUSE_S = 0.05

Operations = list[dict[str, Any]]


def write_requests(
    puts: Iterable[Mapping[str, Any]], deletes: Iterable[tuple[str, str]]
) -> Iterator[Operations]:
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


def portions_to_read(keys: Iterable[dict[str, Any]]) -> Iterator[Operations]:
    """Which keys go into each request."""
    waiting = list(keys)
    for start in range(0, len(waiting), READS_A_REQUEST):
        yield waiting[start : start + READS_A_REQUEST]


def insist(
    operations: Operations,
    send: Callable[[Operations], Operations],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Sends the reads or writes, and again those that were not taken (`send` gives them). Raises Unavailable
    when some are left in the end."""
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(FIRST_PAUSE_S * 2**attempt)
        operations = send(operations)
        if not operations:
            return
    raise Unavailable("The table has more to do than it can. Try again in a moment.", retry_after_s=2)
