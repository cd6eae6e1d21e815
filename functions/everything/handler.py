"""Works off orders of everything: S3 calls for each that `transfer` writes
(work/everything/<user>/<export>.json).

A function of its own, because it alone of those that write files may read credentials' partitions.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shared.http.response import to_text
from shared.identity.everything import everything
from shared.log import logger
from shared.table import Table
from shared.transfer import working
from shared.transfer.objects import Objects


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure: Lambda comes again twice."""
    logger.bind(request_id=context.aws_request_id)
    table = Table()

    def write(user_id: str, _job: dict[str, Any], at: datetime) -> bytes:
        return to_text(everything(table, user_id, at)).encode()

    working.work_off_all(event, Objects(), table, write)
