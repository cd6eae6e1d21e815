"""`invoke release` and `invoke rollback`: what is decided before anything moves, and what is left behind."""

from __future__ import annotations

from dataclasses import replace

from tools.release.desk import Desk, Wish
from tools.release.errors import ReleaseError
from tools.release.model import PROMOTING, SHIFTING, Ledger, Release, Rollout, Versions


def release(desk: Desk, wish: Wish) -> Ledger:
    """Makes the newest version of each function live, after what was interrupted before. Returns the ledger.

    Raises ReleaseError when it may not begin, when somebody is at it, or when it was rolled back.
    """
    _check(wish)
    ledger = desk.store.read()
    if ledger.rollout:
        ledger = _resumed(desk, wish, ledger, ledger.rollout)
    live, newest = desk.aliases.live(desk.functions), desk.aliases.newest(desk.functions)
    ledger = _with_what_is_live(desk, ledger, live)
    after = {name: newest[name] for name in live if newest[name] not in ("0", live[name])}
    if not after:
        desk.tell("Every function's newest version is live; there is nothing to release.")
        return ledger
    _check_refused(ledger, after, wish)
    ignored = _ringing(desk, wish)
    if not desk.agreed(_announcement(live, after, wish)):
        raise ReleaseError("Nothing was changed.")
    before = {name: live[name] for name in after}
    result = ledger.next_release(desk.clock.now(), {**live, **after}, wish.revision, "release")
    rollout = Rollout(
        SHIFTING, before, after, wish.canary, wish.minutes, "", 0, result, ignored=tuple(ignored)
    )
    return _tidied(desk, desk.rollouts.begin(ledger, rollout))


def rollback(desk: Desk, to: str | None = None) -> Ledger:
    """Goes back: from a release that is under way (or was interrupted) to what was live before it, else to
    the release before the last, or to `to`. At once, without a canary. Returns the ledger; raises
    ReleaseError."""
    ledger = desk.store.read()
    if ledger.rollout:
        ledger = _stopped(desk, ledger, ledger.rollout)
        if to is None:
            return ledger
    target = _target(ledger, to)
    live = desk.aliases.live(desk.functions)
    after = {name: version for name, version in target.versions.items() if live.get(name, version) != version}
    if not after:
        desk.tell(f"Release {target.id} is live already.")
        return ledger
    if gone := desk.aliases.missing(after):
        raise ReleaseError(
            f"Release {target.id} cannot come back: its versions of {', '.join(gone)} are gone."
        )
    if not desk.agreed(f"Back to release {target.id}:\n{_changes(live, after)}\n"):
        raise ReleaseError("Nothing was changed.")
    before = {name: live[name] for name in after}
    result = ledger.next_release(
        desk.clock.now(), {**live, **after}, target.revision, f"rollback to {target.id}"
    )
    return desk.rollouts.begin(ledger, Rollout(PROMOTING, before, after, 100, 0, "", 0, result, back=True))


def _check(wish: Wish) -> None:
    if not 1 <= wish.canary <= 100:
        raise ReleaseError("--canary is the new versions' part of the calls, in percent: 1 to 100.")
    if wish.minutes < 0:
        raise ReleaseError("--minutes is how long the canary is watched: 0 or more.")


def _resumed(desk: Desk, wish: Wish, ledger: Ledger, rollout: Rollout) -> Ledger:
    if desk.rollouts.at_work(rollout) and not wish.alone:
        raise ReleaseError(
            f"A {_kind(rollout)} is under way, at {rollout.stage!r}. Wait for it (three minutes after "
            "it has died this command goes on with it), or take it back: invoke rollback --env …"
        )
    if not desk.agreed(
        f"A {_kind(rollout)} was interrupted at {rollout.stage!r}; this goes on with it:\n"
        f"{_changes(rollout.before, rollout.after)}\n"
    ):
        raise ReleaseError("Nothing was changed. To take it back: invoke rollback --env …")
    return desk.rollouts.carry_on(_of_what_is_there(desk, ledger, rollout))


def _of_what_is_there(desk: Desk, ledger: Ledger, rollout: Rollout) -> Ledger:
    """Functions that an apply has removed since are nobody's concern any more."""
    before, after = (
        {name: version for name, version in versions.items() if name in desk.functions}
        for versions in (rollout.before, rollout.after)
    )
    return replace(ledger, rollout=replace(rollout, before=before, after=after))


def _stopped(desk: Desk, ledger: Ledger, rollout: Rollout) -> Ledger:
    """A rollback that was interrupted is gone on with; a release is taken back."""
    what = "goes on with" if rollout.back else "takes back"
    if not desk.agreed(
        f"This {what} the {_kind(rollout)} that is at {rollout.stage!r}:\n"
        f"{_changes(rollout.before, rollout.after)}\n"
    ):
        raise ReleaseError("Nothing was changed.")
    ledger = _of_what_is_there(desk, ledger, rollout)
    if rollout.back:
        return desk.rollouts.carry_on(ledger)
    return desk.rollouts.revert(ledger, "somebody asked for it")


def _with_what_is_live(desk: Desk, ledger: Ledger, live: Versions) -> Ledger:
    """So that there is something to go back to: the first release, or what somebody else made live."""
    known = ledger.releases[0].versions if ledger.releases else {}
    if known and all(live.get(name, version) == version for name, version in known.items()):
        return ledger
    noted = ledger.with_release(ledger.next_release(desk.clock.now(), live, None, "found live"), desk.keep)
    desk.store.write(noted)
    return noted


def _check_refused(ledger: Ledger, after: Versions, wish: Wish) -> None:
    again = sorted(name for name, version in after.items() if ledger.refused.get(name) == version)
    if again and not wish.again:
        raise ReleaseError(
            f"The newest versions of {', '.join(again)} were rolled back before. Deploy corrected "
            "ones (build, apply), or release them after all: invoke release --again"
        )


def _ringing(desk: Desk, wish: Wish) -> list[str]:
    """Alarms that are on already, and that the person wants to pass over. Raises ReleaseError for others."""
    if wish.minutes == 0 or wish.canary == 100:
        return []
    on = desk.watch.ringing()
    if on and not wish.despite_alarms:
        raise ReleaseError(
            f"These alarms are on already: {', '.join(on)}. Cure that first, or, when the release is "
            "the cure: invoke release --despite-alarms, which does not heed them."
        )
    return on


def _target(ledger: Ledger, to: str | None) -> Release:
    if to is None:
        if len(ledger.releases) < 2:
            raise ReleaseError("There is no release before this one.")
        return ledger.releases[1]
    known = {release.id: release for release in ledger.releases}
    if to not in known:
        raise ReleaseError(f"There is no release {to}, only {', '.join(known) or 'none at all'}.")
    return known[to]


def _tidied(desk: Desk, ledger: Ledger) -> Ledger:
    """Removes what no kept release names. That it could not be removed fails no release."""
    from botocore.exceptions import BotoCoreError, ClientError

    named = ledger.versions()
    try:
        gone = desk.aliases.remove_before({name: named.get(name, set()) for name in desk.functions})
    except (BotoCoreError, ClientError) as refusal:
        desk.tell(f"Old versions could not be removed; the next release tries again: {refusal}")
        return ledger
    if gone:
        desk.tell(f"Removed {len(gone)} versions that none of the last {desk.keep} releases names.")
    return ledger


def _announcement(live: Versions, after: Versions, wish: Wish) -> str:
    how = (
        f"{wish.canary} % of the calls for {wish.minutes:g} minutes, then all"
        if wish.minutes and wish.canary < 100
        else "all calls at once"
    )
    return f"Newer versions of {len(after)} functions, {how}:\n{_changes(live, after)}\n"


def _changes(before: Versions, after: Versions) -> str:
    return "\n".join(f"  {name}: {before[name]} → {after[name]}" for name in sorted(after))


def _kind(rollout: Rollout) -> str:
    return "rollback" if rollout.back else "release"
