"""When checkpoints are renewed, and what with; that they are computed rightly is tested with
shared/habits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any

import pytest

from functions.relay.checkpoints import Checkpoints
from functions.relay.logic import TryAgainError
from shared.habits.checkpoint import from_scratch, read_checkpoint
from shared.habits.items import rules_from
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.stream import Change, changes
from shared.table import Table
from tests.support.stream import record, stream_event

ADA = "USER#ada"
RUN, READ = "01JZ0000000000000000000001", "01JZ0000000000000000000002"
NOW = datetime(2026, 5, 10, 12, tzinfo=timezone.utc)
DONE_DAY = encode(Stamp(1777636800000), Mark(DONE))


class CountingClient:
    """Passes everything on and notes the operations; `before` runs once before an update, as another writer
    would."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.calls: list[str] = []
        self.before: Callable[[], Any] | None = None

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            self.calls.append(operation)
            if operation == "update_item" and self.before:
                before, self.before = self.before, None
                before()
            return getattr(self._client, operation)(**request)

        return call


@pytest.fixture
def client(table: Table) -> CountingClient:
    from shared.clients import client

    return CountingClient(client("dynamodb"))


@pytest.fixture
def checkpoints(client: CountingClient, table: Table) -> Checkpoints:
    return Checkpoints(Table(client, table.name), lambda: NOW)


def habit(table: Table, habit_id: str, **fields: Any) -> dict[str, Any]:
    item = {
        "id": habit_id,
        "created_at": "2026-02-10T08:00:00Z",
        "version": 1,
        "schedule": {"type": "daily"},
        **fields,
    }
    table.put({"pk": ADA, "sk": f"HABIT#{habit_id}", **item})
    return item


def marked(table: Table, habit_id: str, *days: str) -> None:
    for day in days:
        table.update(ADA, f"CHECKINS#{day[:7]}#{habit_id}", set={day[8:]: DONE_DAY})


def marking(habit_id: str, month: str = "2026-05") -> list[Change]:
    return list(changes(stream_event(record(ADA, f"CHECKINS#{month}#{habit_id}", new={"10": DONE_DAY}))))


def changed(habit_item: dict[str, Any]) -> list[Change]:
    return list(changes(stream_event(record(ADA, f"HABIT#{habit_item['id']}", {"version": 0}, habit_item))))


def kept(table: Table, habit_id: str) -> dict[str, Any]:
    item = table.get(ADA, f"HABIT#{habit_id}")
    assert item is not None
    return item


def expected(item: dict[str, Any], *days: str) -> dict[str, str]:
    marks = {date.fromisoformat(day).toordinal(): Mark(DONE) for day in days}
    return from_scratch(rules_from(item), marks, "2026-04").to_attribute()


def test_the_first_mark_after_a_month_is_over_renews_all_of_the_persons_habits(
    table: Table, checkpoints: Checkpoints
) -> None:
    habit(table, RUN)
    forgotten = habit(table, READ)
    table.put({"pk": ADA, "sk": "HABIT#ORDER", "ids": [READ, RUN]})
    marked(table, RUN, "2026-03-30", "2026-04-01", "2026-05-10")
    marked(table, READ, "2026-02-11")

    assert checkpoints.refresh("ada", marking(RUN)) == 2
    assert kept(table, RUN)["checkpoint"] == expected(kept(table, RUN), "2026-03-30", "2026-04-01")
    assert kept(table, READ)["checkpoint"] == expected(forgotten, "2026-02-11")
    assert kept(table, RUN)["version"] == 1


def test_a_mark_costs_one_small_read_while_checkpoints_are_up_to_date(
    table: Table, checkpoints: Checkpoints, client: CountingClient
) -> None:
    habit(table, RUN)
    checkpoints.refresh("ada", marking(RUN))
    client.calls.clear()

    assert checkpoints.refresh("ada", marking(RUN) * 3) == 0
    assert client.calls == ["get_item"]


def test_its_own_writing_sets_off_nothing(
    table: Table, checkpoints: Checkpoints, client: CountingClient
) -> None:
    habit(table, RUN, dirty_from="2026-03-30", past_edits=1)
    checkpoints.refresh("ada", changed(kept(table, RUN)))
    client.calls.clear()

    assert checkpoints.refresh("ada", changed(kept(table, RUN))) == 0
    assert client.calls == []


def test_a_late_record_of_a_habit_that_is_up_to_date_by_now_is_nothing(
    table: Table, checkpoints: Checkpoints
) -> None:
    late = changed(habit(table, RUN))
    checkpoints.refresh("ada", marking(RUN))

    assert checkpoints.refresh("ada", late) == 0


def test_an_edit_of_a_closed_month_is_taken_in(table: Table, checkpoints: Checkpoints) -> None:
    habit(table, RUN)
    marked(table, RUN, "2026-04-01")
    checkpoints.refresh("ada", marking(RUN))
    marked(table, RUN, "2026-03-30")
    table.update(ADA, f"HABIT#{RUN}", set={"dirty_from": "2026-03-30", "past_edits": 1})

    assert checkpoints.refresh("ada", changed(kept(table, RUN))) == 1
    assert kept(table, RUN)["checkpoint"] == expected(kept(table, RUN), "2026-03-30", "2026-04-01")
    assert "dirty_from" not in kept(table, RUN)


@pytest.mark.parametrize(
    "meanwhile", [{"version": 2, "name": "Run far"}, {"past_edits": 1, "dirty_from": "2026-02-11"}]
)
def test_a_habit_that_changes_meanwhile_is_left_to_that_change(
    table: Table, checkpoints: Checkpoints, client: CountingClient, meanwhile: dict[str, Any]
) -> None:
    habit(table, RUN)
    client.before = lambda: table.update(ADA, f"HABIT#{RUN}", set=meanwhile)

    assert checkpoints.refresh("ada", marking(RUN)) == 0
    assert "checkpoint" not in kept(table, RUN)
    assert checkpoints.refresh("ada", changed(kept(table, RUN))) == 1
    assert read_checkpoint(kept(table, RUN)["checkpoint"]) is not None


def test_month_ends_scores_are_kept_and_an_edit_renews_those_after_it(
    table: Table, checkpoints: Checkpoints
) -> None:
    habit(table, RUN)
    marked(table, RUN, "2026-03-31", "2026-04-30")
    checkpoints.refresh("ada", marking(RUN))
    first = table.get(ADA, f"SCORES#2026#{RUN}")
    assert first is not None
    assert (sorted(first), first["03"]) == (["03", "04", "pk", "sk"], pytest.approx(0.051922486))

    marked(table, RUN, "2026-03-30", "2025-12-31")
    table.update(ADA, f"HABIT#{RUN}", set={"dirty_from": "2025-12-31", "past_edits": 2})
    checkpoints.refresh("ada", changed(kept(table, RUN)))
    second, before = (table.get(ADA, f"SCORES#{year}#{RUN}") for year in (2026, 2025))
    assert second is not None
    assert second["03"] > first["03"]
    assert before == {"pk": ADA, "sk": f"SCORES#2025#{RUN}", "12": first["03"]}


def test_a_deleted_habit_is_not_touched(table: Table, checkpoints: Checkpoints) -> None:
    before = habit(table, RUN, deleted_at="2026-05-09T08:00:00Z")
    habit(table, READ)

    assert checkpoints.refresh("ada", marking(RUN)) == 0
    assert checkpoints.refresh("ada", marking(READ)) == 1
    assert {name: value for name, value in kept(table, RUN).items() if name not in ("pk", "sk")} == before


def test_a_mark_of_a_habit_that_is_gone_is_nothing(checkpoints: Checkpoints) -> None:
    assert checkpoints.refresh("ada", marking(RUN)) == 0


def test_a_table_out_of_reach_is_tried_again() -> None:
    class Down:
        def get_item(self, **request: Any) -> None:
            from botocore.exceptions import EndpointConnectionError

            raise EndpointConnectionError(endpoint_url="https://dynamodb.invalid")

    with pytest.raises(TryAgainError):
        Checkpoints(Table(Down(), "table"), lambda: NOW).refresh("ada", marking(RUN))
