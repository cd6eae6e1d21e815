from __future__ import annotations

import asyncio
from typing import Any

from tools.local.emulator.state_saving import StateSaver

READING = ("GET", "HEAD")


async def rest(saved: list[int], expected: int) -> None:
    """Until as many saves have come, however busy the machine; then a moment, in which no more should."""
    for _ in range(1000):
        if len(saved) >= expected:
            break
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


def saves_after(*methods: str, failing: int = 0) -> int:
    saved: list[int] = []

    def save() -> None:
        saved.append(1)
        if len(saved) <= failing:
            raise OSError("disk full")

    async def main() -> None:
        saver = StateSaver(save, seconds=0.01)

        async def application(scope: Any, receive: Any, send: Any) -> None:
            """Answers nothing."""

        running = asyncio.create_task(saver.run())
        watched = saver.watch(application)
        for method in methods:
            expected = len(saved) + (1 + failing if method not in READING else 0)
            await watched({"type": "http", "method": method}, None, None)
            await rest(saved, expected)
        running.cancel()

    asyncio.run(main())
    return len(saved)


def test_what_may_have_changed_something_is_saved() -> None:
    assert saves_after("POST") == 1
    assert saves_after("POST", "PUT") == 2


def test_reading_saves_nothing() -> None:
    assert saves_after(*READING) == 0


def test_a_failed_save_is_not_the_last() -> None:
    assert saves_after("POST", failing=1) == 2
