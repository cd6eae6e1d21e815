"""Called by SNS with what SES says of the stack's mail."""

from __future__ import annotations

import json
from typing import Any

from functions.bounces.logic import complaints_of
from shared.log import logger
from shared.metrics import count
from shared.notifications.suppression import suppress
from shared.table import Table


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Raises what more attempts may cure, and for what cannot be read: Lambda comes again twice, then the
    call waits in the queue of failures."""
    logger.bind(request_id=context.aws_request_id)
    for record in event["Records"]:
        for found in complaints_of(json.loads(record["Sns"]["Message"])):
            suppress(Table(), found.email, found.why, found.at)
            # Neither address nor mail: who gets which is nobody's business.
            logger.warning("an address gets no optional mail any more", why=found.why)
            count("MailsReturned", why=found.why)
