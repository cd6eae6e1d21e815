"""What a release works with: the environment as it sees it, and what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from tools.release.model import KEPT, Versions
from tools.release.rollouts import Alarms, Clock, Ledgers, Pointers, Rollouts


class Functions(Pointers, Protocol):
    def live(self, functions: Iterable[str]) -> Versions: ...
    def newest(self, functions: Iterable[str]) -> Versions: ...
    def missing(self, versions: Versions) -> list[str]: ...
    def remove_before(self, kept: Mapping[str, set[str]]) -> list[str]: ...


class Watching(Alarms, Protocol):
    def ringing(self) -> list[str]: ...


@dataclass(frozen=True)
class Wish:
    """What `invoke release` was asked for. `again`: also what was rolled back before; `despite_alarms`: also
    while alarms are on, which then do not count; `alone`: nobody else can be at it."""

    canary: int = 10
    minutes: float = 5
    again: bool = False
    despite_alarms: bool = False
    alone: bool = False
    revision: str | None = None


@dataclass(frozen=True)
class Desk:
    """An environment as releases see it. `agreed` asks the person with a text and says whether to go on."""

    functions: list[str]
    store: Ledgers
    aliases: Functions
    watch: Watching
    clock: Clock
    tell: Callable[[str], None]
    agreed: Callable[[str], bool]
    keep: int = KEPT

    @property
    def rollouts(self) -> Rollouts:
        return Rollouts(self.store, self.aliases, self.watch, self.clock, self.tell, self.keep)
