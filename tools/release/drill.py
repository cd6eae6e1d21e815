"""The bad deploy drill: a function, an alarm and a ledger of its own, and a version that answers wrongly.

It raises nothing, as our functions do not, which answer 500 when something goes wrong: so Lambda counts no
error, and it is the alarm that has to see it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from tools.release import environment
from tools.release.aliases import Aliases
from tools.release.desk import Desk, Wish
from tools.release.drill_place import LEDGER, Place, alarm, answering, call, callers, function, publish
from tools.release.errors import ReleaseError
from tools.release.releasing import release
from tools.release.rollouts import Clock, utc_now
from tools.release.store import Store
from tools.release.watch import Watch
from tools.terraform import local_cloud, runner
from tools.terraform.bootstrap import setting

_CANARY, _MINUTES = 50, 3
_CALLS_AFTER = 200


@dataclass
class Report:
    """What the drill saw: calls and wrong answers before and after the rollback, why and when it came."""

    reason: str = ""
    seconds: float = 0
    before: list[bool] = field(default_factory=list)
    after: list[bool] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"Until the rollback {len(self.before)} calls, {self.before.count(False)} answered wrongly; "
            f"after {self.seconds:.1f} s: {self.reason} Since then {len(self.after)} calls, "
            f"{self.after.count(False)} answered wrongly."
        )


def run(env: str, tell: Callable[[str], None]) -> Report:
    """The drill in an environment; what it made is removed. Raises ReleaseError when the broken version went
    live, or when a call failed after the rollback."""
    _, settings = local_cloud.settings() if env == "local" else ({}, {})
    outputs = runner.output(env, settings)
    bucket = setting(runner.backend_file(env).read_text(), "bucket") or ""
    clients = environment.clients(settings)
    name = f"{outputs['name_prefix']}release-drill"
    place = Place(name, bucket, cache(lambda service: clients(service, outputs["region"])))
    # AWS needs a few seconds until every part of Lambda knows where an alias points.
    report = practise(place, tell, 0 if env == "local" else 10)
    tell(str(report))
    if report.after.count(False):
        raise ReleaseError("The rollback did not end the wrong answers.")
    return report


def practise(place: Place, tell: Callable[[str], None], settle_s: float = 0) -> Report:
    """Raises ReleaseError when the broken version went live."""
    report = Report()
    with function(place), alarm(place):
        desk = _desk(place, tell)
        release(desk, Wish(minutes=0, alone=True))  # the good version, which is what one goes back to
        publish(place, answering(500))
        started = time.monotonic()
        with callers(place, report.before):
            try:
                release(desk, Wish(canary=_CANARY, minutes=_MINUTES))
            except ReleaseError as rolled_back:
                report.reason = str(rolled_back).splitlines()[0]
        report.seconds = time.monotonic() - started
        time.sleep(settle_s)
        report.after += [call(place) for _ in range(_CALLS_AFTER)]
    if not report.reason:
        raise ReleaseError("The broken version went live: no alarm went off.")
    return report


def _desk(place: Place, tell: Callable[[str], None]) -> Desk:
    metrics = place.client("cloudwatch")
    # Looks every half second, since the drill's calls come without a pause.
    clock = Clock(utc_now, lambda seconds: time.sleep(min(seconds, 0.5)))
    store = Store(place.client("s3"), place.bucket, LEDGER)
    return Desk(
        [place.name],
        store,
        Aliases(place.client("lambda")),
        Watch([metrics], metrics, place.name),
        clock,
        tell,
        lambda _: True,
    )
