"""A person's rewards, orders and points in the table. Methods raise Unavailable when it cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from shared import idempotency
from shared.ids import new_ulid
from shared.rewards.items import (
    FREEZES_KEY,
    GRANTS_KEY,
    ORDER_PREFIX,
    REFUSED,
    REWARD_PREFIX,
    SETTLED_KEY,
    TOTAL_KEY,
    partition,
    reward_key,
)
from shared.rewards.orders import OrderStore
from shared.rewards.points import Settled, Total
from shared.table import ConditionFailed, Table

if TYPE_CHECKING:
    from functions.rewards.models import OrderCreate

Item = dict[str, Any]


class Holdings(NamedTuple):
    """All that a person has, as far as the table knows."""

    total: Total
    settled: Settled
    freezes: int
    themes: list[str]


class RewardStore(OrderStore):
    """Those of `user_id` in `table`."""

    def __init__(self, table: Table, user_id: str) -> None:
        super().__init__(table, user_id)
        self.table, self.pk = table, partition(user_id)

    def order_id_for(self, key: str | None, body: OrderCreate, now: datetime) -> str:
        """The id of the order that a request makes: its own, or one that is made; with an Idempotency-Key the
        same one for a day, so that repeating a request that was cut off anywhere goes on with its order.

        Raises Conflict for a key that was used with another body, Invalid for an unfit one.
        """
        made = body.id or new_ulid(now)
        if key is None:
            return made
        wanted, at = idempotency.fingerprint(body), int(now.timestamp())
        try:
            self.table.update(
                idempotency.partition(self.user_id),
                f"order {idempotency.checked(key)}",
                set={"order_id": made, "body": wanted, "ttl": at + idempotency.KEPT_FOR_S},
                # What has expired may still be there.
                condition="attribute_not_exists(#pk) OR #ttl < :now",
                values={"now": at},
                return_new=False,
            )
        except ConditionFailed as failure:
            return _same_order(failure.item or {}, wanted)
        return made

    def freezes(self) -> int:
        left: int = (self.table.get(self.pk, FREEZES_KEY) or {}).get("left", 0)
        return left

    def themes(self) -> list[str]:
        return _themes(self.table.get(self.pk, GRANTS_KEY) or {})

    def holdings(self) -> Holdings:
        keys = TOTAL_KEY, SETTLED_KEY, FREEZES_KEY, GRANTS_KEY
        found = {item["sk"]: item for item in self.table.get_many(self.pk, keys)}
        return Holdings(
            Total.of(found.get(TOTAL_KEY)),
            Settled.of(found.get(SETTLED_KEY)),
            found.get(FREEZES_KEY, {}).get("left", 0),
            _themes(found.get(GRANTS_KEY, {})),
        )

    def orders(self, limit: int, before: str | None) -> tuple[list[Item], str | None]:
        """At most `limit` orders, newest first, those made before the sort key `before`; and the sort key to
        go on before."""
        found: list[Item] = []
        while True:
            page = self.table.query(
                self.pk, begins_with=ORDER_PREFIX, limit=limit + 1, start_after=before, ascending=False
            )
            found += [item for item in page.items if item["state"] != REFUSED]
            if len(found) > limit:
                return found[:limit], found[limit - 1]["sk"]
            if page.next_sk is None:
                return found, None
            before = page.next_sk

    def rewards(self) -> list[Item]:
        """The person's own, oldest first."""
        return list(self.table.query_all(self.pk, begins_with=REWARD_PREFIX))

    def reward(self, reward_id: str) -> Item | None:
        return self.table.get(self.pk, reward_key(reward_id), consistent=True)

    def create_reward(self, item: Item) -> Item | None:
        """Stores a new reward. Gives the item that has its id already, None when there was none."""
        try:
            self.table.put({"pk": self.pk, "sk": reward_key(item["id"]), **item}, only_if_new=True)
        except ConditionFailed as failure:
            return failure.item
        return None

    def change_reward(self, reward_id: str, version: int, new: Item, remove: Iterable[str]) -> Item | None:
        """Sets and removes attributes if the reward still has `version`; None when it has not."""
        try:
            return self.table.update(
                self.pk,
                reward_key(reward_id),
                set=new,
                remove=sorted(remove),
                condition="#version = :seen",
                values={"seen": version},
            )
        except ConditionFailed:
            return None

    def delete_reward(self, reward_id: str, version: int) -> bool:
        """Removes the reward if it still has `version`; False when it has not."""
        try:
            self.table.delete(
                self.pk,
                reward_key(reward_id),
                condition="#version = :seen",
                names={"version": "version"},
                values={"seen": version},
            )
        except ConditionFailed:
            return False
        return True


def _same_order(known: Item, body: str) -> str:
    if known.get("body") != body:
        raise idempotency.reused()
    order_id: str = known["order_id"]
    return order_id


def _themes(grants: Item) -> list[str]:
    return sorted(name for name in grants if name not in ("pk", "sk"))
