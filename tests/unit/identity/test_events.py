"""Security events: noted, listed newest first, and gone in time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from shared import cursors
from shared.errors import Invalid
from shared.identity import events
from shared.settings import settings
from shared.table import Table

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def test_what_happened_is_there_with_all_that_is_known(table: Table) -> None:
    known = {"device": "Safari on iPhone", "address": "192.0.2.1", "detail": "cron"}
    events.record(table, "ada", "token_made", NOW, **known)
    ((event,), cursor) = events.page(table, "ada", 10, None)
    assert cursor is None
    assert {**event, "id": ""} == {
        "id": "",
        "kind": "token_made",
        "at": "2026-03-01T12:00:00.000Z",
        **known,
    }


def test_pages_go_back_in_time_without_gap_and_only_through_ones_own(table: Table) -> None:
    for minute in range(5):
        events.record(table, "ada", "signed_in", NOW + timedelta(minutes=minute), detail=str(minute))
    events.record(table, "bob", "signed_in", NOW, detail="bob's")
    seen, cursor = [], None
    for _ in range(4):
        page = events.page(table, "ada", 2, cursor)
        seen += [event["detail"] for event in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]


def test_an_event_is_forgotten_after_four_hundred_days(table: Table) -> None:
    events.record(table, "ada", "signed_in", datetime.now(timezone.utc) - timedelta(days=401))
    assert events.page(table, "ada", 10, None).items == []
    events.record(table, "ada", "signed_in", datetime.now(timezone.utc) - timedelta(days=399))
    assert len(events.page(table, "ada", 10, None).items) == 1


def test_a_table_that_is_gone_stops_nobody(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    with settings.override(table_name="gone"):
        events.record(Table(), "ada", "signed_in", NOW)
    assert '"SecurityEventsLost":1' in capsys.readouterr().out


@pytest.mark.parametrize(
    "cursor",
    [
        "rubbish",
        cursors.encode("bob", {"event": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}),
        cursors.encode("ada", {"event": "../TOKEN#1"}),
        cursors.encode("ada", {"event": 7}),
        cursors.encode("ada", {}),
    ],
)
def test_another_cursor_is_refused(table: Table, cursor: str) -> None:
    with pytest.raises(Invalid):
        events.page(table, "ada", 10, cursor)
