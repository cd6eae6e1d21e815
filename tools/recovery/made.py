"""What a drill has made, and that it is gone afterwards, however the drill ends."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError


class DrillError(Exception):
    """A message for people: what was asked for cannot be done, or did not work."""


# When it began, and the store that was restored.
_REST_OF_A_NAME = re.compile(r"\d{8}-\d{6}-(data|database)")


def is_drills(name: str, beginning: str) -> bool:
    """Whether a drill gave this name. What an environment called prod-drill has begins like prod's drills."""
    return name.startswith(beginning) and bool(_REST_OF_A_NAME.fullmatch(name.removeprefix(beginning)))


class Clock:
    """The time, and waiting."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Thing(Protocol):
    """Something that is paid for until it is removed. `command`: what removes it by hand."""

    @property
    def name(self) -> str: ...
    @property
    def command(self) -> str: ...
    def remove(self) -> bool:
        """Asks for its removal. False: AWS does not do that yet, try again later. True: it goes, is gone, or
        was never there."""
        ...


Say = Callable[[str], None]

# AWS removes nothing that is still being made, and a database takes its time.
PATIENCE_S = 5400
PAUSE_S = 20


class Made:
    """`with Made(…) as made: made.add(thing)`: each thing is removed when the block ends, the last one first.

    A thing is added before AWS is asked to make it: an answer that gets lost leaves one all the same. What
    cannot be removed is told with the command that does it, and listed in `left`.
    """

    def __init__(self, clock: Clock, say: Say) -> None:
        self._clock, self._say = clock, say
        self._things: list[Thing] = []
        self.left: list[Thing] = []

    def add(self, thing: Thing) -> None:
        self._things.append(thing)

    def __enter__(self) -> Made:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.left = self._things[::-1]
        try:
            # Also the second Ctrl-C, here, leaves a list of all that has not gone.
            for thing in tuple(self.left):
                if self._removed(thing):
                    self.left.remove(thing)
        finally:
            self._tell()

    def _removed(self, thing: Thing) -> bool:
        deadline = self._clock.now().timestamp() + PATIENCE_S
        self._say(f"Removing {thing.name}.")
        waits = False
        while self._clock.now().timestamp() < deadline:
            try:
                if thing.remove():
                    return True
            except (BotoCoreError, ClientError, DrillError) as problem:  # the others are to go as well
                self._say(f"{thing.name} was not removed: {problem}")
                return False
            if not waits:
                self._say(
                    "It is still being made, and can be removed after that only. Ctrl-C leaves it there."
                )
                waits = True
            self._clock.sleep(PAUSE_S)
        return False

    def _tell(self) -> None:
        if self.left:
            self._say("STILL THERE, and paid for until it is removed:")
        for thing in self.left:
            self._say(f"  {thing.name}: {thing.command}")
