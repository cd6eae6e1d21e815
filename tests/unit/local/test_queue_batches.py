from __future__ import annotations

from types import SimpleNamespace

import pytest

from tools.local.emulator.bridges import queue_batches


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("sqs:SendMessageBatch", "sqs:SendMessage"),
        ("sqs:DeleteMessageBatch", "sqs:DeleteMessage"),
        ("sqs:ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility"),
        ("sqs:ReceiveMessage", "sqs:ReceiveMessage"),
        ("dynamodb:BatchWriteItem", "dynamodb:BatchWriteItem"),
        (None, None),
    ],
)
def test_a_batch_is_judged_as_one_message_is(action: str | None, asked: str | None) -> None:
    actions = SimpleNamespace(extract_iam_action=lambda *_: action)
    queue_batches.install(SimpleNamespace(iam_actions=actions))
    assert actions.extract_iam_action("sqs", "POST", "/", {}, b"", {}) == asked
