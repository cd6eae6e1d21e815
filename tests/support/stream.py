"""Events as Lambda delivers them from the table's stream."""

from __future__ import annotations

import itertools
from typing import Any

from shared.attributes import encode_item

_sequence = itertools.count(100)


def record(
    pk: str,
    sk: str,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    at: float = 1777636800.0,
) -> dict[str, Any]:
    """One change of the item (pk, sk) from `old` to `new`, plain values without the keys; `at` in epoch
    seconds."""
    number = next(_sequence)
    key = {"pk": pk, "sk": sk}
    change: dict[str, Any] = {
        "ApproximateCreationDateTime": at,
        "Keys": encode_item(key),
        "SequenceNumber": str(number),
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    }
    for name, image in (("OldImage", old), ("NewImage", new)):
        if image is not None:
            change[name] = encode_item({**key, **image})
    kind = "MODIFY" if old is not None and new is not None else "REMOVE" if new is None else "INSERT"
    return {
        "eventID": f"event-{number}",
        "eventName": kind,
        "eventSource": "aws:dynamodb",
        "dynamodb": change,
    }


def stream_event(*records: dict[str, Any]) -> dict[str, Any]:
    """A batch of records, in their order."""
    return {"Records": list(records)}


def sequence_of(record: dict[str, Any]) -> str:
    return str(record["dynamodb"]["SequenceNumber"])
