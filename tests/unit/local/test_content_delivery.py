from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import content_delivery

FOR_EVER = {"Content-Type": "text/javascript", "Cache-Control": "public, max-age=31536000, immutable"}


class Origin:
    """The stand-in for MiniStack's distribution; each answer says which one it is."""

    def __init__(self, headers: dict[str, str], status: int = 200) -> None:
        self._answer, self.asked = (status, headers), 0
        self._cloudfront = SimpleNamespace(handle_viewer_request=self._handle)
        content_delivery.install(SimpleNamespace(cloudfront=self._cloudfront))

    async def _handle(self, *_: Any) -> Any:
        self.asked += 1
        return *self._answer, f"answer {self.asked}".encode()

    def get(self, uri: str = "/a.js", method: str = "GET", place: str = "one", **headers: str) -> Any:
        asked = self._cloudfront.handle_viewer_request({"Id": place}, method, uri, uri, "", headers, b"", {})
        return asyncio.run(asked)[2]


def test_what_never_changes_is_asked_for_once() -> None:
    origin = Origin(FOR_EVER)
    assert [origin.get(), origin.get()] == [b"answer 1", b"answer 1"]
    assert [origin.get("/b.js"), origin.get(place="another")] == [b"answer 2", b"answer 3"]


def test_what_was_kept_is_not_changed_by_who_got_it() -> None:
    origin = Origin(dict(FOR_EVER))
    handle, asked = origin._cloudfront.handle_viewer_request, ({"Id": "1"}, "GET", "/", "/", "", {}, b"", {})
    asyncio.run(handle(*asked))
    asyncio.run(handle(*asked))[1].clear()
    assert asyncio.run(handle(*asked))[1] == FOR_EVER


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Cache-Control": "no-cache"}, 200),
        ({"Cache-Control": "private, max-age=31536000, immutable"}, 200),
        ({"Cache-Control": "max-age=3600"}, 200),
        ({}, 200),
        (FOR_EVER, 404),
    ],
)
def test_the_rest_is_asked_for_each_time(headers: dict[str, str], status: int) -> None:
    origin = Origin(headers, status)
    assert [origin.get(), origin.get()] == [b"answer 1", b"answer 2"]


@pytest.mark.parametrize("asking", [{"range": "bytes=0-1"}, {"if-none-match": '"1"'}])
def test_who_asks_for_a_part_or_a_change_gets_the_origins_answer(asking: dict[str, str]) -> None:
    origin = Origin(FOR_EVER)
    origin.get()
    assert origin.get(**asking) == b"answer 2"
    assert origin.get(method="HEAD") == b"answer 3"
