"""With a firewall only CloudFront is answered, and only its word about the viewer counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared import origin
from shared.settings import settings
from tests.support.events import call, http_event
from tests.support.example.handler import app
from tools.terraform.origin_key import sum_of

KEYS = frozenset(map(sum_of, ["the new key", "the key before"]))


@pytest.fixture
def closed() -> Iterator[None]:
    with settings.override(origin_keys=KEYS):
        yield


def test_without_a_firewall_everybody_may_come() -> None:
    assert origin.is_cloudfront({}) and origin.is_cloudfront(None)


@pytest.mark.usefixtures("closed")
class TestClosed:
    @pytest.mark.parametrize("key", ["the new key", "the key before"])
    def test_who_has_a_key_is_cloudfront(self, key: str) -> None:
        assert origin.is_cloudfront({"X-Origin-Key": key})

    @pytest.mark.parametrize("headers", [None, {}, {"x-origin-key": ""}, {"x-origin-key": "another"}])
    def test_nobody_else_is(self, headers: dict[str, str] | None) -> None:
        assert not origin.is_cloudfront(headers)

    def test_a_sum_is_no_key(self) -> None:
        assert not origin.is_cloudfront({"x-origin-key": sum_of("the new key")})

    def test_past_cloudfront_no_route_answers(self) -> None:
        answer = call(app, http_event("GET", "/v1/things"))
        assert (answer.status, answer.body["type"]) == (403, "urn:daybook:problem:wrong-address")

    def test_through_it_they_do(self) -> None:
        answer = call(app, http_event("GET", "/v1/things", headers={"x-origin-key": "the new key"}))
        assert answer.status == 200
