"""Many people in one minute: what `invoke bench.reminders` does with 100,000, with fewer."""

from __future__ import annotations

from collections import Counter

import pytest

from functions.reminders.logic import Limits
from tools.bench.reminders import Run, World, simulate

pytestmark = pytest.mark.exhaustive

PEOPLE, A_SHARD = 700, 50


@pytest.fixture(scope="module")
def second_day() -> tuple[World, Run, list[Run]]:
    return simulate(PEOPLE, Limits(own=20, a_shard=A_SHARD))


def test_everybody_is_reminded_once(second_day: tuple[World, Run, list[Run]]) -> None:
    told = Counter(message.user_id for message in second_day[0].sent)
    assert len(told) == PEOPLE and set(told.values()) == {1}
    assert {message.id[-16:] for message in second_day[0].sent} == {"2099-05-05T08:00"}


def test_the_shards_share_the_work(second_day: tuple[World, Run, list[Run]]) -> None:
    _, tick, shards = second_day
    sizes = [run.entries for run in shards]
    assert len(shards) == 16 and sum(sizes) == PEOPLE
    assert max(sizes) <= 2 * PEOPLE / 16
    # The tick looks at each, and works off none.
    assert tick.requests == {"GetItem": 1, "Query, some": 16, "UpdateItem": 1}


def test_a_reminder_takes_little_more_than_a_request(second_day: tuple[World, Run, list[Run]]) -> None:
    """One for its pointer; 25 entries are put or removed with one, ten messages are queued with one."""
    for run in second_day[2]:
        size = run.entries
        batches = -(-size // 25)
        assert run.requests["BatchWriteItem"] <= 2 * batches
        assert run.requests["SendMessageBatch"] == -(-size // 10)
        assert run.requests["Query"] + run.requests["GetItem"] <= 3
