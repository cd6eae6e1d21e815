"""Many entries in a minute: shards, and who works them off."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from functions.reminders.logic import Limits
from functions.reminders.repository import DueEntries
from shared.errors import Unavailable
from shared.notify_message import Message
from shared.reminders.due import Index, shard_of
from tests.unit.reminders.world import MORNING, World, at


@pytest.fixture
def world() -> World:
    made = World()
    made.tick(MORNING)
    return made


def with_people(world: World, number: int) -> list[str]:
    """All of them are reminded at eight."""
    people = [f"{one:08}-0000-4000-8000-000000000000" for one in range(number)]
    for user_id in people:
        world.person(user_id)
        world.habit("08:00", user_id=user_id)
    return people


def test_shards_that_hold_much_are_worked_off_by_others(world: World) -> None:
    world.table.update("DUE#CLOCK", "CLOCK", set={"width": 2})
    people = with_people(world, 30)
    shards = [shard_of(user_id, 2) for user_id in people]
    tick = world.made(limits=Limits(own=shards.count(0)))
    tick.tick(at("08:00"), lambda: 600.0)
    assert {shard_of(message.user_id, 2) for message in world.sent} == {0}
    assert world.handed == [("2099-05-04T08:00", 1)]
    tick.work(*world.handed[0], at("08:00"))
    assert sorted(message.user_id for message in world.sent) == people
    assert world.is_sound()


def test_shards_become_more_when_one_holds_too_much(world: World) -> None:
    with_people(world, 14)
    world.made(limits=Limits(a_shard=3)).work("2099-05-04T08:00", 0, at("08:00"))
    assert Index(world.table).clock().width == 8
    assert len(world.sent) == 14
    assert len(set(world.entries())) > 4  # tomorrow they are spread
    DueEntries(world.table).worked_off("2099-05-05T07:59")
    world.tick(at("08:00", 1))
    assert len(world.sent) == 28


def test_a_shard_that_fails_is_tried_by_itself_and_the_others_go_on(world: World) -> None:
    world.table.update("DUE#CLOCK", "CLOCK", set={"width": 2})
    people = with_people(world, 8)

    def fails_for_some(messages: Sequence[Message]) -> None:
        if shard_of(messages[0].user_id, 2) == 0:
            raise Unavailable("throttled", retry_after_s=1)
        world.send(messages)

    world.made(send=fails_for_some).tick(at("08:00"), lambda: 600.0)
    assert world.handed == [("2099-05-04T08:00", 0)]
    assert {shard_of(message.user_id, 2) for message in world.sent} == {1}
    world.reminders.work(*world.handed[0], at("08:01"))
    assert sorted(message.user_id for message in world.sent) == people


def test_entries_that_cannot_be_read_hide_none_behind_them(world: World) -> None:
    with_people(world, 1)
    for number in range(3):
        world.table.put({"pk": "DUE#2099-05-04T08:00#0", "sk": f"!{number}"})
    world.made(limits=Limits(own=1)).tick(at("08:00"), lambda: 600.0)
    assert world.handed == [("2099-05-04T08:00", 0)]
    world.reminders.work(*world.handed[0], at("08:00"))
    assert len(world.sent) == 1


@pytest.mark.exhaustive
def test_a_stack_may_rest_for_a_year(world: World) -> None:
    with_people(world, 1)
    (entry,) = world.table.query_all("DUE#2099-05-04T08:00#0")
    later = at("07:00", 365)
    assert entry["ttl"] > later.timestamp()
    DueEntries(world.table).worked_off("2099-05-04T07:58")
    world.seconds_left = 0
    world.tick(later)
    assert world.times() == ["04 08:00"]
    (tomorrow,) = world.entries()
    assert tomorrow == "DUE#2100-05-04T08:00#0"
