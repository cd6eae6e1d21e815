"""DynamoDB's typed JSON ({"S": "x"}, {"N": "1"}, …) to plain Python values and back, without boto3's Decimal
contexts.

Numbers come back as int when they are whole in DynamoDB's canonical text ("3"), otherwise as float: a float
carries 17 significant digits there and back, which is all that Daybook stores. Integers are exact up to
DynamoDB's 38 digits.
Format: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping
from typing import Any


def decode_item(item: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """An item, a stream image or a key as plain values. Binary (base64 text on the wire) becomes bytes."""
    decoders = _DECODERS
    plain = {}
    for name, typed in item.items():
        ((kind, value),) = typed.items()
        plain[name] = value if kind == "S" else decoders[kind](value)
    return plain


def decode(typed: Mapping[str, Any]) -> Any:
    """One attribute value as a plain value."""
    ((kind, value),) = typed.items()
    return _DECODERS[kind](value)


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)


def _binary(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else base64.b64decode(value)


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "S": lambda value: value,
    "N": _number,
    "BOOL": lambda value: value,
    "NULL": lambda value: None,
    "M": decode_item,
    "L": lambda values: [decode(value) for value in values],
    "B": _binary,
    "SS": set,
    "NS": lambda values: {_number(value) for value in values},
    "BS": lambda values: {_binary(value) for value in values},
}


def encode_item(item: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Plain values as an item for the client."""
    return {name: encode(value) for name, value in item.items()}


def encode(value: Any) -> dict[str, Any]:
    """One plain value as an attribute value. Raises TypeError for what DynamoDB cannot hold (empty sets, NaN,
    other types).
    """
    if isinstance(value, str):
        return {"S": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, float)):
        return {"N": _number_text(value)}
    if isinstance(value, Mapping):
        return {"M": encode_item(value)}
    if isinstance(value, (list, tuple)):
        return {"L": [encode(item) for item in value]}
    if isinstance(value, (bytes, bytearray)):
        return {"B": bytes(value)}
    if isinstance(value, (set, frozenset)) and value and all(isinstance(item, str) for item in value):
        return {"SS": sorted(value)}
    raise TypeError(f"DynamoDB cannot hold {value!r} (of type {type(value).__name__})")


def _number_text(value: int | float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise TypeError(f"DynamoDB cannot hold the number {value}")
    return repr(value)
