"""What a batch sets off, and from where it comes again when something of it could not be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from functions.relay.checkpoints import Checkpoints
from functions.relay.events import Event
from functions.relay.logic import TryAgainError, Worker, relay
from functions.relay.pauses import Pauses
from functions.relay.repository import EditLog, Leftovers
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.stream import Change, answer, changes
from shared.table import Table
from tests.support.stream import record, sequence_of, stream_event

HABIT, OTHER = "01JZ0000000000000000000001", "01JZ0000000000000000000002"
DAY = "0" * 18


class FakeBus:
    def __init__(self) -> None:
        self.published: list[str] = []
        self.down_for: set[str] = set()

    def publish(self, events: Sequence[Event]) -> list[Event]:
        failed = [event for event in events if event.change.user_id in self.down_for]
        self.published += [event.change.user_id for event in events if event not in failed]
        return failed


class Noting:
    """Is concerned by what concerns `worker`; notes for whom and for which items it was called, and fails
    for users and sort keys in `errors`."""

    def __init__(self, worker: Worker) -> None:
        self.concerns = worker.concerns
        self.done: list[tuple[str, list[str]]] = []
        self.errors: dict[str, Exception] = {}

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        for name in (user_id, *(change.sk for change in changes)):
            if name in self.errors:
                raise self.errors[name]
        self.done.append((user_id, [change.sk for change in changes]))


class Relay:
    def __init__(self) -> None:
        table = Table(object(), "table")
        self.bus, self.edits, self.purges = FakeBus(), Noting(EditLog(table)), Noting(Leftovers(table))
        self.checkpoints, self.pauses = Noting(Checkpoints(table)), Noting(Pauses(table))

    def run(self, *records: dict[str, Any]) -> dict[str, Any]:
        batch = list(changes(stream_event(*records)))
        workers = self.edits, self.purges, self.pauses, self.checkpoints
        return answer(batch, relay(batch, self.bus, workers))


@pytest.fixture
def it() -> Relay:
    return Relay()


def checkin(habit: str, user: str = "ada", **days: str) -> dict[str, Any]:
    return record(f"USER#{user}", f"CHECKINS#2026-05#{habit}", new=days or {"d01": DAY})


def again_from(one: dict[str, Any]) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": sequence_of(one)}]}


ALL_DONE: dict[str, Any] = {"batchItemFailures": []}


def test_everything_of_a_person_asks_for_one_computation(it: Relay) -> None:
    renamed = record("USER#ada", f"HABIT#{OTHER}", {"name": "Run"}, {"name": "Walk"})

    assert it.run(checkin(HABIT), checkin(HABIT, "bob"), checkin(OTHER), renamed) == ALL_DONE
    month = "CHECKINS#2026-05#"
    assert it.checkpoints.done == [
        ("ada", [month + HABIT, month + OTHER, f"HABIT#{OTHER}"]),
        ("bob", [month + HABIT]),
    ]


def test_only_a_habit_that_is_gone_for_good_is_purged(it: Relay) -> None:
    tombstone = {"deleted_at": "2026-05-01", "ttl": 5}
    it.run(
        record("USER#ada", f"HABIT#{HABIT}", {"version": 1}, tombstone),
        record("USER#ada", "HABIT#ORDER", {"ids": []}, None),
        record("USER#ada", f"HABIT#{OTHER}", tombstone, None),
        record("USER#ada", f"CHECKINS#2026-05#{HABIT}", {"d01": DAY}, None),
    )

    assert it.purges.done == [("ada", [f"HABIT#{OTHER}"])]
    assert it.checkpoints.done == []


def test_the_batch_comes_again_from_the_first_change_that_failed(it: Relay) -> None:
    it.checkpoints.errors = {"eve": TryAgainError()}
    it.bus.down_for = {"bob"}
    fine, failing = checkin(HABIT), checkin(HABIT, "eve")
    later = record("USER#bob", "PROFILE", new={"name": "Bob"})

    assert it.run(fine, failing, later) == again_from(failing)
    assert [user for user, _ in it.checkpoints.done] == ["ada"]


def test_events_that_were_not_taken_come_again_and_do_not_stop_the_rest(it: Relay) -> None:
    it.bus.down_for = {"bob"}
    first, failing = (record(f"USER#{user}", "PROFILE", new={"name": "x"}) for user in ("ada", "bob"))

    assert it.run(first, failing, checkin(HABIT)) == again_from(failing)
    assert it.bus.published == ["ada"]
    assert [user for user, _ in it.checkpoints.done] == ["ada"]


def test_a_purge_that_failed_comes_again(it: Relay) -> None:
    it.purges.errors = {"ada": TryAgainError()}
    gone = record("USER#ada", f"HABIT#{HABIT}", {"deleted_at": "2026-05-01"}, None)

    assert it.run(checkin(OTHER), gone) == again_from(gone)


def marked(user: str, *days: str) -> dict[str, Any]:
    return checkin(HABIT, user, **dict.fromkeys(days, encode(Stamp(5), Mark(DONE))))


def test_all_edits_of_a_person_are_written_together(it: Relay) -> None:
    month = f"CHECKINS#2026-05#{HABIT}"
    assert it.run(marked("ada", "01", "02"), marked("bob", "01"), marked("ada", "03")) == ALL_DONE
    assert it.edits.done == [("ada", [month] * 2), ("bob", [month])]


def test_a_history_that_cannot_be_written_comes_again_and_holds_nothing_up(it: Relay) -> None:
    it.edits.errors = {"bob": TryAgainError()}
    failing = marked("bob", "01")

    assert it.run(marked("ada", "01"), failing, marked("cyd", "01")) == again_from(failing)
    assert [user for user, _ in it.edits.done] == ["ada", "cyd"]
    assert [user for user, _ in it.checkpoints.done] == ["ada", "bob", "cyd"]


def test_a_person_whose_changes_cannot_be_worked_on_does_not_hold_the_others_up(
    it: Relay, capsys: pytest.CaptureFixture[str]
) -> None:
    it.checkpoints.errors = {"eve": ZeroDivisionError()}

    assert it.run(checkin(HABIT, "eve"), checkin(HABIT)) == ALL_DONE
    assert [user for user, _ in it.checkpoints.done] == ["ada"]
    assert '"RecordsSetAside":1' in capsys.readouterr().out


def test_of_a_person_only_the_change_with_the_fault_is_set_aside(
    it: Relay, capsys: pytest.CaptureFixture[str]
) -> None:
    month = "CHECKINS#2026-05#"
    it.checkpoints.errors = {month + OTHER: ZeroDivisionError()}

    assert it.run(checkin(HABIT), checkin(OTHER)) == ALL_DONE
    assert it.checkpoints.done == [("ada", [month + HABIT])]
    assert capsys.readouterr().out.count('"RecordsSetAside":1') == 1


def test_a_table_that_goes_away_meanwhile_has_the_rest_come_again(it: Relay) -> None:
    month = "CHECKINS#2026-05#"
    it.checkpoints.errors = {month + OTHER: TryAgainError(), month + HABIT: ZeroDivisionError()}
    broken, waiting = checkin(HABIT), checkin(OTHER)

    assert it.run(broken, waiting) == again_from(waiting)


def test_records_that_make_no_sense_are_set_aside(it: Relay, capsys: pytest.CaptureFixture[str]) -> None:
    unreadable = checkin(HABIT)
    unreadable["dynamodb"]["NewImage"]["01"] = {"X": 1}
    no_mark = checkin(HABIT, **{"01": "!" * 18})

    assert it.run(unreadable, no_mark, record("USER#bob", "PROFILE", new={"name": "Bob"})) == ALL_DONE
    assert it.bus.published == ["bob"]
    assert capsys.readouterr().out.count('"RecordsSetAside":1') == 2


def test_a_purge_takes_all_of_the_habit_and_nothing_else(table: Table) -> None:
    def keep(user: str, sk: str) -> tuple[str, str]:
        table.put({"pk": f"USER#{user}", "sk": sk, "filler": "x" * 20_000})
        return f"USER#{user}", sk

    months = [f"20{year}-{month:02}" for year in range(20, 26) for month in range(1, 13)]
    gone = [keep("ada", f"CHECKINS#{month}#{HABIT}") for month in months]  # 1.4 MB: more than one page
    gone += [keep("ada", f"DAYNOTE#{HABIT}#2026-05-0{day}") for day in range(1, 4)]
    gone += [keep("ada", f"ENTRIES#{HABIT}#2026-05-01")]
    gone += [keep("ada", f"SCORES#{year}#{HABIT}") for year in (2025, 2026)]
    gone += [keep("ada", f"EDITS#{HABIT}#2026-05-0{day}T08:00:00.000Z#v1") for day in range(1, 5)]
    kept = [
        keep("ada", f"CHECKINS#2026-05#{OTHER}"),
        keep("ada", f"ENTRIES#{OTHER}#2026-05-01"),
        keep("ada", f"SCORES#2026#{OTHER}"),
        keep("ada", f"EDITS#{OTHER}#2026-05-01T08:00:00.000Z#v1"),
        keep("ada", f"DAYNOTE#{OTHER}#2026-05-01"),
        keep("ada", f"HABIT#{OTHER}"),
        keep("bob", f"CHECKINS#2026-05#{HABIT}"),
    ]

    assert Leftovers(table).purge("ada", HABIT) == len(gone)
    assert [table.get(*key) for key in gone] == [None] * len(gone)
    assert all(table.get(*key) for key in kept)
    assert Leftovers(table).purge("ada", HABIT) == 0


def test_a_table_out_of_reach_is_tried_again() -> None:
    class Down:
        def query(self, **request: Any) -> None:
            from botocore.exceptions import ClientError

            raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "Query")

    with pytest.raises(TryAgainError):
        Leftovers(Table(Down(), "table")).purge("ada", HABIT)


def test_vacations_and_new_habits_bring_pauses_in_line() -> None:
    it, habit = Relay(), {"id": "01JZ0000000000000000000001", "version": 1}
    it.run(
        record("USER#ada", "HABIT#PAUSES", None, {"vacations": {}, "version": 1}),
        record("USER#bob", f"HABIT#{habit['id']}", None, habit),
        record("USER#cyd", f"HABIT#{habit['id']}", {**habit, "deleted_at": "2026-05-01"}, habit),
        record("USER#dan", f"HABIT#{habit['id']}", habit, {**habit, "version": 2}),
        record("USER#eve", f"HABIT#{habit['id']}", habit, {**habit, "deleted_at": "2026-05-01"}),
    )
    assert [user for user, _ in it.pauses.done] == ["ada", "bob", "cyd"]
