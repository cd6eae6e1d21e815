"""Turns changes of the table into events and a history of edits, and brings statistics up to date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from functions.relay.checkpoints import Checkpoints, utc_now
from functions.relay.due import DueReminders
from functions.relay.files import LeftFiles
from functions.relay.late import of_living
from functions.relay.logic import Worker, relay
from functions.relay.pauses import Pauses
from functions.relay.points import Points
from functions.relay.repository import EditLog, EventBus, Leftovers, People
from functions.relay.summaries import Standings, Summaries
from shared.log import logger
from shared.media.objects import Objects
from shared.notify_queue import send_many
from shared.settings import settings
from shared.stream import answer, changes
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers from which record on the batch has to come again (ReportBatchItemFailures)."""
    logger.bind(request_id=context.aws_request_id)
    batch = list(changes(event))
    living = of_living(batch, utc_now(), People(Table()).are_there)
    failed = relay(living, *services())
    logger.info("changes relayed", changes=len(batch), failed=len(failed))
    return answer(batch, failed)


@cache
def services() -> tuple[EventBus, Sequence[Worker]]:
    """The bus, and the workers in the order in which they work."""
    table = Table()
    return EventBus(), (
        # Before the leftovers: the lines of a habit that is gone by the end of the batch are purged with it.
        EditLog(table),
        Leftovers(table),
        # Before the checkpoints, which are counted with the pauses.
        Pauses(table),
        Checkpoints(table),
        Points(table, send_many, drains=settings.database_always_on),
        # After the points, which both read.
        Standings(table),
        Summaries(table),
        LeftFiles(table, Objects()),
        DueReminders(table),
    )
