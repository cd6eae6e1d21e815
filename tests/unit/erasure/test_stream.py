"""What the stream tells of an erasure, and what it tells late, brings nothing back."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from functions.relay import handler
from shared import clients
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.settings import settings
from tests.support.stream import record, stream_event
from tests.unit.erasure.world import ADA, EVE, World, a_world

HABIT = "01JZ0000000000000000000001"
LONG_AGO_S = 3600


class QuietBus:
    def put_events(self, **asked: Any) -> dict[str, Any]:
        return {"FailedEntryCount": 0, "Entries": [{} for _ in asked["Entries"]]}


@pytest.fixture
def erased() -> Iterator[World]:
    with a_world() as world, clients.override(dynamodb=world.memory, events=QuietBus()):
        handler.services.cache_clear()
        with settings.override(event_bus_name="bus"):
            world.close(days=0)
            world.run()
            yield world
        handler.services.cache_clear()


def relay(*records: dict[str, Any]) -> dict[str, Any]:
    return handler.lambda_handler(stream_event(*records), SimpleNamespace(aws_request_id="request-1"))


def edit(user_id: str, ago_s: float) -> dict[str, Any]:
    marks = {"01": encode(Stamp(5), Mark(DONE))}
    return record(f"USER#{user_id}", f"CHECKINS#2026-05#{HABIT}", new=marks, at=time.time() - ago_s)


def habit(user_id: str, ago_s: float) -> dict[str, Any]:
    new = {"id": HABIT, "name": "Read", "version": 1, "created_at": "2026-05-01T00:00:00Z"}
    return record(f"USER#{user_id}", f"HABIT#{HABIT}", new=new, at=time.time() - ago_s)


def test_removals_set_off_nothing_that_writes(erased: World) -> None:
    before = copy.deepcopy(erased.memory.items)
    old: dict[str, Any] = {"id": HABIT, "name": "Read", "version": 1, "01": encode(Stamp(5), Mark(DONE))}
    of_days = f"CHECKINS#2026-05#{HABIT}", f"ENTRIES#{HABIT}#2026-05-01"
    keys = "PROFILE", f"HABIT#{HABIT}", "HABIT#PAUSES", *of_days

    for ago_s in (0, LONG_AGO_S):
        gone = [record(f"USER#{ADA}", sk, old=old, at=time.time() - ago_s) for sk in keys]
        assert relay(*gone) == {"batchItemFailures": []}
    assert erased.memory.items == before


def test_a_late_change_of_somebody_who_is_gone_writes_nothing(erased: World) -> None:
    before = copy.deepcopy(erased.memory.items)

    assert relay(edit(ADA, LONG_AGO_S), habit(ADA, LONG_AGO_S)) == {"batchItemFailures": []}
    assert erased.memory.items == before


def test_a_late_change_of_somebody_who_is_there_is_written_down(erased: World) -> None:
    relay(edit(ADA, LONG_AGO_S), edit(EVE, LONG_AGO_S))

    written = [key for key in erased.memory.items if key[1].startswith(f"EDITS#{HABIT}")]
    assert [pk for pk, _ in written] == [f"USER#{EVE}"]
