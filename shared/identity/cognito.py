"""What Amazon Cognito's errors mean, for the functions that call it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shared.errors import Throttled, Unavailable
from shared.log import logger

BUSY_RETRY_S = 10
DOWN_RETRY_S = 5

# https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
_BUSY = frozenset({"TooManyRequestsException", "ThrottlingException", "Throttling"})
_DOWN = frozenset(
    {"InternalErrorException", "InternalFailure", "ServiceUnavailable", "ServiceUnavailableException"}
)


class Refused(Exception):
    """Cognito understood the call and said no. `code` is its exception's name, `reason` its message."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code, self.reason = code, reason


@contextmanager
def answers() -> Iterator[None]:
    """Around one call: raises Throttled or Unavailable for what passes by itself, Refused for the rest.

    LimitExceededException is left to the caller: on some calls it is about one account, and saying so would
    show that it exists.
    """
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    try:
        yield
    except (ConnectionError, HTTPClientError) as error:
        logger.warning("no answer from Cognito", error=type(error).__name__)
        raise unavailable() from error
    except ClientError as error:
        raise _meaning(error.response.get("Error", {})) from error


def busy() -> Throttled:
    """For a limit that is not about one person."""
    return Throttled(
        "Too many people are signing up or in right now. Wait a moment and try again.", BUSY_RETRY_S
    )


def unavailable() -> Unavailable:
    """For a user pool that does not answer."""
    return Unavailable(
        "Signing in does not work at the moment. It usually passes: try again in a few seconds.", DOWN_RETRY_S
    )


def _meaning(error: dict[str, str]) -> Exception:
    code, reason = error.get("Code", ""), error.get("Message", "")
    if code in _BUSY:
        logger.warning("Cognito is throttling", code=code)
        return busy()
    if code in _DOWN:
        logger.warning("Cognito is down", code=code)
        return unavailable()
    return Refused(code, reason)
