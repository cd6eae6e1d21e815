"""What becomes of sessions: seen, listed, ended."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared.identity import refresh_tokens, sessions
from shared.identity.provider import SignedIn
from shared.identity.user_agents import device_of
from shared.table import Table

NOW = datetime(2099, 11, 21, 4, 5, 6, 789, tzinfo=timezone.utc)
ADA, PHONE = "ada", "phone-session"
HOUR = timedelta(hours=1)


def start(table: Table, session_id: str = PHONE, user_id: str = ADA, at: datetime = NOW) -> str:
    signed_in = SignedIn(user_id, session_id, "access", 3600, "renewal of " + session_id)
    return refresh_tokens.start(table, signed_in, "Firefox on Android", "192.0.2.1", at, mfa=True)


def stored(table: Table, session_id: str = PHONE, user_id: str = ADA) -> dict[str, Any]:
    item = table.get(f"AUTH#{user_id}", f"SESSION#{session_id}")
    assert item is not None
    return item


class TestBeingSeen:
    def test_a_new_session_is_found_as_it_was_opened(self, table: Table) -> None:
        start(table)
        found = sessions.find(table, ADA, PHONE)
        assert found == sessions.Session(
            id=PHONE,
            device="Firefox on Android",
            address="192.0.2.1",
            mfa=True,
            created_at="2099-11-21T04:05:06Z",
            last_used_at="2099-11-21T04:05:06Z",
            expires_at=int((NOW + timedelta(days=30)).timestamp()),
            ended_why=None,
        )
        assert found.is_live(NOW)

    def test_it_lives_for_thirty_days(self, table: Table) -> None:
        start(table)
        found = sessions.find(table, ADA, PHONE)
        assert found is not None
        assert found.is_live(NOW + timedelta(days=30, seconds=-1))
        assert not found.is_live(NOW + timedelta(days=30))

    def test_its_item_outlives_the_last_access_token(self, table: Table) -> None:
        start(table)
        item = stored(table)
        assert item["ttl"] >= item["expires_at"] + 3600

    def test_nobody_elses_session_is_found(self, table: Table) -> None:
        start(table)
        assert sessions.find(table, "eve", PHONE) is None
        assert sessions.find(table, ADA, "other") is None

    def test_the_list_has_the_live_ones_of_one_person_last_used_first(self, table: Table) -> None:
        for hours, name in enumerate(["a", "b", "c", "d"]):
            start(table, name, at=NOW + hours * HOUR)
        start(table, "past", at=NOW - timedelta(days=31))
        start(table, "eves", "eve")
        sessions.end(table, ADA, "c", "signed_out", NOW)
        first = sessions.find(table, ADA, "a")
        assert first is not None
        sessions.touch(table, ADA, first, "192.0.2.9", NOW + 5 * HOUR)
        assert [one.id for one in sessions.listed(table, ADA, NOW + 6 * HOUR)] == ["a", "d", "b"]


class TestEnding:
    def test_an_ended_session_leaves_a_tombstone_without_secrets(self, table: Table) -> None:
        token = start(table)
        refresh_tokens.use(table, token, "192.0.2.1", NOW)
        assert sessions.end(table, ADA, PHONE, "ended_elsewhere", NOW + HOUR)
        found = sessions.find(table, ADA, PHONE)
        assert found is not None and found.ended_why == "ended_elsewhere" and not found.is_live(NOW)
        item = stored(table)
        assert item["ended_at"] == "2099-11-21T05:05:06Z"
        assert not {"current", "sealed", "next", "next_secret", "next_sealed"} & item.keys()
        assert not any(isinstance(value, bytes) for value in item.values())

    def test_the_first_reason_stays(self, table: Table) -> None:
        start(table)
        sessions.end(table, ADA, PHONE, "reuse", NOW)
        assert not sessions.end(table, ADA, PHONE, "signed_out", NOW + HOUR)
        assert stored(table)["ended_why"] == "reuse"

    def test_what_is_not_there_is_not_made_by_ending_it(self, table: Table) -> None:
        assert not sessions.end(table, ADA, "never", "signed_out", NOW)
        assert table.get("AUTH#ada", "SESSION#never") is None

    def test_all_end_but_the_one_that_is_kept_and_other_peoples(self, table: Table) -> None:
        for name in ("a", "b", PHONE):
            start(table, name)
        start(table, "over", at=NOW - timedelta(days=31))
        start(table, "eves", "eve")
        assert sorted(sessions.end_all(table, ADA, "password", NOW, except_id=PHONE)) == ["a", "b"]
        assert [one.id for one in sessions.listed(table, ADA, NOW)] == [PHONE]
        assert sessions.end_all(table, ADA, "password", NOW) == [PHONE]
        assert [one.id for one in sessions.listed(table, "eve", NOW)] == ["eves"]


class TestOpenedElsewhere:
    def adopt(self, table: Table) -> sessions.Session:
        return sessions.adopt(table, ADA, PHONE, "Another client", "192.0.2.7", NOW)

    def test_it_is_seen_and_can_be_ended(self, table: Table) -> None:
        adopted = self.adopt(table)
        assert adopted.is_live(NOW) and adopted.device == "Another client" and not adopted.mfa
        assert sessions.listed(table, ADA, NOW) == [adopted]
        assert sessions.end(table, ADA, PHONE, "ended_elsewhere", NOW)

    def test_what_has_been_ended_is_not_brought_back(self, table: Table) -> None:
        self.adopt(table)
        sessions.end(table, ADA, PHONE, "ended_elsewhere", NOW)
        assert self.adopt(table).ended_why == "ended_elsewhere"

    def test_a_session_of_ours_keeps_its_secrets(self, table: Table) -> None:
        token = start(table)
        assert self.adopt(table).device == "Firefox on Android"
        refresh_tokens.use(table, token, "192.0.2.1", NOW)


class TestLastUse:
    def test_is_written_hourly_at_most_with_the_address(self, table: Table) -> None:
        start(table)
        fresh = sessions.find(table, ADA, PHONE)
        assert fresh is not None
        almost = NOW.replace(microsecond=0) + HOUR - timedelta(seconds=1)
        assert not sessions.touch(table, ADA, fresh, "192.0.2.9", almost)
        assert sessions.find(table, ADA, PHONE) == fresh
        assert sessions.touch(table, ADA, fresh, "192.0.2.9", almost + timedelta(seconds=1))
        used = sessions.find(table, ADA, PHONE)
        assert used == fresh._replace(address="192.0.2.9", last_used_at="2099-11-21T05:05:06Z")

    def test_of_an_ended_or_vanished_session_is_not(self, table: Table) -> None:
        start(table)
        fresh = sessions.find(table, ADA, PHONE)
        assert fresh is not None
        sessions.end(table, ADA, PHONE, "reuse", NOW)
        before = stored(table)
        assert not sessions.touch(table, ADA, fresh, "192.0.2.9", NOW + 2 * HOUR)
        assert stored(table) == before
        table.delete("AUTH#ada", f"SESSION#{PHONE}")
        assert not sessions.touch(table, ADA, fresh, "192.0.2.9", NOW + 2 * HOUR)
        assert table.get("AUTH#ada", f"SESSION#{PHONE}") is None


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.0 Safari/605.1.15",
            "Safari on Mac",
        ),
        ("curl/8.5.0", "curl"),
        ("python-requests/2.32.0", "python-requests"),
        ("Mozilla/5.0", "Unknown device"),
        ("", "Unknown device"),
        ("<script>alert(1)</script>", "Unknown device"),
        ("x" * 5000, "x" * 60),
    ],
)
def test_a_device_has_a_name_that_its_owner_knows(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device
