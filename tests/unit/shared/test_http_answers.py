"""What goes out: JSON, problems, headers, compression, the log line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared import errors
from shared.http import App, problems, query
from shared.settings import settings
from tests.support import events
from tests.support.events import call, http_event
from tests.support.example import handler
from tests.support.example.handler import app


def post(body: Any, path: str = "/v1/echo", **event: Any) -> Any:
    return call(app, http_event("POST", path, body, **event))


class TestAnswers:
    def test_every_answer_names_the_request(self) -> None:
        for event in (
            http_event("GET", "/v1/things/1"),
            http_event("GET", "/nowhere"),
            http_event("POST", "/v1/echo", "{"),
        ):
            event["requestContext"]["requestId"] = "abc="
            assert call(app, event).headers["x-request-id"] == "abc="

    def test_no_content(self) -> None:
        answer = call(app, http_event("DELETE", "/v1/things/1"))
        assert (answer.status, answer.content) == (204, b"")
        assert "content-type" not in answer.headers

    def test_personal_answers_are_not_stored(self) -> None:
        assert call(app, http_event("GET", "/v1/things/1")).headers["cache-control"] == "no-store"

    def test_an_entity_tag_is_quoted(self) -> None:
        assert call(app, http_event("GET", "/v1/things/1")).headers["etag"] == '"3"'

    @pytest.mark.parametrize(
        ("given", "status"),
        [('"3"', 304), ('W/"3"', 304), ('"1", "3"', 304), ("*", 304), ('"4"', 200), ("", 200)],
    )
    def test_if_none_match(self, given: str, status: int) -> None:
        answer = call(app, http_event("GET", "/v1/things/1", headers={"If-None-Match": given}))
        assert (answer.status, bool(answer.content)) == (status, status == 200)

    def test_a_stale_if_match_is_412(self) -> None:
        assert call(app, http_event("DELETE", "/v1/things/1", headers={"If-Match": '"3"'})).status == 204
        answer = call(app, http_event("DELETE", "/v1/things/1", headers={"If-Match": '"2"'}))
        assert (answer.status, answer.body["type"]) == (412, "urn:daybook:problem:stale-version")


class TestCompression:
    long = {"value": "text " * 400}

    @pytest.mark.parametrize("accepted", ["gzip", "br, GZIP;q=0.5", "*", "deflate, gzip;q=1.0"])
    def test_long_answers_are_compressed(self, accepted: str) -> None:
        answer = post(self.long, headers={"Accept-Encoding": accepted})
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "accept-encoding"
        assert answer.body["value"] == "text " * 400

    @pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity", "*;q=0", "gzip; q=0.000"])
    def test_not_for_those_who_cannot_read_it(self, accepted: str) -> None:
        answer = post(self.long, headers={"Accept-Encoding": accepted})
        assert "content-encoding" not in answer.headers
        assert answer.headers["vary"] == "accept-encoding"

    def test_short_answers_are_not(self) -> None:
        assert "content-encoding" not in post({"value": "x"}, headers={"accept-encoding": "gzip"}).headers

    def test_problems_are_problems_compressed_or_not(self) -> None:
        answer = post({f"field{number}": 1 for number in range(60)}, headers={"accept-encoding": "gzip"})
        assert (answer.headers["content-encoding"], answer.body["status"]) == ("gzip", 422)


class TestProblems:
    def test_a_problem_has_all_its_parts(self) -> None:
        answer = post({"kind": "conflict"}, "/v1/fail")
        assert answer.status == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.body == {
            "type": "urn:daybook:problem:thing-exists",
            "title": errors.Conflict.title,
            "status": 409,
            "detail": "It is there.",
            "instance": "request-1",
        }

    @pytest.mark.parametrize(
        ("kind", "status", "seconds"), [("throttled", 429, "7"), ("unavailable", 503, "30")]
    )
    def test_when_to_come_back(self, kind: str, status: int, seconds: str) -> None:
        answer = post({"kind": kind}, "/v1/fail")
        assert (answer.status, answer.headers["retry-after"]) == (status, seconds)

    def test_what_the_logic_finds_wrong_looks_like_what_the_model_finds_wrong(self) -> None:
        answer = post({"kind": "invalid"}, "/v1/fail")
        assert (answer.status, answer.body["errors"]) == (422, [{"pointer": "/kind", "detail": "is odd"}])

    def test_every_error_has_a_status(self) -> None:
        named = [
            kind
            for kind in vars(errors).values()
            if isinstance(kind, type) and issubclass(kind, errors.DomainError)
        ]
        public = {kind for kind in named if not kind.__name__.startswith("_")} - {errors.DomainError}
        assert public == set(problems.STATUS)

    def test_a_subclass_has_the_status_of_its_class(self) -> None:
        class Gone(errors.NotFound):
            code = "gone"

        assert problems.status_of(Gone("It went.")) == 404

    def test_a_bug_is_500_and_shows_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        answer = post({"kind": "bug"}, "/v1/fail")
        assert (answer.status, answer.body["type"]) == (500, "urn:daybook:problem:internal")
        assert b"secret" not in answer.content
        assert b"ZeroDivision" not in answer.content
        error = json.loads(capsys.readouterr().out.splitlines()[0])
        assert "ZeroDivisionError: secret detail" in error["exception"]
        assert (error["level"], error["request_id"]) == ("ERROR", "request-1")

    def test_an_answer_that_json_cannot_hold_is_a_bug_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            app.endpoints["get_newest_thing"], "function", lambda request: {"score": float("nan")}
        )
        assert call(app, http_event("GET", "/v1/things/newest")).status == 500


class TestLogLine:
    def line(self, capsys: pytest.CaptureFixture[str], event: dict[str, Any]) -> dict[str, Any]:
        capsys.readouterr()
        call(app, event)
        (line,) = capsys.readouterr().out.splitlines()
        parsed: dict[str, Any] = json.loads(line)
        return parsed

    def test_one_line_and_no_metric_that_is_paid_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        line = self.line(capsys, http_event("GET", "/v1/things/1", user="u-1"))
        assert "_aws" not in line
        assert (line["message"], line["route"], line["status"]) == ("request", "get_thing", 200)
        assert (line["Requests"], line["request_id"], line["user_id"]) == (1, "request-1", "u-1")

    def test_in_detail_the_line_is_also_the_metric(self, capsys: pytest.CaptureFixture[str]) -> None:
        with settings.override(metrics_detail="route", environment='a "quoted" one'):
            line = self.line(capsys, http_event("GET", "/v1/things/1", user="u-1"))
        metrics = line["_aws"]["CloudWatchMetrics"][0]
        assert (metrics["Namespace"], metrics["Dimensions"]) == (
            "Daybook",
            [["environment", "service", "route"]],
        )
        assert line["environment"] == 'a "quoted" one'
        for metric in metrics["Metrics"]:
            assert isinstance(line[metric["Name"]], int | float)
        assert all(isinstance(line[name], str) for name in metrics["Dimensions"][0])
        assert (line["route"], line["status"], line["user_id"]) == ("get_thing", 200, "u-1")
        assert (line["Requests"], line["ClientErrors"], line["ServerErrors"]) == (1, 0, 0)
        assert line["request_id"] == "request-1"

    def test_client_errors_are_counted_with_their_kind(self, capsys: pytest.CaptureFixture[str]) -> None:
        line = self.line(capsys, http_event("GET", "/v1/things/1", scopes=""))
        assert (line["ClientErrors"], line["ServerErrors"], line["problem"]) == (1, 0, "scope-missing")

    def test_unknown_addresses_make_no_new_metric(self, capsys: pytest.CaptureFixture[str]) -> None:
        first = self.line(capsys, http_event("GET", "/v1/" + "x" * 5000))
        assert first["route"] == "unmatched"
        assert len(first["path"]) == 200

    def test_nothing_secret_is_in_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        event = http_event(
            "POST",
            "/v1/echo",
            {"value": "hidden-body"},
            headers={"authorization": "Bearer hidden-token"},
            cookies=["session=hidden-cookie"],
        )
        assert "hidden" not in json.dumps(self.line(capsys, event))
        assert "hidden" not in json.dumps(
            self.line(capsys, http_event("GET", "/v1/things", query="limit=hidden"))
        )

    def test_the_trace_is_named(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5f-a1;Parent=b2;Sampled=1")
        assert self.line(capsys, http_event("GET", "/v1/things/1"))["trace_id"] == "1-5f-a1"


class TestRegistration:
    def app(self) -> App:
        return App(handler.__name__)

    def test_a_route_that_the_manifest_does_not_have(self) -> None:
        with pytest.raises(KeyError, match="function.json"):
            self.app().route("surprise")

    def test_a_handler_without_the_path_parameter(self) -> None:
        def handle(request: Any) -> None: ...

        with pytest.raises(TypeError, match=r"get_thing must take \(request, thing_id\)"):
            self.app().route("get_thing")(handle)

    def test_a_body_needs_a_model(self) -> None:
        def handle(request, body) -> None: ...  # the mistake under test

        with pytest.raises(TypeError, match="annotate body"):
            self.app().route("create_thing")(handle)

    def test_parameters_can_be_required(self) -> None:
        with pytest.raises(ValueError, match="required"):
            query.text(10, required=True).parse(None)

    @pytest.mark.parametrize(
        ("parameter", "good", "value", "bad"),
        [
            (query.boolean(), "true", True, "yes"),
            (query.choice("a", "b"), "b", "b", "c"),
            (query.text(3), "abc", "abc", "abcd"),
        ],
    )
    def test_kinds_of_parameters(self, parameter: query.Parameter, good: str, value: Any, bad: str) -> None:
        assert parameter.parse(good) == value
        assert parameter.parse(None) is None
        with pytest.raises(ValueError, match="must"):
            parameter.parse(bad)


def test_events_of_nobody_have_no_authorizer() -> None:
    assert "authorizer" not in events.http_event("GET", "/", user=None)["requestContext"]
