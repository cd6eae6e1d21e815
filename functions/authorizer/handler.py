"""Turns a bearer token into user, session and scopes, for API Gateway."""

from __future__ import annotations

from shared import startup  # isort: skip  # first: it turns the garbage collector off while the rest loads

import time
from functools import cache
from typing import Any

from functions.authorizer import logic
from functions.authorizer.provider import Keys, address_of_keys, issuer_of
from shared.settings import settings


def lambda_handler(event: dict[str, Any], context: Any = None) -> dict[str, Any]:
    """See logic.authorize."""
    with startup.first_answer():
        return logic.authorize(event, _verifier(), time.time())


@cache
def _verifier() -> logic.Verifier:
    pool_id = settings.user_pool_id
    return logic.Verifier(Keys(address_of_keys(pool_id)), issuer_of(pool_id), settings.user_pool_client_id)
