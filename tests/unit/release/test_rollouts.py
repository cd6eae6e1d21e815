"""The way of a release, with each way in which it can be cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.release.fakes import Died, World
from tools.release.desk import Wish
from tools.release.errors import ReleaseError, TakenOver
from tools.release.model import REVERTING
from tools.release.releasing import release, rollback

WISH = Wish(canary=10, minutes=1)
OLD, NEW = {"a": "1", "b": "1"}, {"a": "2", "b": "2"}


def steps_of_a_release() -> list[str]:
    world = World()
    release(world.desk(), WISH)
    return world.steps


STEPS = steps_of_a_release()


def at(number: int, act: Callable[[World], None]) -> Callable[[World], Callable[[str], None]]:
    """Does `act` before the step with this number."""

    def prepared(world: World) -> Callable[[str], None]:
        def before(_step: str) -> None:
            if len(world.steps) == number:
                act(world)

        return before

    return prepared


def killed_at(number: int) -> World:
    """An environment whose release was killed before this step, three minutes ago and more."""
    world = World()
    world.die(lambda step: len(world.steps) == number)
    with pytest.raises(Died):
        release(world.desk(), WISH)
    world.next_process()
    return world


def test_the_canary_comes_first_and_everything_after_it() -> None:
    world = World()
    ledger = release(world.desk(), WISH)
    assert world.live == NEW
    assert world.weights == {}
    done = [step for step in world.steps if not step.startswith(("note", "look"))]
    assert done == ["shift a", "shift b", "point a 2", "point b 2"]
    assert [known.versions for known in ledger.releases] == [NEW, OLD]
    assert world.ledger == ledger
    assert ledger.rollout is None


def test_the_canary_is_watched_for_as_long_as_was_asked_for() -> None:
    world = World()
    began = world.now
    release(world.desk(), Wish(minutes=7))
    assert (world.now - began).total_seconds() == 7 * 60 + 60


def test_every_stage_is_written_down_before_it_begins() -> None:
    notes = [step for step in STEPS if step.startswith("note")]
    assert list(dict.fromkeys(notes)) == [
        "note end",  # what was live is noted, to go back to
        "note shifting",
        "note watching",
        "note promoting",
        "note settling",
    ]
    assert STEPS.index("note shifting") < STEPS.index("shift a")
    assert STEPS.index("note promoting") < STEPS.index("point a 2")
    assert STEPS[-1] == "note end"


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_a_killed_release_is_gone_on_with(number: int) -> None:
    world = killed_at(number)
    ledger = release(world.desk(), WISH)
    assert world.live == NEW
    assert world.weights == {}
    assert ledger.rollout is None
    assert ledger.releases[0].versions == NEW


@pytest.mark.parametrize("number", range(2, len(STEPS)))
def test_a_killed_release_is_taken_back(number: int) -> None:
    world = killed_at(number)
    ledger = rollback(world.desk())
    assert world.live == OLD
    assert world.weights == {}
    assert ledger.rollout is None
    assert ledger.releases[0].versions == OLD
    assert ledger.refused == NEW


@pytest.mark.parametrize("number", range(1, len(STEPS) - 1))
def test_an_alarm_at_any_time_takes_everything_back(number: int) -> None:
    world = World()
    world.before_step = at(number, lambda world: world.on.append("errors"))(world)
    if number == 1:  # before anything moved, where it is refused by `test_alarms_that_are_on…`
        world.before_step = at(2, lambda world: world.on.append("errors"))(world)
    with pytest.raises(ReleaseError, match="Rolled back: alarm errors"):
        release(world.desk(), WISH)
    assert world.live == OLD
    assert world.weights == {}
    assert world.ledger.rollout is None
    assert world.ledger.refused == NEW
    assert world.ledger.releases[0].versions == OLD


def test_an_alarm_during_the_canary_spares_the_others() -> None:
    world = World()
    world.before_step = at(STEPS.index("look"), lambda world: world.on.append("errors"))(world)
    with pytest.raises(ReleaseError):
        release(world.desk(), WISH)
    assert "point a 2" not in world.steps


@pytest.mark.parametrize("number", range(1, len(STEPS) - 1))
@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), OSError("no network")])
def test_what_is_interrupted_goes_back_but_is_not_called_bad(
    number: int, interruption: BaseException
) -> None:
    world = World()

    def interrupt(_: World) -> None:
        world.before_step = lambda step: None
        raise interruption

    world.before_step = at(number, interrupt)(world)
    with pytest.raises(type(interruption)):
        release(world.desk(), WISH)
    assert world.live == OLD
    assert world.weights == {}
    assert world.ledger.refused == {}
    release(world.desk(), Wish(minutes=0, alone=True))
    assert world.live == NEW


@pytest.mark.parametrize("number", range(4))
def test_taking_back_that_was_killed_is_gone_on_with(number: int) -> None:
    world = World()
    world.before_step = lambda step: world.on.append("errors") if step == "look" else None
    with pytest.raises(ReleaseError):
        release(world.desk(), WISH)
    begun = world.steps.index(f"note {REVERTING}")

    world = World()

    def doomed(step: str) -> bool:
        world.on += ["errors"] if step == "look" else []
        return len(world.steps) == begun + number

    world.die(doomed)
    with pytest.raises(Died):
        release(world.desk(), WISH)
    world.next_process()
    rollback(world.desk())
    assert world.live == OLD
    assert world.weights == {}
    assert world.ledger.refused == NEW


def test_two_releases_at_once_are_refused() -> None:
    world, second = World(), []

    def meanwhile(_: World) -> None:
        with pytest.raises(ReleaseError, match="is under way, at 'watching'"):
            release(world.desk(), WISH)
        second.append(True)

    world.before_step = at(STEPS.index("look"), meanwhile)(world)
    release(world.desk(), WISH)
    assert second
    assert world.live == NEW


def test_of_two_that_begin_together_only_one_moves_anything() -> None:
    world = World()

    def first(_: World) -> None:
        world.before_step = lambda step: None
        release(world.desk(), WISH)

    world.before_step = at(1, first)(world)
    with pytest.raises(TakenOver):
        release(world.desk(), WISH)
    assert world.live == NEW
    assert world.steps.count("shift a") == 1


def test_a_release_that_somebody_takes_back_stops_where_it_is() -> None:
    world = World()

    def take_back(_: World) -> None:
        world.before_step = lambda step: None
        rollback(world.desk())

    world.before_step = at(STEPS.index("look"), take_back)(world)
    with pytest.raises(TakenOver):
        release(world.desk(), WISH)
    assert world.live == OLD
    assert "point a 2" not in world.steps


def test_a_release_at_once_moves_everything_and_watches_nothing() -> None:
    world = World()
    world.on.append("errors")
    release(world.desk(), Wish(minutes=0))
    assert world.live == NEW
    assert "look" not in world.steps
    assert "shift a" not in world.steps
