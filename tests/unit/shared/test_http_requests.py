"""What comes in: routing, authorisation, bodies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.events import call, http_event
from tests.support.example.handler import app

PAST = 946684800  # 2000-01-01


def post(body: Any, path: str = "/v1/things", **event: Any) -> Any:
    return call(app, http_event("POST", path, body, **event))


class TestRouting:
    def test_path_parameters_reach_the_handler(self) -> None:
        answer = call(app, http_event("GET", "/v1/things/abc-1"))
        assert (answer.status, answer.body) == (200, {"id": "abc-1", "name": "a thing"})

    def test_a_fixed_path_wins_over_a_parameter(self) -> None:
        assert call(app, http_event("GET", "/v1/things/newest")).body["id"] == "newest"

    @pytest.mark.parametrize("path", ["/v1/nothing", "/v1/things/1/2", "/v1/things/", "/", "/v1/thingsx"])
    def test_unknown_addresses_are_404(self, path: str) -> None:
        answer = call(app, http_event("GET", path))
        assert (answer.status, answer.body["type"]) == (404, "urn:daybook:problem:not-found")

    def test_another_method_is_405_and_says_which_would_do(self) -> None:
        answer = call(app, http_event("PUT", "/v1/things/1"))
        assert (answer.status, answer.headers["allow"]) == (405, "DELETE, GET")


class TestAuthorisation:
    def refused(self, **event: Any) -> Any:
        answer = call(app, http_event("GET", "/v1/things", **event))
        assert answer.headers["content-type"] == "application/problem+json"
        return answer

    @pytest.mark.parametrize(
        "scopes", ["*", "things:read", "other:read things:read", "things:read other:write"]
    )
    def test_the_scope_or_all_of_them(self, scopes: str) -> None:
        answer = call(app, http_event("GET", "/v1/things", user="u-7", scopes=scopes))
        assert (answer.status, answer.body["user"]) == (200, "u-7")

    @pytest.mark.parametrize("scopes", ["", "things:write", "things:readx", "*x"])
    def test_without_the_scope_403(self, scopes: str) -> None:
        answer = self.refused(scopes=scopes)
        assert (answer.status, answer.body["type"]) == (403, "urn:daybook:problem:scope-missing")

    def test_nobody_is_401_and_told_how(self) -> None:
        answer = self.refused(user=None)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.body["type"] == "urn:daybook:problem:token-missing"

    @pytest.mark.parametrize(
        ("problem", "code"),
        [
            ("token_expired", "token-expired"),
            ("token_invalid", "token-invalid"),
            ("token_revoked", "session-ended"),
            ("?", "token-invalid"),
        ],
    )
    def test_what_the_authorizer_found_wrong_is_401(self, problem: str, code: str) -> None:
        answer = self.refused(problem=problem)
        assert (answer.status, answer.body["type"]) == (401, f"urn:daybook:problem:{code}")

    def test_a_token_that_has_expired_since_the_authorizer_saw_it_is_401(self) -> None:
        answer = self.refused(expires_at=PAST)
        assert (answer.status, answer.body["type"]) == (401, "urn:daybook:problem:token-expired")

    @pytest.mark.parametrize(
        "context",
        [
            None,
            {},
            {"lambda": None},
            {"lambda": {}},
            {"lambda": {"user_id": ""}},
            {"lambda": {"user_id": 5, "scopes": "*", "expires_at": 4102444800}},
            {"lambda": {"user_id": "u", "scopes": "*"}},
            {"lambda": {"user_id": "u", "scopes": "*", "expires_at": "soon"}},
            {"lambda": {"user_id": "u", "scopes": "*", "expires_at": None}},
            {"jwt": {"claims": {"sub": "u"}}},
        ],
    )
    def test_an_incomplete_context_denies(self, context: Any) -> None:
        event = http_event("GET", "/v1/things")
        event["requestContext"]["authorizer"] = context
        assert call(app, event).status == 401

    def test_an_expiry_that_comes_as_text_counts(self) -> None:
        event = http_event("GET", "/v1/things")
        event["requestContext"]["authorizer"]["lambda"]["expires_at"] = "4102444800"
        assert call(app, event).status == 200

    def test_an_access_token_that_a_jwt_authorizer_has_read(self) -> None:
        assert self.read_by_a_jwt_authorizer().body["user"] == "u-7"

    @pytest.mark.parametrize(
        "changes",
        [
            {"token_use": "id"},
            {"token_use": None},
            {"sub": ""},
            {"exp": "946684800"},
            {"exp": None},
        ],
        ids=str,
    )
    def test_another_token_that_a_jwt_authorizer_has_read(self, changes: dict[str, Any]) -> None:
        assert self.read_by_a_jwt_authorizer(**changes).status == 401

    def read_by_a_jwt_authorizer(self, **changes: Any) -> Any:
        event = http_event("GET", "/v1/things")
        claims = {"sub": "u-7", "token_use": "access", "exp": "4102444800", "origin_jti": "s", **changes}
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
        return call(app, event)

    def test_refused_before_the_body_is_looked_at(self) -> None:
        assert post("{", user=None).status == 401

    def test_an_open_route_needs_nobody(self) -> None:
        assert post({}, "/v1/echo", user=None).status == 200


class TestBodies:
    def test_defaults_are_filled_in(self) -> None:
        answer = post({"name": "lamp"})
        assert (answer.status, answer.body["size"], answer.body["tags"]) == (201, 1, [])

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[1,]",
            "{'a': 1}",
            '{"a": 1} x',
            '"\n"',
            "nul",
            '{"size": NaN}',
            '{"size": Infinity}',
            "-Infinity",
        ],
    )
    def test_what_is_not_json_is_400(self, text: str) -> None:
        answer = post(text)
        assert (answer.status, answer.body["type"]) == (400, "urn:daybook:problem:malformed-json")

    def test_a_route_may_do_without(self) -> None:
        assert post(None, "/v1/ping").body == {"value": None}
        assert post({"value": 1}, "/v1/ping").body == {"value": 1}
        assert post("{", "/v1/ping").status == 400

    def test_the_place_of_the_mistake_is_named(self) -> None:
        assert "line 2, column 3" in post('{"name": "a",\n  oops}').body["detail"]

    @pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 30_000 + "1" + "}" * 30_000])
    def test_endless_nesting_is_400(self, text: str) -> None:
        assert post(text).status == 400

    @pytest.mark.parametrize("depth", [200, 400, 600, 800, 900, 950, 990])
    def test_nesting_that_json_bears_and_validation_does_not_is_no_500(self, depth: int) -> None:
        answer = post('{"name":"a","note":' + "[" * depth + "]" * depth + "}")
        assert answer.status in (400, 422)

    def test_huge_integers_are_400(self) -> None:
        assert post('{"name": "a", "size": ' + "9" * 5000 + "}").status in (400, 422)

    def test_numbers_beyond_floats_are_422(self) -> None:
        answer = post('{"name": "a", "size": 1e999}')
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/size")

    @pytest.mark.parametrize("value", ['"5"', "true", "[]", "{}"])
    def test_only_numbers_are_numbers(self, value: str) -> None:
        assert post('{"name": "a", "size": ' + value + "}").body["errors"][0]["pointer"] == "/size"

    def test_every_wrong_field_is_named_by_its_pointer(self) -> None:
        answer = post({"size": -1, "surprise": 1, "parts": [{"label": "ok"}, {"label": "", "a/b~c": 1}]})
        assert (answer.status, answer.body["type"]) == (422, "urn:daybook:problem:invalid")
        found = {error["pointer"]: error["detail"] for error in answer.body["errors"]}
        assert found.keys() == {"/name", "/size", "/surprise", "/parts/1/label", "/parts/1/a~1b~0c"}
        assert found["/surprise"] == "is not a known field"
        assert found["/name"] == "is required"

    @pytest.mark.parametrize("value", ["[]", '"text"', "5", "null"])
    def test_a_body_that_is_no_object_is_422(self, value: str) -> None:
        answer = post(value)
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "")

    def test_no_more_errors_than_a_person_could_read(self) -> None:
        answer = post({"name": "a", **{f"field{number}": 1 for number in range(1000)}})
        assert answer.status == 422
        assert len(answer.body["errors"]) <= 50

    def test_256_kb_pass_and_more_is_413(self) -> None:
        room = 256 * 1024 - len('{"value":""}')
        assert post('{"value":"' + "a" * room + '"}', "/v1/echo").status == 200
        for encode_base64 in (True, False):
            long = '{"value":"' + "a" * (room + 1) + '"}'
            assert post(long, "/v1/echo", encode_base64=encode_base64).status == 413

    def test_the_limit_counts_bytes_however_they_come(self) -> None:
        body = '{"value":"' + "é" * 140_000 + '"}'
        assert post(body, "/v1/echo").status == 413
        assert post(body, "/v1/echo", encode_base64=True).status == 413
        assert post('{"value":"' + "a" * 300_000 + '"}', "/v1/echo", encode_base64=True).status == 413

    def test_base64_bodies_are_read(self) -> None:
        assert (
            post({"value": "tägliche Übung 🧘"}, "/v1/echo", encode_base64=True).body["value"]
            == "tägliche Übung 🧘"
        )

    def test_what_is_marked_as_base64_but_is_not_is_400(self) -> None:
        event = http_event("POST", "/v1/echo", "***")
        event["isBase64Encoded"] = True
        assert call(app, event).status == 400

    def test_bytes_that_are_not_utf8_are_400(self) -> None:
        event = http_event("POST", "/v1/echo", "/////w==")
        event["isBase64Encoded"] = True
        assert call(app, event).status == 400

    @pytest.mark.parametrize(
        "text", ["🧘🏽‍♀️ yoga", "שלום עולם", "قراءة ٥ صفحات", "日本語", "a\u200db", "👨‍👩‍👧‍👦", "\u202eabc"]
    )
    def test_every_script_is_kept_as_it_is(self, text: str) -> None:
        assert post({"name": text}).body["name"] == text

    def test_text_is_trimmed_and_composed(self) -> None:
        assert post({"name": "  Cafe\u0301 \n"}).body["name"] == "Café"
        assert post({"name": "a", "tags": ["e\u0301"], "parts": [{"label": "o\u0308"}]}).body["tags"] == ["é"]

    def test_composed_text_counts_composed(self) -> None:
        assert post({"name": "e\u0301" * 40}).status == 201
        assert post({"name": "é" * 41}).status == 422

    @pytest.mark.parametrize("name", ["", "   ", "a\nb", "a\u0000b", "\u001b[31m"])
    def test_a_line_of_text_is_one_line_and_not_empty(self, name: str) -> None:
        assert post({"name": name}).body["errors"][0]["pointer"] == "/name"

    def test_long_text_keeps_its_lines(self) -> None:
        assert post({"name": "a", "note": "one\r\ntwo\tthree"}).body["note"] == "one\ntwo\tthree"
        assert post({"name": "a", "note": "a\u0000b"}).status == 422

    def test_half_a_surrogate_pair_is_422(self) -> None:
        assert post('{"name": "\\ud83d"}').status == 422
        assert post('{"name": "a", "\\ud83d": 1}').status == 422
