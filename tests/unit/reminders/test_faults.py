"""The function is cut off at each of its calls, called twice, and late: afterwards all is as if nothing had
happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.notify_message import Message
from shared.reminders.wanted import wanted
from tests.support.memory import MemoryClient
from tests.support.thorough import examples
from tests.unit.reminders.world import ADA, World, at

OTHER = "01JZ0000000000000000000009"


class Killed(BaseException):
    """The function was cut off here; no code of its own sees that."""


class Fused(MemoryClient):
    """Cuts off at the n-th call, before or after its work in turns. The calls of threads count as well."""

    def __init__(self) -> None:
        super().__init__()
        self.left: int | None = None
        self.calls = 0

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return self._fused(found) if name in _OPERATIONS else found

    def _fused(self, method: Any) -> Any:
        def call(**request: Any) -> Any:
            self.calls += 1
            blown = self.left is not None and self.calls > self.left
            if blown and self.calls % 2:
                raise Killed
            answer = method(**request)
            if blown:
                raise Killed
            return answer

        return call


_OPERATIONS = {
    "get_item",
    "query",
    "put_item",
    "update_item",
    "delete_item",
    "batch_write_item",
    "transact_write_items",
}


def a_morning() -> World:
    """Two habits and a task that remind at eight."""
    world, now = World(memory=Fused()), at("07:57")
    world.person()
    world.tick(now)
    world.habit("08:00", "20:00", now=now)
    world.habit("08:00", id=OTHER, now=now)
    reminders = [{"at": "2099-05-04T08:00"}]
    world.save("TASK#T", {"id": "T", "title": "Call", "status": "open", "reminders": reminders}, now)
    return world


def told(world: World) -> set[str]:
    return {message.id for message in world.sent}


def after(world: World) -> tuple[set[str], list[str], bool]:
    """What has been told, where the index goes on, and whether it is in order."""
    return told(world), world.entries(), world.is_sound()


def test_it_may_be_cut_off_at_any_call() -> None:
    undisturbed = a_morning()
    undisturbed.memory.calls = 0
    undisturbed.tick(at("08:00"))
    calls = undisturbed.memory.calls
    undisturbed.tick(at("08:02"))
    assert calls > 6
    for number in range(calls):
        world = a_morning()
        world.memory.calls, world.memory.left = 0, number
        with pytest.raises(Killed):
            world.tick(at("08:00"))
        world.memory.left = None
        world.handed.clear()
        world.tick(at("08:01"))
        world.tick(at("08:02"))
        assert after(world) == after(undisturbed), f"cut off at call {number}"


def test_it_may_be_cut_off_while_it_sends() -> None:
    undisturbed = a_morning()
    undisturbed.tick(at("08:00"))
    world = a_morning()

    def cut_off(messages: Sequence[Message]) -> None:
        world.send(messages[:1])
        raise Killed

    with pytest.raises(Killed):
        world.made(send=cut_off).tick(at("08:00"), lambda: 600.0)
    world.tick(at("08:01"))
    assert after(world) == after(undisturbed)


MINUTES = st.integers(0, 40)
EDITS = st.lists(
    st.tuples(
        MINUTES, st.sampled_from(["08:05", "08:10", "08:15", "08:30"]), st.sampled_from(["UTC", "Asia/Tokyo"])
    ),
    max_size=4,
)


@examples(20)
@given(EDITS, st.sets(MINUTES, max_size=25), st.sets(MINUTES, max_size=5))
def test_through_edits_outages_and_repetitions_whoever_is_reminded_wanted_it(
    edits: list[tuple[int, str, str]], down: set[int], twice: set[int]
) -> None:
    """What `notify` lets through of all that was sent: once each, only what the habit says at that time, and
    all of it where nothing was down."""
    world, let_through = World(), list[str]()
    world.person()
    world.tick(at("07:58"))
    world.habit("08:05", now=at("07:58"))
    for minute in range(41):
        now = at(f"08:{minute:02}")
        for _, time, zone in (edit for edit in edits if edit[0] == minute):
            world.person(timezone=zone)
            world.habit(*([time] if zone == "UTC" else [f"17:{time[3:]}"]), now=now)
            world.save("PROFILE", {"id": ADA, "timezone": zone, "edited": minute}, now)
        if minute not in down:
            for _ in range(2 if minute in twice else 1):
                world.tick(now)
        profile = world.table.get(f"USER#{ADA}", "PROFILE") or {}
        for message in world.sent:
            if message.id not in let_through and wanted(world.table, profile, message, now):
                let_through.append(message.id)
        world.sent.clear()
    assert len(set(let_through)) == len(let_through)
    if not edits:
        late = all(minute in down for minute in range(5, 41))
        assert len(let_through) == (0 if late else 1)
    pointers = [item for (_, sk), item in world.memory.items.items() if sk.startswith("REMINDER#")]
    assert len(pointers) == 1
