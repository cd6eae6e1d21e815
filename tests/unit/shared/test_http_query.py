"""Query parameters, and what a handler can ask of its request."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from tests.support.events import call, http_event
from tests.support.example.handler import app


class TestQuery:
    def listed(self, query: Any) -> Any:
        return call(app, http_event("GET", "/v1/things", query=query))

    def test_defaults_and_values(self) -> None:
        assert self.listed(None).body["query"] == {"limit": "50", "on": "None"}
        assert self.listed({"limit": 7, "on": "2026-02-28"}).body["query"] == {
            "limit": "7",
            "on": "2026-02-28",
        }

    @pytest.mark.parametrize("limit", ["0", "101", "ten", "", "5.0", "1e1", "٥", "+5", " 5", "9" * 5000])
    def test_a_wrong_value_is_422(self, limit: str) -> None:
        answer = self.listed({"limit": limit})
        assert answer.status == 422
        assert answer.body["errors"] == [
            {"pointer": "?limit", "detail": "must be a whole number from 1 to 100"}
        ]

    @pytest.mark.parametrize(
        "day", ["2026-02-29", "2026-2-1", "20260201", "2026-W05-1", "0000-01-01", "today"]
    )
    def test_a_wrong_day_is_422(self, day: str) -> None:
        assert self.listed({"on": day}).body["errors"][0]["pointer"] == "?on"

    def test_an_unknown_parameter_is_422_and_the_known_are_named(self) -> None:
        answer = self.listed({"limt": 5})
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "?limt")
        assert "limit" in answer.body["errors"][0]["detail"]

    def test_a_repeated_parameter_is_422(self) -> None:
        assert self.listed("limit=5&limit=5").body["errors"] == [
            {"pointer": "?limit", "detail": "is given twice"}
        ]

    def test_a_parameter_on_a_route_without_any_is_422(self) -> None:
        assert call(app, http_event("GET", "/v1/things/1", query="x=1")).status == 422


class TestRequest:
    def seen(self, **event: Any) -> Any:
        return call(app, http_event("POST", "/v1/echo", {}, **event)).body["request"]

    def test_when_it_came_in(self) -> None:
        at = datetime(2026, 3, 1, 8, 30, tzinfo=timezone.utc)
        assert self.seen(at=at)["at"] == at.isoformat()

    def test_cookies_by_name_wherever_they_are(self) -> None:
        assert self.seen(cookies=["a=1", "b=x=y"])["cookies"] == {"a": "1", "b": "x=y"}
        assert self.seen(headers={"Cookie": 'a=1; b="2"; a=3'})["cookies"] == {"a": "1", "b": "2"}

    def test_the_viewer_is_who_cloudfront_says(self) -> None:
        assert self.seen()["source"] == "192.0.2.1"
        assert self.seen()["host"] == "api.example.test"
        seen = self.seen(headers={"X-Viewer-Address": "198.51.100.9", "X-Viewer-Host": "daybook.example"})
        assert (seen["source"], seen["host"]) == ("198.51.100.9", "daybook.example")

    @pytest.mark.parametrize(
        ("given", "tag"), [('"3"', "3"), ('W/"3"', "3"), ("3", "3"), ("*", None), ("", None)]
    )
    def test_if_match(self, given: str, tag: str | None) -> None:
        assert self.seen(headers={"If-Match": given})["if_match"] == tag

    def test_idempotency_key(self) -> None:
        assert self.seen(headers={"idempotency-KEY": " k1 "})["key"] == "k1"
        assert self.seen()["key"] is None

    def test_an_open_route_has_no_user(self) -> None:
        from shared.http import Request

        with pytest.raises(RuntimeError, match="no user"):
            _ = Request(http_event("GET", "/"), None, {}).user


def test_the_body_of_the_support_function_is_json_text() -> None:
    assert json.loads(http_event("POST", "/", {"a": "ü"})["body"]) == {"a": "ü"}
