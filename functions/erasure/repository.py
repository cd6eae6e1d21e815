"""The state machine that erases."""

from __future__ import annotations

import json
from typing import Any

from shared.clients import client
from shared.errors import Unavailable
from shared.identity.closing import Closing
from shared.settings import settings

_STARTED_BEFORE = "ExecutionAlreadyExists"


class Machine:
    """ERASURE_MACHINE_ARN."""

    def __init__(self, states: Any = None) -> None:
        self._states = states

    def start(self, user_id: str, closing: Closing) -> None:
        """Has the account erased when it is due. May be repeated: an execution's name is given once in 90
        days. Raises Unavailable."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            (self._states or client("stepfunctions")).start_execution(
                stateMachineArn=settings.erasure_machine_arn,
                name=closing.execution,
                input=json.dumps({"user_id": user_id, "closing": closing.execution}),
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != _STARTED_BEFORE:
                raise _unavailable() from error
        except BotoCoreError as error:
            raise _unavailable() from error


def _unavailable() -> Unavailable:
    return Unavailable("The account cannot be closed at the moment. Try again.", retry_after_s=5)
