"""Gap: MiniStack saves its state only when it stops in order. Here also seconds after something changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

_SAVE_SECONDS = 4.0
_READING_METHODS = {"GET", "HEAD", "OPTIONS"}

logger = logging.getLogger("daybook.state")
Application = Callable[[Any, Any, Any], Awaitable[None]]


class StateSaver:
    """`save` writes everything; it runs in a thread, after requests that may have changed something."""

    def __init__(self, save: Callable[[], None], seconds: float = _SAVE_SECONDS) -> None:
        self._save, self._seconds = save, seconds
        self._changed = asyncio.Event()

    def watch(self, application: Application) -> Application:
        """The ASGI application, with requests that may change the state noticed after they were answered."""

        async def watched(scope: Any, receive: Any, send: Any) -> None:
            try:
                await application(scope, receive, send)
            finally:
                if scope["type"] == "http" and scope["method"] not in _READING_METHODS:
                    self._changed.set()

        return watched

    async def run(self) -> None:
        """Until cancelled. A save that fails is logged and tried again."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(self._seconds)
            self._changed.clear()
            try:
                await asyncio.to_thread(self._save)
            except Exception:
                logger.exception("The state could not be saved")
                self._changed.set()
