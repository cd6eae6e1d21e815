"""What Lambda does with a batch of stream records after the function has answered.

Rules: docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
and docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.2, 5.0
RETRIES_EXHAUSTED, TOO_OLD = "RetryAttemptsExhausted", "MaxRecordAgeExceeded"


@dataclass(frozen=True)
class Policy:
    """Of an event source mapping. -1 retries or seconds mean without limit, as in the API."""

    batch_size: int = 100
    max_retries: int = -1
    max_age_s: int = -1
    bisect: bool = False
    reports_items: bool = False

    @classmethod
    def of(cls, mapping: dict[str, Any]) -> Policy:
        def number(name: str, default: int) -> int:
            value = mapping.get(name)
            return default if value is None else int(value)

        return cls(
            batch_size=number("BatchSize", 100),
            max_retries=number("MaximumRetryAttempts", -1),
            max_age_s=number("MaximumRecordAgeInSeconds", -1),
            bisect=bool(mapping.get("BisectBatchOnFunctionError")),
            reports_items="ReportBatchItemFailures" in (mapping.get("FunctionResponseTypes") or []),
        )


@dataclass(frozen=True)
class Verdict:
    """`advance` records are done; then wait, and read at most `limit` (None: a full batch) as attempt
    `tries` + 1. With a `condition` the records are given up and belong to the on-failure destination."""

    advance: int = 0
    wait_s: float = 0.0
    limit: int | None = None
    tries: int = 0
    condition: str | None = None


def first_failure(policy: Policy, sequence_numbers: Sequence[str], result: dict[str, Any]) -> int | None:
    """Index of the first record that is not done, or None. `result` is MiniStack's {"error"?, "body"}."""
    if result.get("error"):
        return 0
    reported = _reported(result.get("body")) if policy.reports_items else []
    if not reported:
        return None
    known = [sequence_numbers.index(number) for number in reported if number in sequence_numbers]
    # An item that is not of the batch fails the batch as a whole.
    return min(known) if len(known) == len(reported) else 0


def _reported(body: Any) -> list[Any]:
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except ValueError:
            return []
    failures = body.get("batchItemFailures") if isinstance(body, dict) else None
    return [failure.get("itemIdentifier") for failure in failures or []]


def judge(policy: Policy, size: int, failed_at: int | None, tries: int, age_s: float) -> Verdict:
    """What follows for a batch of `size` records, the oldest `age_s` old, after `tries` failures before."""
    if failed_at is None:
        return Verdict(advance=size)
    if failed_at > 0:
        return Verdict(advance=failed_at, wait_s=_FIRST_WAIT_SECONDS)
    if policy.max_age_s > 0 and age_s > policy.max_age_s:
        return Verdict(advance=size, condition=TOO_OLD)
    if policy.bisect and size > 1:
        # A split does not count as a retry.
        return Verdict(wait_s=_FIRST_WAIT_SECONDS, limit=(size + 1) // 2)
    if 0 <= policy.max_retries <= tries:
        return Verdict(advance=size, condition=RETRIES_EXHAUSTED)
    wait = min(_FIRST_WAIT_SECONDS * 2 ** min(tries, 10), _LONGEST_WAIT_SECONDS)
    return Verdict(wait_s=wait, limit=size, tries=tries + 1)
