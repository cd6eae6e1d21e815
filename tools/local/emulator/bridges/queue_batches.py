"""Gap: MiniStack asks for sqs:SendMessageBatch and the like, which are no IAM actions: on AWS the permission
for one message is the permission for a batch of them.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_ASKED_AS = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}


def install(emulator: SimpleNamespace) -> None:
    replace(emulator.iam_actions, "extract_iam_action", _of_one_message)


def _of_one_message(original: Any) -> Any:
    def iam_action(*arguments: Any, **named: Any) -> str | None:
        action: str | None = original(*arguments, **named)
        return _ASKED_AS.get(action or "", action)

    return iam_action
