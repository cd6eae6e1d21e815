"""Points, rewards and orders over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.rewards import showing
from functions.rewards.repository import RewardStore
from shared.http import App, Request, Response, query
from shared.table import Table

if TYPE_CHECKING:
    from functions.rewards.models import (
        Balance,
        Catalog,
        Freezes,
        Order,
        OrderCreate,
        OrderPage,
        Points,
        Reward,
        RewardChange,
        RewardCreate,
    )

app = App(__name__)
lambda_handler = app


@app.route("get_catalog")
def get_catalog(request: Request) -> Catalog:
    """What can be ordered: for everybody the same, then the person's own rewards. While the database wakes
    up: 503 with Retry-After."""
    from functions.rewards.ledger import ledger

    return showing.catalog(_store(request), ledger())


@app.route("create_reward", status=201)
def create_reward(request: Request, body: RewardCreate) -> Response[Reward]:
    """A new reward of one's own. Repeating the request gives the same one."""
    from functions.rewards import own
    from shared import idempotency

    store = _store(request)

    def produce() -> dict[str, Any]:
        made = own.create(store, body.model_dump(mode="json"), request.received_at)
        headers = {"location": f"/v1/rewards/items/{made['id']}"}
        return {"body": made, "status": 201, "headers": headers, "etag": made["version"]}

    outcome = idempotency.once(store.table, request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)


@app.route("update_reward")
def update_reward(request: Request, body: RewardChange, reward_id: str) -> Response[Reward]:
    """Changes the given fields; with If-Match only if nobody else has changed the reward."""
    from functions.rewards import own

    fields = body.model_dump(mode="json", include=body.model_fields_set)
    changed = own.change(_store(request), reward_id, fields, request.if_match, request.received_at)
    return Response(changed, etag=changed["version"])


@app.route("delete_reward", status=204)
def delete_reward(request: Request, reward_id: str) -> None:
    """Takes a reward of one's own out of the catalogue. Orders of it stay."""
    from functions.rewards import own

    own.delete(_store(request), reward_id, request.if_match)


@app.route("get_points")
def get_points(request: Request) -> Points:
    """Points, freezes and themes at once, without waking the database: for showing."""
    return showing.points(_store(request))


@app.route("get_balance")
def get_balance(request: Request) -> Balance:
    """What can be spent, with all that has been earned booked. While the database wakes up: 503 with
    Retry-After."""
    from functions.rewards.balance import settle
    from functions.rewards.ledger import ledger

    return settle(_store(request), ledger())


@app.route("get_freezes")
def get_freezes(request: Request) -> Freezes:
    """How many streak freezes are left."""
    return {"left": _store(request).freezes()}


@app.route("list_orders", query={"limit": query.integer(1, 100, default=20), "cursor": query.text(500)})
def list_orders(request: Request) -> OrderPage:
    """The person's orders, newest first."""
    from shared import cursors

    user_id, cursor = request.user.id, request.query["cursor"]
    before = cursors.decode(user_id, cursor).get("before") if cursor else None
    items, last = _store(request).orders(request.query["limit"], before)
    next_cursor = cursors.encode(user_id, {"before": last}) if last else None
    return {"items": [showing.order(item) for item in items], "next_cursor": next_cursor}


@app.route("create_order", status=201)
def create_order(request: Request, body: OrderCreate) -> Response[Order]:
    """Orders something of the catalogue. 409 `not-enough-points`, `already-owned` for a theme that the
    person has, or `price-changed` when it costs something else than the request says. While the database
    wakes up: 503 with Retry-After; nothing has been ordered then, but for an answer with the code
    `order-pending`: that one is on its way."""
    from functions.rewards import ordering
    from functions.rewards.ledger import ledger

    store = _store(request)
    order_id = store.order_id_for(request.idempotency_key, body, request.received_at)
    wish = ordering.Wish(order_id, body.item_id, body.quantity, body.price)
    placed = ordering.order(store, ledger(), wish, request.received_at)
    return Response(showing.order(placed), headers={"location": f"/v1/orders/{order_id}"})


@app.route("get_order")
def get_order(request: Request, order_id: str) -> Order:
    """One order."""
    return showing.order(showing.found(_store(request), order_id))


@app.route("cancel_order")
def cancel_order(request: Request, order_id: str) -> Order:
    """Cancels an order that has not been fulfilled yet: the points are back. Repeating it changes nothing."""
    from functions.rewards import ordering
    from functions.rewards.ledger import ledger

    return showing.order(ordering.cancel(_store(request), ledger(), order_id, request.received_at))


@app.route("refund_order")
def refund_order(request: Request, order_id: str) -> Order:
    """Gives back what was bought, if it has not been used: the points are back. Repeating it changes
    nothing."""
    from functions.rewards import ordering
    from functions.rewards.ledger import ledger

    return showing.order(ordering.refund(_store(request), ledger(), order_id, request.received_at))


def _store(request: Request) -> RewardStore:
    return RewardStore(Table(), request.user.id)
