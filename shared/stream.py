"""Records of the table's stream as plain values, and the answer that Lambda wants about a batch.

Form: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html. A consumer that reports a record as failed
gets it and all that follow it again (ReportBatchItemFailures), so everything a consumer does bears being
repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from shared.attributes import decode_item
from shared.log import logger
from shared.metrics import count

Item = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What happened to one item. `old` is None for a new item, `new` for one that went; `event_id` stays the
    same when the record is delivered again; `at` is the time of the change (UTC), to the second."""

    event_id: str
    sequence: str
    kind: Literal["INSERT", "MODIFY", "REMOVE"]
    at: datetime
    pk: str
    sk: str
    old: Item | None
    new: Item | None

    @property
    def user_id(self) -> str:
        """Of an item that is a user's own (pk USER#<id>)."""
        return self.pk.removeprefix("USER#")


def changes(event: Mapping[str, Any]) -> Iterator[Change]:
    """The event's records in their order. One that cannot be read is set aside."""
    for record in event["Records"]:
        try:
            yield _read(record)
        except (KeyError, ValueError, TypeError, AttributeError):
            set_aside("the record cannot be read", event_id=record.get("eventID"))


def set_aside(reason: str, **fields: Any) -> None:
    """Notes that a record is passed over, because no repetition would cure it: an error line (with the
    traceback of the exception that is being handled, if any), and the metric RecordsSetAside. See
    docs/decisions/0402-set-poison-records-aside.md.
    """
    logger.exception("record set aside", reason=reason, **fields)
    count("RecordsSetAside")


def answer(batch: Iterable[Change], failed: Collection[str]) -> dict[str, Any]:
    """What a consumer returns, given the sequence numbers that failed: from the first of them on, the batch
    comes again."""
    first = [change.sequence for change in batch if change.sequence in failed][:1]
    return {"batchItemFailures": [{"itemIdentifier": sequence} for sequence in first]}


def _read(record: Mapping[str, Any]) -> Change:
    change = record["dynamodb"]
    images = {
        name: decode_item(change[name]) if name in change else None for name in ("OldImage", "NewImage")
    }
    return Change(
        event_id=record["eventID"],
        sequence=change["SequenceNumber"],
        kind=record["eventName"],
        at=datetime.fromtimestamp(change["ApproximateCreationDateTime"], UTC),
        pk=change["Keys"]["pk"]["S"],
        sk=change["Keys"]["sk"]["S"],
        old=images["OldImage"],
        new=images["NewImage"],
    )
