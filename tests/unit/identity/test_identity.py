"""What signing up and logging in share: addresses, time zones, the profile, even answers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity import addresses, profile
from shared.identity.pacing import Pacer
from shared.identity.timezones import is_timezone
from shared.table import Table
from tests.support.cognito import FakeTime

NOW = datetime(2026, 11, 21, 4, 5, 6, 789, tzinfo=timezone.utc)


class TestAddresses:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("ada@example.com", "ada@example.com"),
            (" Ada.Lovelace+Daybook@Example.CO.UK\n", "ada.lovelace+daybook@example.co.uk"),
            ("o'hara_1%x@sub-domain.example", "o'hara_1%x@sub-domain.example"),
            ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
            ("a" * 64 + "@" + "b" * 59 + ".org", "a" * 64 + "@" + "b" * 59 + ".org"),
        ],
    )
    def test_have_one_spelling(self, typed: str, stored: str) -> None:
        assert addresses.checked(typed) == stored

    @pytest.mark.parametrize(
        "typed",
        [
            *("", "@", "a@", "@b.c", "a@b", "a b@example.com", "a@exa mple.com", "a@@b.com", "a@b@c.com"),
            *(".a@b.com", "a.@b.com", "a..b@c.com", '"a b"@c.com', "a@[127.0.0.1]", "a@127.0.0.1"),
            *(
                "a@-b.com",
                "a@b-.com",
                "a@b..com",
                "a@.com",
                "a@b.com.",
                "a\x00@b.com",
                "a@b.com\r\nBcc: c@d.e",
            ),
            *("Ada <ada@b.com>", "ä@b.com", "a@bücher.example", "а@b.com"),
            *("a" * 65 + "@b.com", "a@" + "b" * 64 + ".com", "a@" + "b." * 70 + "com"),
        ],
    )
    def test_that_no_mail_could_reach_are_refused(self, typed: str) -> None:
        with pytest.raises(ValueError, match="must "):
            addresses.checked(typed)

    @given(st.text() | st.emails())
    def test_are_either_refused_or_stay_as_they_are_once_checked(self, typed: str) -> None:
        try:
            checked = addresses.checked(typed)
        except ValueError:
            return
        assert addresses.checked(checked) == checked == addresses.normalise(typed)
        assert not any(character.isspace() for character in checked)


class TestTimeZones:
    @pytest.mark.parametrize("name", ["Europe/London", "Asia/Calcutta", "US/Pacific", "UTC", "Etc/GMT+12"])
    def test_of_the_database_are_known_and_can_be_loaded(self, name: str) -> None:
        assert is_timezone(name)
        assert ZoneInfo(name).utcoffset(NOW) is not None

    @pytest.mark.parametrize(
        "name",
        ["", "europe/london", "Mars/Olympus", "America", "../UTC", "/etc/passwd", "Factory", "GMT+1", "UTC "],
    )
    def test_of_nowhere_are_not(self, name: str) -> None:
        assert not is_timezone(name)


class TestProfile:
    def test_begins_with_what_the_person_said(self) -> None:
        attributes = {"sub": "u", "email": " Ada@Example.com", "name": "Ada", "zoneinfo": "Europe/London"}
        assert profile.new_item(attributes, NOW.astimezone(ZoneInfo("Asia/Kolkata"))) == {
            "pk": "USER#u",
            "sk": "PROFILE",
            "id": "u",
            "email": "ada@example.com",
            "name": "Ada",
            "timezone": "Europe/London",
            "day_start_hour": 0,
            "created_at": "2026-11-21T04:05:06Z",
            "updated_at": "2026-11-21T04:05:06Z",
            "version": 1,
        }

    @pytest.mark.parametrize("zone", ["", "Mars/Olympus", None])
    def test_of_a_user_made_by_hand_is_usable(self, zone: str | None) -> None:
        attributes = {"sub": "u", "email": "ada@example.com"} | ({} if zone is None else {"zoneinfo": zone})
        item = profile.new_item(attributes, NOW)
        assert (item["name"], item["timezone"]) == ("ada", "UTC")

    def test_is_written_once(self, table: Table) -> None:
        item = profile.new_item({"sub": "u", "email": "ada@example.com"}, NOW)
        later = profile.new_item({"sub": "u", "email": "eve@example.com"}, NOW + timedelta(days=1))
        assert profile.write_if_missing(table, item)
        assert not profile.write_if_missing(table, later)
        assert table.get("USER#u", "PROFILE") == item


class TestPacing:
    @pytest.mark.parametrize(("work", "taken"), [(0, 1), (0.3, 1), (1, 1), (1.01, 2), (3.5, 4)])
    def test_an_answer_takes_a_whole_number_of_steps(self, work: float, taken: float) -> None:
        time = FakeTime(0)
        with Pacer(time.clock, time.sleep).even(1):
            time.now += work
        assert time.now == pytest.approx(taken)

    def test_an_error_takes_as_long(self) -> None:
        time = FakeTime(0)
        with pytest.raises(ZeroDivisionError), Pacer(time.clock, time.sleep).even(1):
            1 / 0  # noqa: B018  # any error will do
        assert time.now == pytest.approx(1)

    def test_a_success_can_be_let_through_at_once(self) -> None:
        time = FakeTime(0)
        with Pacer(time.clock, time.sleep).even(1, failures_only=True):
            time.now += 0.1
        assert time.now == pytest.approx(0.1)
