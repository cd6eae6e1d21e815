"""Turns changes of the table into events and a history of edits, and brings statistics up to date."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from functions.relay.checkpoints import Checkpoints, utc_now
from functions.relay.late import of_living
from functions.relay.logic import relay
from functions.relay.pauses import Pauses
from functions.relay.repository import EditLog, EventBus, Leftovers, People
from shared.log import logger
from shared.stream import answer, changes
from shared.table import Table


class Services(NamedTuple):
    bus: EventBus
    edits: EditLog
    leftovers: Leftovers
    checkpoints: Checkpoints
    pauses: Pauses


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers from which record on the batch has to come again (ReportBatchItemFailures)."""
    logger.bind(request_id=context.aws_request_id)
    batch = list(changes(event))
    failed = relay(of_living(batch, utc_now(), People(Table()).are_there), *services())
    logger.info("changes relayed", changes=len(batch), failed=len(failed))
    return answer(batch, failed)


@cache
def services() -> Services:
    table = Table()
    return Services(EventBus(), EditLog(table), Leftovers(table), Checkpoints(table), Pauses(table))
