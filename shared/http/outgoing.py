"""The last step of every answer: JSON, headers, compression."""

from __future__ import annotations

from typing import Any

from shared.http.powertools import WireResponse
from shared.http.request import unquoted
from shared.http.response import COMPRESS_FROM_BYTES, Response, accepts_gzip, gzip, to_text

JSON = "application/json"


def to_wire(event: dict[str, Any], response: Response[Any]) -> WireResponse[Any]:
    """`response` as Powertools takes it. Raises TypeError or ValueError when the body is no JSON value."""
    headers = response.headers
    headers["x-request-id"] = event["requestContext"]["requestId"]
    headers.setdefault("cache-control", "no-store")
    status = response.status or 200
    cookies: list[Any] = response.cookies  # Powertools writes what is not its own Cookie as it is
    if response.etag is not None:
        headers["etag"] = f'"{response.etag}"'
        if _known(event, response.etag):
            return WireResponse(304, None, "", headers, cookies)
    return WireResponse(status, None, _content(event, response, headers), headers, cookies)


def _content(event: dict[str, Any], response: Response[Any], headers: dict[str, str]) -> str | bytes:
    body = response.body
    if body is None:
        return ""
    if "content-type" not in headers:
        headers["content-type"] = JSON
    content = body if isinstance(body, (str, bytes)) else to_text(body)
    if len(content) < COMPRESS_FROM_BYTES:
        return content
    headers["vary"] = "accept-encoding"
    if not accepts_gzip(_header(event, "accept-encoding")):
        return content
    headers["content-encoding"] = "gzip"
    return gzip(content.encode() if isinstance(content, str) else content)


def _known(event: dict[str, Any], etag: str) -> bool:
    """Whether the caller has this version (If-None-Match on a GET; RFC 9110, 13.1.2)."""
    if event["requestContext"]["http"]["method"] != "GET":
        return False
    given = _header(event, "if-none-match")
    return given.strip() == "*" or etag in (unquoted(tag.strip()) for tag in given.split(",") if tag.strip())


def _header(event: dict[str, Any], name: str) -> str:
    headers = event.get("headers") or {}
    if name in headers:
        return str(headers[name])
    return next((str(value) for key, value in headers.items() if key.lower() == name), "")
