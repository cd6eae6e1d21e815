"""Whose address a request is said to come from."""

from __future__ import annotations

import pytest

from shared import viewer
from shared.http import Request
from tests.support.events import http_event

CONNECTION = "192.0.2.1"


@pytest.mark.parametrize("claimed", ["203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9"])
def test_cloudfronts_word_counts(claimed: str) -> None:
    assert viewer.address(claimed, CONNECTION) == claimed


@pytest.mark.parametrize(
    "claimed", [None, "", "call 0800 1234", "evil.example", "1", "203.0.113.9, 198.51.100.1", "1" * 46]
)
def test_what_is_no_address_gets_into_no_list_and_no_mail(claimed: str | None) -> None:
    assert viewer.address(claimed, CONNECTION) == CONNECTION


def test_a_request_says_so() -> None:
    def source(value: str) -> str:
        return Request(http_event("GET", "/", headers={viewer.HEADER: value}), None, {}).source_address

    assert source("203.0.113.9") == "203.0.113.9"
    assert source("<b>your bank</b>") == Request(http_event("GET", "/"), None, {}).source_address
