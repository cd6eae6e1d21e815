"""Turns a bearer token into user, session and scopes, for API Gateway."""

from __future__ import annotations

from shared import startup  # isort: skip  # first: it turns the garbage collector off while the rest loads

import os
import time
from functools import cache
from typing import Any

from functions.authorizer import logic, tokens
from functions.authorizer.provider import Keys, address_of_keys, issuer_of, stands_by
from functions.authorizer.repository import Credentials
from shared.clients import client
from shared.identity.native_tokens import PublishedKeys
from shared.settings import settings
from shared.table import Table

# Every call reads the table. To make its client takes as long as all imports together, and while it starts a
# function has a whole processor; later, with its memory, a third of one.
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    client("dynamodb")


def lambda_handler(event: dict[str, Any], context: Any = None) -> dict[str, Any]:
    """See logic.authorize."""
    with startup.first_answer():
        return logic.authorize(event, _checks(), time.time())


@cache
def _checks() -> logic.Checks:
    credentials = Credentials(Table())
    if settings.identity == "native":
        own = tokens.OwnTokens(PublishedKeys(credentials.table), settings.issuer)
        return logic.Checks(own, credentials, None)
    pool_id = settings.user_pool_id
    pools = tokens.PoolTokens(
        Keys(address_of_keys(pool_id)), issuer_of(pool_id), settings.user_pool_client_id
    )
    return logic.Checks(pools, credentials, stands_by)
