"""What a release or a rollback decides before anything moves."""

from __future__ import annotations

import pytest

from tests.unit.release.fakes import Died, World
from tools.release.desk import Wish
from tools.release.errors import ReleaseError
from tools.release.releasing import release, rollback

WISH = Wish(canary=10, minutes=1)
AT_ONCE = Wish(minutes=0)


def publish(world: World, **versions: int) -> None:
    for name, version in versions.items():
        world.published.setdefault(name, set()).add(version)
        world.live.setdefault(name, str(version))


def released(*rounds: dict[str, int], keep: int = 10) -> World:
    """An environment after these releases of newer versions, a minute apart."""
    world = World()
    release(world.desk(keep), AT_ONCE)
    for versions in rounds:
        world.later(60)
        publish(world, **versions)
        release(world.desk(keep), AT_ONCE)
    return world


def test_only_what_has_a_newer_version_moves() -> None:
    world = released({"a": 3})
    assert world.live == {"a": "3", "b": "2"}
    assert world.steps[-2:] == ["point a 3", "note end"]


def test_nothing_new_is_no_release() -> None:
    world = released()
    count = len(world.ledger.releases)
    release(world.desk(), WISH)
    assert len(world.ledger.releases) == count
    assert "there is nothing to release" in world.told[-1]


def test_a_function_that_was_never_published_is_left_alone() -> None:
    world = World(published={"a": {1, 2}, "b": set()})
    release(world.desk(), AT_ONCE)
    assert world.live == {"a": "2", "b": "1"}


def test_a_new_function_is_live_already_and_part_of_the_next_release() -> None:
    world = released()
    publish(world, c=1)
    publish(world, a=3)
    world.later(60)
    release(world.desk(), AT_ONCE)
    assert world.ledger.releases[0].versions == {"a": "3", "b": "2", "c": "1"}


def test_alarms_that_are_on_already_stop_a_release_before_it_begins() -> None:
    world = World(on=["dlq"])
    with pytest.raises(ReleaseError, match="on already: dlq"):
        release(world.desk(), WISH)
    assert world.live == {"a": "1", "b": "1"}
    assert world.ledger.rollout is None


def test_a_release_that_is_the_cure_does_not_heed_them_but_others() -> None:
    world = World(on=["dlq"])
    release(world.desk(), Wish(minutes=1, despite_alarms=True))
    assert world.live == {"a": "2", "b": "2"}

    world = World(on=["dlq"])
    world.before_step = lambda step: world.on.append("errors") if step == "look" else None
    with pytest.raises(ReleaseError, match="Rolled back: alarm errors"):
        release(world.desk(), Wish(minutes=1, despite_alarms=True))


def test_what_was_rolled_back_is_released_only_when_asked_for_again() -> None:
    world = World()
    world.before_step = lambda step: world.on.append("errors") if step == "look" else None
    with pytest.raises(ReleaseError):
        release(world.desk(), WISH)
    world.before_step, world.on = (lambda step: None), []
    with pytest.raises(ReleaseError, match="newest versions of a, b were rolled back"):
        release(world.desk(), WISH)
    ledger = release(world.desk(), Wish(minutes=1, again=True))
    assert world.live == {"a": "2", "b": "2"}
    assert ledger.refused == {}


def test_a_newer_version_of_what_was_rolled_back_is_released() -> None:
    world = released()
    rollback(world.desk())
    publish(world, a=3, b=3)
    release(world.desk(), AT_ONCE)
    assert world.live == {"a": "3", "b": "3"}


@pytest.mark.parametrize("wish", [Wish(canary=0), Wish(canary=101), Wish(minutes=-1)])
def test_a_canary_that_makes_no_sense_is_refused(wish: Wish) -> None:
    world = World()
    with pytest.raises(ReleaseError, match="--canary|--minutes"):
        release(world.desk(), wish)
    assert world.steps == []


def test_who_says_no_changes_nothing() -> None:
    world = World(answer=False)
    with pytest.raises(ReleaseError, match="Nothing was changed"):
        release(world.desk(), WISH)
    assert world.live == {"a": "1", "b": "1"}
    assert "10 % of the calls for 1 minutes" in world.told[-1]
    assert "  a: 1 → 2" in world.told[-1]


class TestRollback:
    def test_it_goes_to_the_release_before(self) -> None:
        world = released({"a": 3})
        ledger = rollback(world.desk())
        assert world.live == {"a": "2", "b": "2"}
        assert ledger.releases[0].by.startswith("rollback to ")
        assert ledger.refused == {"a": "3"}

    def test_it_goes_to_a_named_release(self) -> None:
        world = released({"a": 3}, {"b": 3})
        first = world.ledger.releases[-1]
        world.later(60)
        rollback(world.desk(), first.id)
        assert world.live == {"a": "1", "b": "1"}

    def test_twice_goes_there_and_back(self) -> None:
        world = released({"a": 3})
        world.later(60)
        rollback(world.desk())
        world.later(60)
        rollback(world.desk())
        assert world.live == {"a": "3", "b": "2"}

    def test_functions_that_the_release_did_not_have_stay(self) -> None:
        world = released()
        publish(world, c=1)
        rollback(world.desk())
        assert world.live == {"a": "1", "b": "1", "c": "1"}

    def test_a_release_that_nobody_knows_is_named_with_those_there_are(self) -> None:
        world = released()
        with pytest.raises(ReleaseError, match=f"There is no release x, only {world.ledger.releases[0].id}"):
            rollback(world.desk(), "x")

    def test_there_is_nothing_before_the_first(self) -> None:
        with pytest.raises(ReleaseError, match="no release before"):
            rollback(World().desk())

    def test_versions_that_are_gone_are_named_before_anything_moves(self) -> None:
        world = released({"a": 3})
        world.published["a"].discard(2)
        with pytest.raises(ReleaseError, match="its versions of a are gone"):
            rollback(world.desk())
        assert world.live["a"] == "3"

    @pytest.mark.parametrize("number", range(4))
    def test_one_that_was_killed_is_gone_on_with(self, number: int) -> None:
        world = released({"a": 3, "b": 3})
        begun = len(world.steps)

        world.die(lambda step: len(world.steps) == begun + number)
        with pytest.raises(Died):
            rollback(world.desk())
        world.next_process()
        rollback(world.desk())
        assert world.live == {"a": "2", "b": "2"}
        assert world.ledger.rollout is None

    def test_one_that_is_interrupted_never_leads_back_to_what_was_bad(self) -> None:
        world = released({"a": 3, "b": 3})

        def fail(step: str) -> None:
            if step == "point b 2":
                raise OSError("no network")

        world.before_step = fail
        with pytest.raises(OSError, match="no network"):
            rollback(world.desk())
        assert world.live == {"a": "2", "b": "3"}
        world.next_process()
        rollback(world.desk())
        assert world.live == {"a": "2", "b": "2"}

    def test_a_killed_rollback_is_ended_by_a_release_too_and_never_undone(self) -> None:
        world = released({"a": 3, "b": 3})
        world.die(lambda step: step == "point b 2")
        with pytest.raises(Died):
            rollback(world.desk())
        world.next_process()
        with pytest.raises(ReleaseError, match="were rolled back before"):
            release(world.desk(), WISH)
        assert world.live == {"a": "2", "b": "2"}


class TestOldVersions:
    def test_those_of_the_last_releases_stay(self) -> None:
        world = released({"a": 3}, {"a": 4}, {"a": 5}, keep=3)
        assert world.published == {"a": {3, 4, 5}, "b": {2}}

    def test_newer_ones_than_the_live_stay(self) -> None:
        world = released({"a": 3}, keep=2)
        rollback(world.desk(2))
        assert world.published["a"] == {2, 3}


def test_functions_that_are_gone_are_no_part_of_what_is_gone_on_with() -> None:
    world = World()
    world.die(lambda step: step == "point b 2")
    with pytest.raises(Died):
        release(world.desk(), AT_ONCE)
    world.next_process()
    del world.live["b"], world.published["b"]
    release(world.desk(), WISH)
    assert world.live == {"a": "2"}
