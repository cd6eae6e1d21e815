"""One step of an erasure a call: {"step": …, "user_id": …, and what the step wants}. docs/erasure.md has the
order; the state machine keeps it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from functions.erase_steps.logic import STEPS, Stores
from functions.erase_steps.repository import Files, Items
from shared.identity.footprint import checked
from shared.log import logger
from shared.metrics import count
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The step's answer. Raises what more attempts may cure: the state machine comes again."""
    logger.bind(request_id=context.aws_request_id)
    user_id = checked(event["user_id"])
    if event["step"] == "give_up":
        return give_up(user_id)
    answer = STEPS[event["step"]](stores(), user_id, event, datetime.now(timezone.utc))
    logger.info("erasure", step=event["step"], user_id=user_id, answer=answer)
    return answer


def give_up(user_id: str) -> dict[str, Any]:
    """For the operator, who is told by the metric: docs/erasure.md says how to go on."""
    logger.error("an erasure has failed and waits for somebody to start it again", user_id=user_id)
    count("ErasuresFailed")
    return {}


def stores() -> Stores:
    from shared.identity.provider import provider

    return Stores(Items(Table()), Files(), provider())
