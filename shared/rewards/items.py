"""How points, orders, rewards and what was bought stand in the table.

| pk | sk | what |
|---|---|---|
| USER#<user> | POINTS#<yyyy-mm>#<habit> | what a habit's days have earned (shared/points/items.py) |
| USER#<user> | POINTS#TOTAL | `earned`: their sum, which may fall; `version`: counts its changes |
| USER#<user> | POINTS#SETTLED | what the ledger said last: `points` (the balance), `taken` (how much of what
was earned is in it), `version` (of the balance) |
| USER#<user> | POINTS#DRAIN | `asked`: a day on which the ledger is to take what has been earned |
| USER#<user> | ORDER#<ulid> | an order: `state`, `lines`, `total`, `created_at`, `updated_at`; and `reason`,
`ttl` of one that was refused |
| USER#<user> | REWARD#<ulid> | a reward of one's own |
| USER#<user> | FREEZES | `left` |
| USER#<user> | GRANTS | by theme, the order that bought it |
"""

from __future__ import annotations

from typing import Any, Final

Item = dict[str, Any]

TOTAL_KEY = "POINTS#TOTAL"
SETTLED_KEY = "POINTS#SETTLED"
DRAIN_KEY = "POINTS#DRAIN"
ORDER_PREFIX = "ORDER#"
REWARD_PREFIX = "REWARD#"
FREEZES_KEY = "FREEZES"
GRANTS_KEY = "GRANTS"

# States of an order. Who asks sees nothing of one that was refused.
PENDING: Final = "pending"
PLACED: Final = "placed"
FULFILLED: Final = "fulfilled"
CANCELLED: Final = "cancelled"
REFUNDED: Final = "refunded"
REFUSED: Final = "refused"
FREEZE: Final = "freeze"
THEME: Final = "theme"
OWN: Final = "own"


def partition(user_id: str) -> str:
    return f"USER#{user_id}"


def order_key(order_id: str) -> str:
    return ORDER_PREFIX + order_id


def reward_key(reward_id: str) -> str:
    return REWARD_PREFIX + reward_id
