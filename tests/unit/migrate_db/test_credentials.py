"""What `migrate` may hand to migrate_db; whatever else comes is refused without being quoted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from functions.migrate_db.handler import lambda_handler

SECRET = "hunter22222"
MASTER = {"username": "master", "password": SECRET}


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"username": "master"},
        {**MASTER, "password": ""},
        {**MASTER, "user_password": ""},
        {**MASTER, "user_password": 1},
        {**MASTER, "host": "elsewhere"},
        {**MASTER, "user_password": "swordfish", "host": "elsewhere"},
        [SECRET],
    ],
)
def test_another_event_is_refused_and_not_quoted(event: Any) -> None:
    with pytest.raises(ValueError, match="migrate_db takes") as refused:
        lambda_handler(event, SimpleNamespace(aws_request_id="request-1"))
    assert SECRET not in str(refused.value)
