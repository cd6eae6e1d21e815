"""What the rewards' API shows, from the table as far as it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared.errors import NotFound
from shared.ids import is_ulid
from shared.rewards.items import OWN, REFUSED

if TYPE_CHECKING:
    from functions.rewards.models import Catalog, Order, Points, Reward
    from functions.rewards.repository import RewardStore
    from shared.rewards.ledger import Ledger

Item = Mapping[str, Any]
_ORDER = ("id", "state", "total", "created_at", "updated_at")
_LINE = ("item_id", "kind", "name", "price", "quantity")


def catalog(store: RewardStore, ledger: Ledger) -> Catalog:
    """Everybody's things in the catalogue's order, then the person's own by their making. Raises
    Unavailable."""
    owned = set(store.themes())
    everybodys = [_of_all(item, owned) for item in ledger.catalog()]
    return {"items": everybodys + [own(item) for item in store.rewards()]}


def points(store: RewardStore) -> Points:
    """What the ledger said last, and what has been earned since."""
    held = store.holdings()
    return {
        "points": held.settled.points + held.total.earned - held.settled.taken,
        "earned": held.total.earned,
        "freezes": held.freezes,
        "themes": held.themes,
    }


def found(store: RewardStore, order_id: str) -> dict[str, Any]:
    """The order's item. Raises NotFound for one that is not there, another person's, or was refused."""
    item = store.order(order_id) if is_ulid(order_id) else None
    if item is None or item["state"] == REFUSED:
        raise NotFound("There is no such order.")
    return item


def order(item: Item) -> Order:
    """An ORDER# item as the API shows it."""
    shape: Any = {name: item[name] for name in _ORDER}
    shape["lines"] = [{name: line[name] for name in _LINE} for line in item["lines"]]
    return shape  # type: ignore[no-any-return]  # built from names


def own(item: Item) -> Reward:
    """A REWARD# item as the API shows it."""
    return {
        "id": item["id"],
        "kind": OWN,
        "name": item["name"],
        "description": item.get("description"),
        "icon": item.get("icon"),
        "price": item["price"],
        "owned": False,
        "version": item["version"],
        "created_at": item["created_at"],
        "updated_at": item["updated_at"],
    }


def _of_all(item: Item, owned: set[str]) -> Reward:
    return {
        "id": item["id"],
        "kind": item["kind"],
        "name": item["name"],
        "description": item["description"],
        "icon": item["icon"],
        "price": item["price"],
        "owned": item["id"] in owned,
        "version": item["version"],
        "created_at": None,
        "updated_at": None,
    }
