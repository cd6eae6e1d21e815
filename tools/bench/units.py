"""DynamoDB's capacity units, computed from item sizes by AWS's rules.

Sizes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
Units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Mapping
from typing import Any

READ_BLOCK_BYTES = 4096
WRITE_BLOCK_BYTES = 1024
_CONTAINER_BYTES = 3

AttributeValue = Mapping[str, Any]
Item = Mapping[str, AttributeValue]


def item_bytes(item: Item) -> int:
    """Size of an item in DynamoDB's JSON: names in UTF-8 and values."""
    return sum(len(name.encode()) + value_bytes(value) for name, value in item.items())


def value_bytes(value: AttributeValue) -> int:
    """Size of one typed value, such as {"S": "x"}. Raises ValueError for an unknown type."""
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return number_bytes(content)
    if kind == "B":  # the functions' own parser leaves the wire's base64 as it is
        return len(content if isinstance(content, bytes) else base64.b64decode(content))
    if kind in ("BOOL", "NULL"):
        return 1
    if kind == "SS":
        return sum(len(text.encode()) for text in content)
    if kind == "L":
        return _CONTAINER_BYTES + sum(1 + value_bytes(element) for element in content)
    if kind == "M":
        return _CONTAINER_BYTES + sum(1 + len(name.encode()) + value_bytes(v) for name, v in content.items())
    raise ValueError(f"unknown attribute type {kind}")


def number_bytes(text: str) -> int:
    """About a byte for two significant digits, and one more; a negative number takes another."""
    digits = text.lstrip("-").partition("e")[0].partition("E")[0].replace(".", "").strip("0")
    return math.ceil(len(digits) / 2) + 1 + text.startswith("-")


def read_units(items: Iterable[Item], *, consistent: bool = False) -> float:
    """Of one GetItem (no or one item) or one Query: its items' sizes are added up, then rounded up once."""
    blocks = max(1, math.ceil(sum(map(item_bytes, items)) / READ_BLOCK_BYTES))
    return blocks if consistent else blocks / 2


def write_units(before: Item | None, after: Item | None, *, in_transaction: bool = False) -> float:
    """Of one item written: the larger of both states counts, a transaction counts it twice."""
    size = max(item_bytes(before or {}), item_bytes(after or {}))
    return max(1, math.ceil(size / WRITE_BLOCK_BYTES)) * (2 if in_transaction else 1)
