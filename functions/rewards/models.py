"""Bodies and answers of the rewards' API. Prices and balances are whole points."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.habits.fields import Emoji, HabitId
from shared.models import Input, LongText, Number, Text, without_default
from shared.rewards.limits import MAX_PRICE, MAX_QUANTITY

RewardKind = Literal["freeze", "theme", "own"]
OrderState = Literal["pending", "placed", "fulfilled", "cancelled", "refunded"]
Ulid = HabitId
Price = Annotated[int, Number(1, MAX_PRICE)]
_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


class RewardCreate(Input):
    """A reward of one's own. With an `id` made by the client, the same request can be repeated for ever."""

    id: Ulid | None = None
    name: Annotated[str, Text(80)]
    description: Annotated[str, LongText(500)] | None = None
    icon: Emoji | None = None
    price: Price


class RewardChange(Input):
    """The fields to change; the others stay. Orders keep the name and the price that they were made with."""

    name: Annotated[str, Text(80)] = _LEFT_OUT
    description: Annotated[str, LongText(500)] | None = None
    icon: Emoji | None = None
    price: Price = _LEFT_OUT


class OrderCreate(Input):
    """An order. With an `id` made by the client (or an Idempotency-Key), repeating the request orders
    once."""

    id: Ulid | None = None
    item_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")]
    """Of the catalogue."""
    quantity: Annotated[int, Number(1, MAX_QUANTITY)] = 1
    price: Price | None = None
    """Of one of them, as the person has seen it: at another nothing is ordered (409 `price-changed`)."""


class Reward(TypedDict):
    """What can be ordered. `own`: a reward that the person has thought of; a freeze holds a streak over a
    missed day; a theme changes the app's colours."""

    id: str
    kind: RewardKind
    name: str
    """In English; the app has its own words for what is not the person's own."""
    description: str | None
    icon: str | None
    price: int
    owned: bool
    """A theme that the person has already: it cannot be ordered again."""
    version: int
    created_at: str | None
    updated_at: str | None


class Catalog(TypedDict):
    """All that can be ordered: what everybody can, then the person's own rewards, oldest first."""

    items: list[Reward]


class Points(TypedDict):
    """What the person has, as far as it is known without the database, which may be asleep. An order that is
    being made is not in it yet."""

    points: int
    """May be below 0, when points that were spent have been given back with the check-ins they were for."""
    earned: int
    """All points of check-ins and streaks that count now, spent or not."""
    freezes: int
    themes: list[str]
    """Ids of the catalogue's themes that the person owns."""


class Balance(TypedDict):
    """What can be spent, from the ledger. `pending`: earned, but not booked yet (0 once this is answered,
    but for what is earned that very moment)."""

    points: int
    pending: int


class Freezes(TypedDict):
    """How many streak freezes the person has left."""

    left: int


class OrderLine(TypedDict):
    """What was ordered, as it was called and priced then."""

    item_id: str
    kind: RewardKind
    name: str
    price: int
    quantity: int


class Order(TypedDict):
    """An order. `pending`: it is being placed; `placed`: paid; `fulfilled`: the person has it; `cancelled`
    (before that) and `refunded` (after it): the points are back."""

    id: str
    state: OrderState
    lines: list[OrderLine]
    total: int
    created_at: str
    updated_at: str


class OrderPage(TypedDict):
    """Orders, newest first; go on with `next_cursor`."""

    items: list[Order]
    next_cursor: str | None
