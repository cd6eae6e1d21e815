"""The inbox: what is shown of it, and what counts as read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.ids import new_ulid
from shared.table import Table
from tests.unit.notifications.home import ADA, NOW, Home


def test_the_newest_is_first_and_in_the_persons_language(home: Home) -> None:
    home.told("Read")
    home.told("Run", minutes=1, streak=30)
    assert home.titles() == ["Run: 30 days", "Read: 7 days"]
    home.speak_german()
    assert home.titles() == ["Run: 30 Tage", "Read: 7 Tage"]
    (newest, _) = home.page()["items"]
    assert (newest["kind"], newest["read"], newest["ref"]["points"]) == ("milestone", False, 50)


def test_an_empty_inbox(home: Home) -> None:
    assert home.page() == {"items": [], "next_cursor": None, "unread": 0}
    assert home.unread() == 0


def test_pages_show_each_once_and_nothing_that_is_hidden(home: Home) -> None:
    names = [f"H{number:02}" for number in range(25)]
    for number, name in enumerate(names):
        home.told(name, minutes=number, hidden=number % 5 == 0)
    shown, cursor, sizes = [], None, []
    while True:
        page = home.page(limit=6, **({"cursor": cursor} if cursor else {}))
        shown += [one["ref"]["name"] for one in page["items"]]
        sizes.append(len(page["items"]))
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert shown == [name for number, name in reversed(list(enumerate(names))) if number % 5]
    assert sizes == [6, 6, 6, 2]


def test_one_is_read_and_stays_read(home: Home) -> None:
    first, second = home.told("Read"), home.told("Run", minutes=1)
    assert home.unread() == 2
    for _ in range(2):
        assert home.ask("PUT", f"/{first}/read").status == 204
    assert home.unread() == 1
    assert {one["id"]: one["read"] for one in home.page()["items"]} == {first: True, second: False}


def test_all_up_to_one_are_read_and_later_ones_are_not(home: Home) -> None:
    ids = [home.told(f"H{minutes}", minutes=minutes) for minutes in range(4)]
    home.now = NOW + timedelta(hours=1)
    assert home.ask("PUT", "/read", {"until": ids[2]}).status == 204
    assert home.unread() == 1
    assert home.ask("PUT", "/read", {"until": ids[0]}).status == 204  # late: more has been read already
    assert [one["read"] for one in home.page()["items"]] == [False, True, True, True]
    home.told("H4", minutes=5)
    assert home.unread() == 2


def test_what_is_yet_to_come_cannot_have_been_read(home: Home) -> None:
    answer = home.ask("PUT", "/read", {"until": new_ulid(NOW + timedelta(minutes=2))})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/until")
    assert home.ask("PUT", "/read", {"until": new_ulid(NOW + timedelta(seconds=20))}).status == 204


@pytest.mark.parametrize(
    "notification_id", [new_ulid(NOW), "x", new_ulid(NOW).lower()], ids=["unknown", "short", "lower-case"]
)
def test_one_that_is_not_there_cannot_be_read(home: Home, notification_id: str) -> None:
    assert home.ask("PUT", f"/{notification_id}/read").status == 404
    assert home.table.get(f"USER#{ADA}", f"NOTIFICATION#{notification_id}") is None


def test_a_hidden_one_is_not_there(home: Home) -> None:
    hidden = home.told("Read", hidden=True)
    assert home.unread() == 0
    assert home.ask("PUT", f"/{hidden}/read").status == 404


def test_more_than_a_hundred_are_counted_as_a_hundred(home: Home) -> None:
    for number in range(130):
        home.told(f"H{number}", minutes=number)
    assert home.unread() == 100


def test_what_has_expired_is_not_shown(home: Home, table: Table) -> None:
    old = home.told("Read")
    table.update(f"USER#{ADA}", f"NOTIFICATION#{old}", set={"ttl": 1})
    assert (home.titles(), home.unread()) == ([], 0)


def test_a_notification_of_an_older_form_still_has_words(home: Home, table: Table) -> None:
    notification_id = home.told("Read")
    for kind, ref in (("reminder", {}), ("order", {}), ("milestone", {}), ("digest", {})):
        table.update(f"USER#{ADA}", f"NOTIFICATION#{notification_id}", set={"kind": kind, "ref": ref})
        (shown,) = home.page()["items"]
        assert shown["title"] and shown["text"]
