from __future__ import annotations

import json
from typing import Any

import pytest

from tools.local.emulator.bridges.stream_rules import (
    RETRIES_EXHAUSTED,
    TOO_OLD,
    Policy,
    Verdict,
    first_failure,
    judge,
)

NUMBERS = ["11", "12", "13"]
REPORTING = Policy(reports_items=True)


def reported(*numbers: str) -> dict[str, Any]:
    return {"body": {"batchItemFailures": [{"itemIdentifier": number} for number in numbers]}}


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ({"body": None}, None),
        ({"body": {"batchItemFailures": []}}, None),
        (reported("13", "12"), 1),
        ({"body": json.dumps(reported("13")["body"])}, 2),
        (reported("99"), 0),
        ({"error": True, "body": reported("13")["body"]}, 0),
    ],
)
def test_a_batch_is_repeated_from_its_first_failure(result: dict[str, Any], expected: int | None) -> None:
    assert first_failure(REPORTING, NUMBERS, result) == expected


def test_reported_items_do_not_count_unless_the_mapping_asks_for_them() -> None:
    assert first_failure(Policy(), NUMBERS, reported("12")) is None


def test_what_succeeded_before_the_failure_is_done() -> None:
    verdict = judge(REPORTING, 3, failed_at=2, tries=4, age_s=0)
    assert (verdict.advance, verdict.tries, verdict.condition) == (2, 0, None)


def test_the_same_records_are_tried_again_later_and_later() -> None:
    first, second = judge(Policy(), 3, 0, 0, 1), judge(Policy(), 3, 0, 1, 1)
    assert (first.advance, first.limit, first.tries) == (0, 3, 1)
    assert second.wait_s > first.wait_s > 0


def test_a_batch_is_given_up_after_its_retries() -> None:
    policy = Policy(max_retries=2)
    assert [judge(policy, 3, 0, tries, 0).condition for tries in range(3)] == [None, None, RETRIES_EXHAUSTED]
    assert judge(policy, 3, 0, 2, 0).advance == 3


def test_without_a_limit_a_batch_is_tried_for_ever() -> None:
    assert judge(Policy(), 1, 0, 10_000, 10_000_000).condition is None


def test_a_batch_is_given_up_when_it_is_too_old() -> None:
    assert judge(Policy(max_age_s=60), 2, 0, 0, 61) == Verdict(advance=2, condition=TOO_OLD)


def test_a_batch_is_halved_before_it_counts_as_retried() -> None:
    policy = Policy(max_retries=0, bisect=True)
    halves = judge(policy, 5, 0, 0, 0)
    assert (halves.limit, halves.tries, halves.condition) == (3, 0, None)
    assert judge(policy, 1, 0, 0, 0).condition == RETRIES_EXHAUSTED


def test_a_mapping_is_read_as_the_api_stores_it() -> None:
    mapping = {
        "BatchSize": 7,
        "MaximumRetryAttempts": 0,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
    }
    assert Policy.of(mapping) == Policy(batch_size=7, max_retries=0, reports_items=True)
    assert Policy.of({}) == Policy(batch_size=100, max_retries=-1, max_age_s=-1)
