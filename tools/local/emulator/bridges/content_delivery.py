"""Gaps of the CloudFront data plane: it compresses and keeps nothing, and asks for https, which loopback has
not. Kept is only what says that it never changes; a browser that installs the app asks for 180 such files.

What CloudFront compresses:
docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
"""

from __future__ import annotations

import gzip
import re
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_COMPRESSED_TYPES = re.compile(
    r"(text/|application/(javascript|json|xml|wasm|manifest\+json|problem\+json|x-javascript)|image/svg)"
)
_SMALLEST_BYTES, _LARGEST_BYTES = 1_000, 10_000_000
_KEPT_FILES = 1_000
Answer = tuple[int, dict[str, Any], bytes]


def install(emulator: SimpleNamespace) -> None:
    replace(emulator.cloudfront, "handle_viewer_request", _as_https_and_compressed)
    replace(emulator.cloudfront, "handle_viewer_request", _from_what_is_kept)


def _from_what_is_kept(original: Any) -> Any:
    kept: dict[tuple[str, str, bool], Answer] = {}

    async def handle_viewer_request(
        dist: dict,
        method: str,
        path: str,
        raw_uri: str,
        query: str,
        headers: dict,
        *others: Any,
        **named: Any,
    ) -> Answer:
        key = (str(dist.get("Id")), raw_uri, "gzip" in headers.get("accept-encoding", ""))
        plain = method == "GET" and not headers.keys() & {"range", "if-none-match", "if-modified-since"}
        if plain and key in kept:
            status, known, body = kept[key]
            return status, dict(known), body
        answer: Answer = await original(dist, method, path, raw_uri, query, headers, *others, **named)
        if plain and answer[0] == 200 and _never_changes(answer[1]) and len(kept) < _KEPT_FILES:
            kept[key] = (answer[0], dict(answer[1]), answer[2])
        return answer

    return handle_viewer_request


def _never_changes(headers: dict[str, Any]) -> bool:
    rules = next((str(headers[name]) for name in headers if name.lower() == "cache-control"), "")
    return "immutable" in rules and "private" not in rules


def _as_https_and_compressed(original: Any) -> Any:
    async def handle_viewer_request(
        dist: dict,
        method: str,
        path: str,
        raw_uri: str,
        raw_query_string: str,
        headers: dict,
        body: bytes,
        query_params: dict,
        client_ip: str = "127.0.0.1",
    ) -> Answer:
        answer = await original(
            dist,
            method,
            path,
            raw_uri,
            raw_query_string,
            {**headers, "x-forwarded-proto": "https"},
            body,
            query_params,
            client_ip,
        )
        return compressed(*answer) if "gzip" in headers.get("accept-encoding", "") else answer

    return handle_viewer_request


def compressed(status: int, headers: dict[str, Any], body: bytes) -> Answer:
    """The response, with a gzip body and a weak ETag where CloudFront would compress it."""
    known = {name.lower(): str(value) for name, value in headers.items()}
    if (
        status != 200
        or "content-encoding" in known
        or not _SMALLEST_BYTES <= len(body) <= _LARGEST_BYTES
        or not _COMPRESSED_TYPES.match(known.get("content-type", ""))
    ):
        return status, headers, body
    kept = {name: _weak(name, value) for name, value in headers.items() if name.lower() != "content-length"}
    return status, {**kept, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, gzip.compress(body, 6)


def _weak(name: str, value: Any) -> Any:
    strong_tag = name.lower() == "etag" and not str(value).startswith("W/")
    return f"W/{value}" if strong_tag else value
