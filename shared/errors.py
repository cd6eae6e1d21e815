"""What can go wrong in the domain's words. Nothing here knows HTTP: shared/http/problems.py maps these to it.

Each class has a `code` (kebab-case, part of the API: clients act on it) and a `title` (the same for every
occurrence); `detail` says what happened this time and what the reader can do about it. Raise with `code=` for
a more particular kind.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple


class FieldError(NamedTuple):
    """One wrong value. `pointer` is a JSON pointer into the body (RFC 6901), or `?name` for a query
    parameter.
    """

    pointer: str
    detail: str


class DomainError(Exception):
    """Base of everything a caller may be told."""

    code: str = "error"
    title: ClassVar[str] = "The request failed"

    def __init__(self, detail: str, *, code: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if code is not None:
            self.code = code


class BadRequest(DomainError):
    code = "bad-request"
    title = "The request cannot be read"


class Unauthenticated(DomainError):
    code = "unauthenticated"
    title = "Sign in first"


class Forbidden(DomainError):
    code = "forbidden"
    title = "Not allowed"


class NotFound(DomainError):
    code = "not-found"
    title = "Not found"


class Conflict(DomainError):
    code = "conflict"
    title = "In conflict with what is there"


class StaleVersion(DomainError):
    code = "stale-version"
    title = "Changed in the meantime"


class TooLarge(DomainError):
    code = "too-large"
    title = "Too large"


class Invalid(DomainError):
    """Understood, but wrong. `errors` say where."""

    code = "invalid"
    title = "Some values are not valid"

    def __init__(
        self, detail: str, errors: list[FieldError] | None = None, *, code: str | None = None
    ) -> None:
        super().__init__(detail, code=code)
        self.errors = errors or []


class _TryAgainLater(DomainError):
    def __init__(self, detail: str, retry_after_s: int, *, code: str | None = None) -> None:
        super().__init__(detail, code=code)
        self.retry_after_s = retry_after_s


class Throttled(_TryAgainLater):
    code = "throttled"
    title = "Too many requests"


class Unavailable(_TryAgainLater):
    code = "unavailable"
    title = "Not available at the moment"
