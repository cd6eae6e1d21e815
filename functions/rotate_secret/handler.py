"""Secrets Manager calls this once for each step of a rotation."""

from __future__ import annotations

import time
from typing import Any

from functions.rotate_secret import logic
from functions.rotate_secret.repository import PublishedKeySet, Secret
from shared.clients import client
from shared.log import logger
from shared.settings import settings
from shared.table import Table


def lambda_handler(event: dict[str, str], context: Any = None) -> None:
    """Does the step that the event names. Raises what went wrong: Secrets Manager then tries again.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
    """
    logger.bind(request_id=getattr(context, "aws_request_id", ""))
    secret = Secret(client("secretsmanager"), event["SecretId"], event["ClientRequestToken"])
    keys = PublishedKeySet(Table())
    logic.rotate(event["Step"], secret, keys, settings.issuer, time.time())
    logger.info("a step of the rotation is done", step=event["Step"])
