"""The way from one set of live versions to another: a canary, watched, then everything, or everything back.

Each stage is written down before it begins, and doing one twice is the same as doing it once. So a rollout
whose process died is gone on with (`release` again) or taken back (`rollback`), from the ledger alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from tools.release.errors import ReleaseError, TakenOver
from tools.release.model import (
    KEPT,
    PROMOTING,
    REVERTING,
    SETTLING,
    SHIFTING,
    WATCHING,
    Ledger,
    Rollout,
    Versions,
)

POLL_S = 30.0
# After the last function has moved: CloudWatch's alarms look at whole minutes.
SETTLE_S = 60.0
# Whose beat is older than this is dead; AWS's clients give up sooner.
LEASE_S = 180.0

_STAGES = (SHIFTING, WATCHING, PROMOTING, SETTLING)


class Ledgers(Protocol):
    def read(self) -> Ledger: ...
    def write(self, ledger: Ledger) -> None: ...


class Pointers(Protocol):
    def shift(self, before: Versions, after: Versions, percent: int) -> None: ...
    def point(self, versions: Versions) -> None: ...


class Alarms(Protocol):
    def trouble(self, rollout: Rollout, since: datetime) -> str | None: ...


@dataclass(frozen=True)
class Clock:
    """`now` in UTC; `sleep` takes seconds."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]


class _Trouble(Exception):
    """The rollout is to be taken back, for this reason."""


class Rollouts:
    """Works on one rollout at a time, as its holder."""

    def __init__(
        self,
        store: Ledgers,
        aliases: Pointers,
        watch: Alarms,
        clock: Clock,
        tell: Callable[[str], None],
        keep: int = KEPT,
    ) -> None:
        """`keep`: how many releases can be gone back to."""
        self._store, self._aliases, self._watch = store, aliases, watch
        self._clock, self._tell, self._keep = clock, tell, keep
        self._me = uuid.uuid4().hex

    def begin(self, ledger: Ledger, rollout: Rollout) -> Ledger:
        """Carries a new rollout out. Returns the ledger with its result. Raises ReleaseError when it was
        taken back, TakenOver when another began one first."""
        return self.carry_on(replace(ledger, rollout=rollout))

    def carry_on(self, ledger: Ledger) -> Ledger:
        """Takes over the ledger's rollout, whoever held it, and brings it to its end. As `begin`."""
        rollout = ledger.under_way
        if rollout.stage == REVERTING:
            return self._revert(ledger, rollout.reason)
        # What nobody watched meanwhile is watched anew.
        stages = _STAGES[_STAGES.index(rollout.stage) :]
        try:
            for stage in self._needed(rollout, stages):
                ledger = self._write(ledger, stage)
                self._do(ledger, stage)
        except TakenOver:
            raise
        except BaseException as problem:
            self._give_up(ledger, problem)
            raise
        return self._finish(ledger)

    def revert(self, ledger: Ledger, reason: str) -> Ledger:
        """Takes the ledger's rollout back, whoever held it. Returns the ledger without it."""
        return self._revert(ledger, reason)

    def at_work(self, rollout: Rollout) -> bool:
        """Whether somebody still works on it, as far as its beat tells."""
        return self._clock.now().timestamp() - rollout.beat < LEASE_S

    def _needed(self, rollout: Rollout, stages: tuple[str, ...]) -> tuple[str, ...]:
        at_once = rollout.minutes == 0 or rollout.canary >= 100
        return tuple(stage for stage in stages if not at_once or stage == PROMOTING)

    def _do(self, ledger: Ledger, stage: str) -> None:
        rollout = ledger.under_way
        if stage == SHIFTING:
            self._tell(f"{rollout.canary} % of the calls go to the new versions.")
            self._aliases.shift(rollout.before, rollout.after, rollout.canary)
        elif stage == PROMOTING:
            self._aliases.point(rollout.after)
            self._tell("All calls go to the new versions.")
        else:
            self._look(ledger, rollout.minutes * 60 if stage == WATCHING else SETTLE_S)

    def _look(self, ledger: Ledger, seconds: float) -> None:
        """Watches for so long; raises _Trouble at the first sign of it."""
        since = self._clock.now()
        while True:
            rollout = ledger.under_way
            if why := self._watch.trouble(rollout, since):
                raise _Trouble(why)
            left = seconds - (self._clock.now() - since).total_seconds()
            if left <= 0:
                return
            self._clock.sleep(min(POLL_S, left))
            ledger = self._write(ledger, rollout.stage)

    def _give_up(self, ledger: Ledger, problem: BaseException) -> None:
        """What nobody watches must not stay half done: back, unless it is a way back itself."""
        rollout = ledger.under_way
        if rollout.back:
            return
        self._revert(ledger, str(problem) if isinstance(problem, _Trouble) else None)
        if isinstance(problem, _Trouble):
            raise ReleaseError(
                f"Rolled back: {problem}.\nAll calls go to what was live before. The new versions are not "
                "released again unless newer ones are deployed, or by `invoke release --again`."
            ) from problem

    def _revert(self, ledger: Ledger, reason: str | None) -> Ledger:
        """With a reason the versions are bad, and refused from now on; without one it was an interruption."""
        ledger = self._write(ledger, REVERTING, reason)
        rollout = ledger.under_way
        self._tell(f"Back to what was live before: {reason or 'the release was interrupted'}.")
        self._aliases.point(rollout.before)
        ended = ledger.without_rollout(rollout.after if reason else {})
        self._store.write(ended)
        return ended

    def _finish(self, ledger: Ledger) -> Ledger:
        rollout = ledger.under_way
        # What was gone back from is not released again unasked; what went well leaves nothing to refuse.
        refused = {**ledger.refused, **rollout.before} if rollout.back else {}
        ended = replace(ledger.with_release(rollout.result, self._keep), refused=refused)
        self._store.write(ended)
        return ended

    def _write(self, ledger: Ledger, stage: str, reason: str | None = None) -> Ledger:
        """The ledger with the rollout at `stage`, ours, as of now; it is kept."""
        rollout = ledger.under_way
        beat = self._clock.now().timestamp()
        mine = replace(rollout, stage=stage, holder=self._me, beat=beat, reason=reason or rollout.reason)
        written = replace(ledger, rollout=mine)
        self._store.write(written)
        return written


def utc_now() -> datetime:
    return datetime.now(UTC)
