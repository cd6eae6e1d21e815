"""Faults at a chosen call: the function is cut off there, or what it reaches says no for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError


class Killed(BaseException):
    """The function was cut off here; no code of its own sees that."""


def throttled() -> ClientError:
    return ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow down"}}, "Any")


@dataclass
class Fuse:
    """Blows at the calls from `first` on, `times` times; `late`: after their work. As it stands: never.
    names: what was called so far."""

    first: int = 1 << 30
    times: int = 1
    late: bool = False
    error: Callable[[], BaseException] = Killed
    names: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        return len(self.names)

    def around(self, name: str, work: Callable[[], Any]) -> Any:
        number = self.calls
        self.names.append(name)
        blows = self.first <= number < self.first + self.times
        if blows and not self.late:
            raise self.error()
        done = work()
        if blows:
            raise self.error()
        return done


class Fused:
    """A client whose every call burns the fuse."""

    def __init__(self, client: Any, fuse: Fuse) -> None:
        self._client, self._fuse = client, fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)
        return lambda *args, **request: self._fuse.around(name, lambda: method(*args, **request))


def until_done(work: Callable[[], Any], attempts: int = 3) -> Any:
    """What `work` gives, as Lambda gets it from an asynchronous call: with two more attempts."""
    for left in reversed(range(attempts)):
        try:
            return work()
        except (Killed, Exception):
            if not left:
                raise
    raise AssertionError
