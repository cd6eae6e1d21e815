"""What a person wants to be told of, and how."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from shared.notifications import preferences, suppression
from shared.settings import settings
from shared.table import Table
from tests.unit.notifications.home import ADA, NOW, Home

DEFAULTS = {
    "channels": {
        "reminder": {"in_app": True, "mail": True, "sms": False, "push": False},
        "milestone": {"in_app": True, "mail": False, "sms": False, "push": False},
        "order": {"in_app": True, "mail": False, "sms": False, "push": False},
        "digest": {"mail": False},
    },
    "quiet_hours": None,
    "phone": None,
    "sms_available": True,
    "mail_problem": None,
}
PATH = "/preferences"


def test_who_has_chosen_nothing_is_told_what_matters(home: Home) -> None:
    answer = home.ask("GET", PATH)
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, DEFAULTS, '"0"')


def test_what_is_changed_changes_and_the_rest_stays(home: Home) -> None:
    changed = home.ask("PATCH", PATH, {"channels": {"reminder": {"mail": False}, "digest": {"mail": True}}})
    assert (changed.status, changed.headers["etag"]) == (200, '"1"')
    home.ask("PATCH", PATH, {"quiet_hours": {"from": "22:00", "to": "07:30"}})
    last = home.ask("PATCH", PATH, {"channels": {"reminder": {"sms": True}}})
    expected: dict[str, Any] = {**DEFAULTS, "quiet_hours": {"from": "22:00", "to": "07:30"}}
    reminder = {"in_app": True, "mail": False, "sms": True, "push": False}
    expected["channels"] = {**DEFAULTS["channels"], "reminder": reminder, "digest": {"mail": True}}  # type: ignore[dict-item]
    assert last.body == expected == home.ask("GET", PATH).body
    assert home.ask("PATCH", PATH, {"quiet_hours": None}).body["quiet_hours"] is None


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"channels": {"gossip": {"mail": True}}}, "/channels/gossip"),
        ({"channels": {"digest": {"sms": True}}}, "/channels/digest/sms"),
        ({"channels": {"order": {"mail": None}}}, "/channels/order/mail"),
        ({"quiet_hours": {"from": "22:00"}}, "/quiet_hours/to"),
        ({"quiet_hours": {"from": "24:00", "to": "07:00"}}, "/quiet_hours/from"),
        ({"quiet_hours": {"from": "07:00", "to": "07:00"}}, "/quiet_hours/to"),
        ({"sms_available": True}, "/sms_available"),
    ],
)
def test_what_makes_no_sense_changes_nothing(home: Home, body: dict[str, Any], pointer: str) -> None:
    answer = home.ask("PATCH", PATH, body)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, pointer)
    assert home.ask("GET", PATH).body == DEFAULTS


def test_who_read_an_older_version_is_told_so(home: Home) -> None:
    change = {"channels": {"order": {"mail": True}}}
    assert home.ask("PATCH", PATH, change, headers={"if-match": '"0"'}).status == 200
    stale = home.ask("PATCH", PATH, change, headers={"if-match": '"0"'})
    assert (stale.status, home.ask("GET", PATH).headers["etag"]) == (412, '"1"')
    assert home.ask("PATCH", PATH, change, headers={"if-match": '"1"'}).status == 200


def test_a_problem_with_the_address_is_shown(home: Home) -> None:
    suppression.suppress(home.table, "ada@example.com", "complaint", NOW)
    assert home.ask("GET", PATH).body["mail_problem"] == "complaint"


def test_where_no_text_messages_are_sent_it_says_so(home: Home) -> None:
    with settings.override(text_messages=False):
        assert home.ask("GET", PATH).body["sms_available"] is False


def test_unsubscribing_switches_one_kind_off_and_nothing_else(table: Table) -> None:
    for _ in range(2):
        assert preferences.switch_off(table, ADA, "reminder")
    item = preferences.read(table, ADA)
    assert not preferences.wants(item, "reminder", "mail")
    assert preferences.wants(item, "reminder", "in_app")
    assert item["version"] == 1


def test_two_who_change_at_once_lose_nothing(table: Table) -> None:
    before = preferences.read(table, ADA)
    assert preferences.switch_off(table, ADA, "reminder")
    late = preferences.changed(before, {"channels": {"digest": {"mail": True}}})
    assert not preferences.write(table, ADA, before, late)
    assert not preferences.wants(preferences.read(table, ADA), "reminder", "mail")


CHANGES = st.dictionaries(
    st.sampled_from(sorted(preferences.DEFAULTS)),
    st.dictionaries(st.sampled_from(["in_app", "mail", "sms", "push"]), st.booleans()),
)


@bounds(deadline=None)
@given(st.lists(CHANGES, max_size=5))
def test_the_last_word_on_each_channel_counts(changes: list[dict[str, dict[str, bool]]]) -> None:
    item: dict[str, Any] = {}
    wanted = {
        (kind, channel): on for kind, all_ in preferences.DEFAULTS.items() for channel, on in all_.items()
    }
    for change in changes:
        item = preferences.changed(item, {"channels": change})
        wanted |= {(kind, channel): on for kind, some in change.items() for channel, on in some.items()}
    for (kind, channel), on in wanted.items():
        assert preferences.wants(item, kind, channel) is on  # type: ignore[arg-type]
