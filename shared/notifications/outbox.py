"""What is still to be sent of a notification: its attributes `mail`, `sms` and `push`.

| state | meaning |
|---|---|
| pending | to be sent |
| held | to be sent when the quiet hours are over: the due index has its message, or that of a later
reminder of the same habit or task and day |
| sending <epoch seconds> | somebody is at it, since then |
| sent, refused, suppressed, limited, off | done with |

Whoever sends takes it first and marks it afterwards, so two who have the same message do not both send it. A
function that is killed between the two leaves it taken; after LEASE_S the message's next delivery takes it
again. If SES had it already, it comes twice: the one way in which that happens (docs/decisions/0910).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from shared.log import logger
from shared.notifications.inbox import KEPT_S, PREFIX
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

Item = dict[str, Any]
Channel = Literal["mail", "sms", "push"]
Outcome = Literal["sent", "refused", "suppressed", "limited", "off"]

CHANNELS: tuple[Channel, ...] = ("mail", "sms", "push")
PENDING, HELD = "pending", "held"
# Longer than the functions that send may run.
LEASE_S = 90
_SENDING = "sending "
_WAITING = (PENDING, HELD)


class Busy(Exception):
    """Somebody else is at it. Whether they will have done it, a later look tells."""


class Outbox:
    """That of `user_id` in `table`. Methods raise Unavailable."""

    def __init__(self, table: Table, user_id: str) -> None:
        self._table, self._pk = table, f"USER#{user_id}"

    def make(self, notification_id: str, new: Mapping[str, Any], now: datetime) -> Item:
        """Stores a notification {kind, ref, at, hidden?, mail?, sms?}, unless it is there; the one that is
        there."""
        ttl = int(now.timestamp()) + KEPT_S
        item = {"pk": self._pk, "sk": PREFIX + notification_id, **new, "ttl": ttl}
        try:
            self._table.put(item, only_if_new=True)
        except ConditionFailed as failed:
            return failed.item or item
        return item

    def find(self, notification_id: str) -> Item | None:
        """The notification as it is at this moment."""
        return self._table.get(self._pk, PREFIX + notification_id, consistent=True)

    def take(self, item: Mapping[str, Any], channel: Channel, now: datetime) -> bool:
        """Whether the caller is to send `item` (as it was read) by `channel` now. Raises Busy."""
        state = item.get(channel, "")
        if not _is_open(state):
            return False
        if _since(state) > now.timestamp() - LEASE_S:
            raise Busy
        try:
            self._set(str(item["sk"]), channel, f"{_SENDING}{int(now.timestamp())}", if_still=state)
        except ConditionFailed as failed:
            if _is_open((failed.item or {}).get(channel, "")):
                raise Busy from failed
            return False
        return True

    def hold(self, item: Mapping[str, Any], channel: Channel) -> None:
        """It waits for the end of the quiet hours."""
        try:
            self._set(str(item["sk"]), channel, HELD, if_still=item[channel])
        except ConditionFailed:
            return  # somebody else has taken it on

    def mark(self, item: Mapping[str, Any], channel: Channel, outcome: Outcome) -> None:
        """What became of it. Never raises: sent is sent, and to try again would send it twice."""
        try:
            self._set(str(item["sk"]), channel, outcome)
        except Exception:  # noqa: BLE001  # as the docstring says
            logger.exception("what was sent could not be marked", channel=channel, outcome=outcome)

    def _set(self, sk: str, channel: Channel, state: str, if_still: str | None = None) -> None:
        self._table.update(
            self._pk,
            sk,
            set={channel: state},
            condition="attribute_exists(#pk)" if if_still is None else f"#{channel} = :still",
            values=None if if_still is None else {"still": if_still},
            return_new=False,
        )


def is_waiting(item: Mapping[str, Any], channel: Channel) -> bool:
    """Whether it is still to be sent by this channel, and nobody is at it."""
    return item.get(channel) in _WAITING


def is_unsent(item: Mapping[str, Any], channel: Channel) -> bool:
    """Whether an attempt has failed, or has not been made; false for what waits on purpose."""
    state = item.get(channel, "")
    return state != HELD and _is_open(state)


def _is_open(state: str) -> bool:
    return state in _WAITING or state.startswith(_SENDING)


def _since(state: str) -> float:
    return float(state.removeprefix(_SENDING)) if state.startswith(_SENDING) else 0
