"""Works off uploads: S3 calls for each (raw/<user>/<file>)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from functions.image_processing.logic import work_off
from functions.image_processing.repository import Objects
from shared.log import logger
from shared.media.files import Files
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure: Lambda comes again twice, then the event waits in the failures
    queue."""
    logger.bind(request_id=context.aws_request_id)
    for record in event.get("Records", ()):
        parts = unquote_plus(record["s3"]["object"]["key"]).split("/")
        if parts[0] != "raw" or len(parts) != 3:
            logger.warning("an object that is no upload", parts=len(parts))
            continue
        at = datetime.fromisoformat(record["eventTime"].replace("Z", "+00:00"))
        work_off(Files(Table(), parts[1]), Objects(parts[1], parts[2]), parts[2], at)
