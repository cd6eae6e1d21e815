"""GET /v1/openapi.json."""

from __future__ import annotations

from functions.openapi.handler import app
from tests.support.events import call, http_event
from tools import openapi


def test_everybody_gets_the_committed_document() -> None:
    answer = call(app, http_event("GET", "/v1/openapi.json", user=None, headers={"accept-encoding": "gzip"}))
    assert answer.status == 200
    assert answer.content.decode() == openapi.DOCUMENT.read_text(encoding="utf-8")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-encoding"] == "gzip"
    assert "max-age=" in answer.headers["cache-control"]


def test_who_has_it_already_gets_nothing() -> None:
    etag = call(app, http_event("GET", "/v1/openapi.json", user=None)).headers["etag"]
    again = call(app, http_event("GET", "/v1/openapi.json", user=None, headers={"if-none-match": etag}))
    assert (again.status, again.content) == (304, b"")
