"""The same requests to the same routes by a REST API (payload 1.0): handlers see and answer the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from shared.http.rest_api import answered, as_payload_2
from tests.support.events import call, http_event, rest_event
from tests.support.example.handler import app
from tests.unit.shared import test_http_answers as answers
from tests.unit.shared import test_http_query as queries
from tests.unit.shared import test_http_requests as requests


def by_rest(handler: Any, event: dict[str, Any]) -> SimpleNamespace:
    return call(handler, rest_event(event))


@pytest.fixture(autouse=True)
def _tests_of_others_go_through_a_rest_api(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (answers, queries, requests):
        monkeypatch.setattr(module, "call", by_rest)
    yield


class TestRouting(requests.TestRouting): ...


class TestBodies(requests.TestBodies): ...


class TestQuery(queries.TestQuery): ...


class TestRequest(queries.TestRequest): ...


class TestAnswers(answers.TestAnswers): ...


class TestProblems(answers.TestProblems): ...


class TestLogLine(answers.TestLogLine): ...


class TestAuthorisation(requests.TestAuthorisation):
    # There everything in the context is text, and there is no "lambda" in it.
    test_an_incomplete_context_denies = None  # type: ignore[assignment]
    # REST APIs have no JWT authorizer.
    test_an_access_token_that_a_jwt_authorizer_has_read = None  # type: ignore[assignment]

    @pytest.mark.parametrize(
        "context",
        [
            None,
            {},
            {"principalId": "u"},
            {"principalId": "u", "user_id": "", "scopes": "*", "expires_at": "4102444800"},
            {"user_id": "u", "scopes": "*"},
            {"user_id": "u", "scopes": "*", "expires_at": "soon"},
            {"lambda": {"user_id": "u", "scopes": "*", "expires_at": "4102444800"}},
            {"claims": {"sub": "u", "token_use": "access", "exp": "4102444800"}},
            {"jwt": {"claims": {"sub": "u", "token_use": "access", "exp": "4102444800"}}},
        ],
    )
    def test_an_incomplete_context_denies_too(self, context: Any) -> None:
        event = rest_event(http_event("GET", "/v1/things"))
        event["requestContext"]["authorizer"] = context
        assert call(app, event).status == 401


class TestEvents:
    def test_the_stages_name_is_in_no_path(self) -> None:
        event = rest_event(http_event("GET", "/v1/things/1"), stage="v1")
        assert call(app, event).body["id"] == "1"

    def test_what_comes_several_times_is_all_there(self) -> None:
        event = rest_event(http_event("GET", "/v1/things"))
        event["multiValueHeaders"] = {"If-None-Match": ['"1"', '"2"'], "cookie": ["a=1", "b=2; c=3"]}
        event["multiValueQueryStringParameters"] = {"on": ["x", "y z&"], "limit": ["1"]}
        seen = as_payload_2(event)
        assert seen["headers"] == {"if-none-match": '"1","2"', "cookie": "a=1; b=2; c=3"}
        assert seen["rawQueryString"] == "on=x&on=y+z%26&limit=1"

    def test_an_emulator_may_leave_out_what_came_several_times(self) -> None:
        event = rest_event(http_event("GET", "/v1/things", query="limit=7", headers={"X-Other": "a"}))
        event["multiValueHeaders"] = event["multiValueQueryStringParameters"] = None
        seen = as_payload_2(event)
        assert (seen["headers"]["x-other"], seen["rawQueryString"]) == ("a", "limit=7")

    def test_a_repeated_parameter_is_422(self) -> None:
        answer = by_rest(app, http_event("GET", "/v1/things", query="limit=1&limit=2"))
        assert (answer.status, answer.body["errors"][0]["detail"]) == (422, "is given twice")

    def test_nothing_is_compressed_twice(self) -> None:
        event = http_event("POST", "/v1/echo", {"value": "text " * 400}, headers={"Accept-Encoding": "gzip"})
        answer = app(rest_event(event))
        assert not answer["isBase64Encoded"]
        assert "content-encoding" not in answer["headers"]

    def test_a_body_that_is_none(self) -> None:
        event = rest_event(http_event("POST", "/v1/ping"))
        assert event["body"] is None
        assert call(app, event).body == {"value": None}

    def test_who_never_gets_such_an_event_does_not_load_this(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "shared.http.rest_api")
        assert call(app, http_event("GET", "/v1/things/1")).status == 200
        assert "shared.http.rest_api" not in sys.modules


class TestCookies:
    def test_each_has_a_line_of_its_own(self) -> None:
        made = {
            "statusCode": 204,
            "headers": {"x": "y"},
            "cookies": ["a=1", "b=2"],
            "body": "",
            "isBase64Encoded": False,
        }
        answer = answered(lambda event, context: made, rest_event(http_event("GET", "/")), None)
        assert answer == {
            "statusCode": 204,
            "headers": {"x": "y"},
            "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]},
            "body": "",
            "isBase64Encoded": False,
        }


class TestOrigins:
    def headers(self, allowed: str | None, origin: str | None = "https://a.example") -> dict[str, str]:
        headers = {} if origin is None else {"Origin": origin}
        event = http_event("GET", "/v1/things/1", headers=headers)
        told: dict[str, str] = app(rest_event(event, origins=allowed))["headers"]
        return {name: told[name] for name in told if name.startswith("access-control") or name == "vary"}

    def test_any_may_call_and_none_with_cookies(self) -> None:
        headers = self.headers("any")
        assert headers["access-control-allow-origin"] == "*"
        assert "etag" in headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in headers

    def test_one_of_the_list_is_named(self) -> None:
        headers = self.headers("https://a.example,https://b.example")
        assert (headers["access-control-allow-origin"], headers["vary"]) == ("https://a.example", "origin")

    @pytest.mark.parametrize("origin", ["https://c.example", "https://a.example.evil", "https://a", "null"])
    def test_another_is_not(self, origin: str) -> None:
        headers = self.headers("https://a.example,https://b.example", origin)
        assert headers == {"vary": "origin"}

    def test_what_varied_goes_on_to(self) -> None:
        event = http_event(
            "POST", "/v1/echo", {"value": "text " * 400}, headers={"origin": "https://a.example"}
        )
        told = app(rest_event(event, origins="https://a.example"))["headers"]
        assert told["vary"] == "accept-encoding, origin"

    def test_nothing_is_said_to_others(self) -> None:
        assert self.headers(None) == self.headers("any", None) == {}
