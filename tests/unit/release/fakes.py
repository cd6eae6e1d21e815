"""An environment that releases can be tried on: it notes what is done, and can fail or die at any step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tools.release.desk import Desk
from tools.release.errors import TakenOver
from tools.release.model import Ledger, Rollout, Versions, from_json, to_json
from tools.release.rollouts import Clock


class Died(BaseException):
    """As a killed process: nothing is tidied up, since everything that is tried afterwards dies too."""


@dataclass
class World:
    """The functions `a` and `b`, at version 1 with a version 2; `steps` is what was done, in order."""

    live: Versions = field(default_factory=lambda: {"a": "1", "b": "1"})
    published: dict[str, set[int]] = field(default_factory=lambda: {"a": {1, 2}, "b": {1, 2}})
    weights: dict[str, tuple[str, int]] = field(default_factory=dict)
    on: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    kept: str | None = None
    writes: int = 0
    now: datetime = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
    before_step: Callable[[str], None] = lambda step: None
    answer: bool = True

    def step(self, what: str) -> None:
        self.before_step(what)
        self.steps.append(what)

    def desk(self, keep: int = 10) -> Desk:
        """As a new process sees it."""
        pointers = FakeAliases(self)
        clock = Clock(lambda: self.now, self._sleep)
        return Desk(
            sorted(self.live),
            FakeStore(self),
            pointers,
            FakeWatch(self),
            clock,
            self.told.append,
            self._asked,
            keep,
        )

    def die(self, when: Callable[[str], bool]) -> None:
        """The process that reaches the first such step is killed: nothing that it still tries happens."""
        dead: list[bool] = []

        def before(step: str) -> None:
            if dead or when(step):
                dead.append(True)
                raise Died

        self.before_step = before

    def next_process(self) -> None:
        """Later, when nobody can take the dead one for alive any more."""
        self.before_step = lambda step: None
        self.later(200)

    @property
    def ledger(self) -> Ledger:
        return from_json(self.kept) if self.kept else Ledger()

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def _sleep(self, seconds: float) -> None:
        self.later(seconds)
        self.step("look")

    def _asked(self, text: str) -> bool:
        self.told.append(text)
        return self.answer


class FakeStore:
    """Of two that write only the first succeeds, as at S3."""

    def __init__(self, world: World) -> None:
        self._world, self._seen = world, -1

    def read(self) -> Ledger:
        self._seen = self._world.writes
        return self._world.ledger

    def write(self, ledger: Ledger) -> None:
        self._world.step(f"note {ledger.rollout.stage if ledger.rollout else 'end'}")
        if self._seen != self._world.writes:
            raise TakenOver("somebody else")
        self._world.kept = to_json(ledger)
        self._world.writes += 1
        self._seen = self._world.writes


class FakeAliases:
    def __init__(self, world: World) -> None:
        self._world = world

    def live(self, functions: Iterable[str]) -> Versions:
        return {name: self._world.live[name] for name in functions}

    def newest(self, functions: Iterable[str]) -> Versions:
        return {name: str(max(self._world.published[name], default=0)) for name in functions}

    def shift(self, before: Versions, after: Versions, percent: int) -> None:
        for name in after:
            self._world.step(f"shift {name}")
            self._world.live[name] = before[name]
            self._world.weights[name] = (after[name], percent)

    def point(self, versions: Versions) -> None:
        for name, version in versions.items():
            self._world.step(f"point {name} {version}")
            self._world.live[name] = version
            self._world.weights.pop(name, None)

    def missing(self, versions: Versions) -> list[str]:
        return [name for name, version in versions.items() if int(version) not in self._world.published[name]]

    def remove_before(self, kept: Mapping[str, set[str]]) -> list[str]:
        gone = []
        for name, versions in kept.items():
            for number in sorted(self._world.published[name]):
                if number < int(self._world.live[name]) and str(number) not in versions:
                    self._world.published[name].discard(number)
                    gone.append(f"{name}:{number}")
        return gone


class FakeWatch:
    def __init__(self, world: World) -> None:
        self._world = world

    def ringing(self) -> list[str]:
        return sorted(self._world.on)

    def trouble(self, rollout: Rollout, since: datetime) -> str | None:
        on = [name for name in self.ringing() if name not in rollout.ignored]
        return f"alarm {', '.join(on)}" if on else None
