"""DynamoDB's errors in the table's words. The HTTP layer maps Unavailable; ConditionFailed is for the
repositories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from shared.attributes import decode_item
from shared.errors import Unavailable

RETRY_AFTER_S = 2

# Codes that a later attempt can cure (botocore has already tried three times).
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
_PASSING = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
_PASSING_REASONS = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class ConditionFailed(Exception):
    """The condition of a write did not hold. `item` is what was there, None when nothing was."""

    def __init__(self, item: dict[str, Any] | None) -> None:
        super().__init__("the condition of the write did not hold")
        self.item = item


@contextmanager
def translated() -> Iterator[None]:
    """Raises ConditionFailed or Unavailable in place of botocore's exceptions for these; others pass as they
    are.
    """
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    try:
        yield
    except ClientError as error:
        meaning = _meaning(error.response)
        if meaning is None:
            raise
        raise meaning from error
    except (ConnectionError, HTTPClientError) as error:
        raise _unavailable() from error


def _meaning(response: Mapping[str, Any]) -> Exception | None:
    code = response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return ConditionFailed(_item(response))
    if code == "TransactionCanceledException":
        return _cancelled(response.get("CancellationReasons", []))
    if code in _PASSING or response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400) >= 500:
        return _unavailable()
    return None


def _cancelled(reasons: list[dict[str, Any]]) -> Exception | None:
    codes = {reason.get("Code") for reason in reasons}
    for reason in reasons:
        if reason.get("Code") == "ConditionalCheckFailed":
            return ConditionFailed(_item(reason))
    return _unavailable() if codes & _PASSING_REASONS else None


def _item(container: Mapping[str, Any]) -> dict[str, Any] | None:
    return decode_item(container["Item"]) if container.get("Item") else None


def _unavailable() -> Unavailable:
    return Unavailable("Your data cannot be reached right now. Try again in a moment.", RETRY_AFTER_S)
