"""GET /v1/openapi.json: the committed document, which the build packs beside this code."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from shared.http import App, Request, Response

app = App(__name__)
lambda_handler = app

# The repository's root and the zip's root alike: this file is functions/openapi/handler.py in both.
_DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


@app.route("get_openapi_document")
def get_openapi_document(request: Request) -> Response[str]:
    """This document."""
    text, etag = _document()
    headers = {"content-type": "application/json", "cache-control": "public, max-age=300"}
    return Response(text, headers=headers, etag=etag)


@cache
def _document() -> tuple[str, str]:
    text = _DOCUMENT.read_text(encoding="utf-8")
    return text, hashlib.sha256(text.encode()).hexdigest()[:16]
