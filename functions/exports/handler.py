"""Works off exports: S3 calls for each order that `transfer` writes (work/exports/<user>/<export>.json)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from functions.exports.formats import written
from shared.habits.clock import today_of
from shared.habits.store import HabitStore
from shared.log import logger
from shared.table import Table
from shared.transfer import working
from shared.transfer.collecting import collect
from shared.transfer.objects import Objects


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure: Lambda comes again twice."""
    logger.bind(request_id=context.aws_request_id)
    working.work_off_all(event, Objects(), Table(), write)


def write(user_id: str, job: dict[str, Any], at: datetime) -> bytes:
    """The file that the job asks for."""
    store = HabitStore(Table(), user_id)
    return written(job["format"], *collect(store, at), today_of(store.profile(), at))
