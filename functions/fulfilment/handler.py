"""Grants what an order has bought. The event bus calls it, once or more often, when an order is placed."""

from __future__ import annotations

from typing import Any

from functions.fulfilment.logic import fulfil
from shared.log import logger
from shared.notify_queue import send_many
from shared.rewards.orders import OrderStore
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """event: of EventBridge, `detail` {"user_id", "order_id"}. An error has it come again."""
    logger.bind(request_id=context.aws_request_id)
    detail = event["detail"]
    done = fulfil(OrderStore(Table(), detail["user_id"]), detail["order_id"], send_many)
    logger.info("order looked at", order_id=detail["order_id"], fulfilled=done)
