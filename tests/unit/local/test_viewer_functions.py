from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from tools.local.emulator.bridges import viewer_functions
from tools.local.emulator.seams import SeamMissing


class Engine:
    """The stand-in for MiniStack's CloudFront functions; `most` were at work at once."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._counted, self._pause = threading.Lock(), threading.Event()

    def evaluate(self, code: bytes, event: dict[str, int]) -> int:
        with self._counted:
            self._now += 1
            self.most = max(self.most, self._now)
        self._pause.wait(0.005)  # so that the others would get in
        with self._counted:
            self._now -= 1
        if event["number"] == 13:
            raise ValueError(code)
        return event["number"]


def bridged() -> tuple[Engine, SimpleNamespace]:
    engine = Engine()
    module = SimpleNamespace(evaluate=engine.evaluate)
    install(module)
    return engine, module


def install(module: SimpleNamespace) -> SimpleNamespace:
    cloudfront = SimpleNamespace(_cf_update_function=lambda name, headers, body: (200, headers, body))
    viewer_functions.install(SimpleNamespace(cloudfront_js=module, cloudfront=cloudfront))
    return cloudfront


def test_an_update_says_its_version_where_clients_look_for_it() -> None:
    update = install(bridged()[1])._cf_update_function
    assert update("site", {"ETag": "2"}, b"") == (200, {"ETag": "2", "ETtag": "2"}, b"")
    assert update("site", {}, b"") == (200, {}, b"")


def test_two_are_at_work_and_the_others_wait() -> None:
    engine, module = bridged()
    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(lambda number: module.evaluate(b"", {"number": number}), range(12))) == [
            *range(12)
        ]
    assert engine.most == 2


def test_one_that_fails_makes_room() -> None:
    _, module = bridged()
    for _ in range(3):
        with pytest.raises(ValueError, match="code"):
            module.evaluate(b"code", {"number": 13})
    assert module.evaluate(b"code", {"number": 1}) == 1


def test_a_release_without_them_is_noticed() -> None:
    with pytest.raises(SeamMissing):
        viewer_functions.install(SimpleNamespace(cloudfront_js=SimpleNamespace()))
