"""What a handler may answer, and how it becomes the wire's response."""

from __future__ import annotations

import json
import zlib
from typing import Any, Generic, TypeVar

T = TypeVar("T")

COMPRESS_FROM_BYTES = 1024
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Response(Generic[T]):
    """An answer with more than a body. A route that returns one is annotated `-> Response[Habit]`.

    body: JSON value, or str/bytes with its own `content-type` header; None for none. status: None is the
    route's own.
    headers: names in any case. cookies: whole Set-Cookie values. etag: the bare tag ("3"); it is sent quoted.
    """

    __slots__ = ("body", "cookies", "etag", "headers", "status")

    def __init__(
        self,
        body: T | None = None,
        status: int | None = None,
        headers: dict[str, str] | None = None,
        cookies: list[str] | None = None,
        etag: str | int | None = None,
    ) -> None:
        self.body = body
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()} if headers else {}
        self.cookies = cookies or []
        self.etag = None if etag is None else str(etag)


def to_text(body: Any) -> str:
    """`body` as JSON. Raises ValueError for NaN and infinities, TypeError for what JSON does not know."""
    return _encode(body)


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether Accept-Encoding allows gzip (RFC 9110, 12.5.3): it is named without q=0, or `*` covers it."""
    weights: dict[str, bool] = {}
    for part in accept_encoding.lower().split(","):
        coding, _, parameters = part.partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=")
        weights[coding.strip()] = weight.strip("0.") != "" or weight == ""
    return weights.get("gzip", weights.get("*", False))


def gzip(body: bytes) -> bytes:
    """`body` in gzip's format, without a time stamp, so that the same answer is the same bytes."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return compressor.compress(body) + compressor.flush()
