"""Errors as application/problem+json (RFC 9457): the only place that knows which error is which status."""

from __future__ import annotations

from typing import Any

from shared import errors
from shared.http.response import Response

CONTENT_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:daybook:problem:"

STATUS: dict[type[errors.DomainError], int] = {
    errors.BadRequest: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.StaleVersion: 412,
    errors.TooLarge: 413,
    errors.Invalid: 422,
    errors.Throttled: 429,
    errors.Unavailable: 503,
}


def problem(error: errors.DomainError, request_id: str) -> Response[Any]:
    """The answer for `error`."""
    body = _body(error.code, error.title, status_of(error), error.detail, request_id)
    if isinstance(error, errors.Invalid):
        body["errors"] = [item._asdict() for item in error.errors]
    return _response(body, _headers(error))


def method_not_allowed(method: str, allowed: list[str], request_id: str) -> Response[Any]:
    """405 for an address that exists with other methods."""
    names = ", ".join(allowed)
    detail = f"{method} is not possible here, only {names}."
    body = _body("method-not-allowed", "Method not allowed", 405, detail, request_id)
    return _response(body, {"allow": names})


def internal_error(request_id: str) -> Response[Any]:
    """500 for what nobody foresaw; the log has the rest under the same request id."""
    detail = f"Something went wrong on our side. If it stays, report it with the id {request_id}."
    return _response(_body("internal", "Internal error", 500, detail, request_id), {})


def status_of(error: errors.DomainError) -> int:
    """The status of the nearest class that has one."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _headers(error: errors.DomainError) -> dict[str, str]:
    if isinstance(error, errors.Unauthenticated):
        return {"www-authenticate": "Bearer"}
    if isinstance(error, errors._TryAgainLater):
        return {"retry-after": str(error.retry_after_s)}
    return {}


def _body(code: str, title: str, status: int, detail: str, request_id: str) -> dict[str, Any]:
    return {
        "type": TYPE_PREFIX + code,
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request_id,
    }


def _response(body: dict[str, Any], headers: dict[str, str]) -> Response[Any]:
    return Response(body, body["status"], {"content-type": CONTENT_TYPE, **headers})
