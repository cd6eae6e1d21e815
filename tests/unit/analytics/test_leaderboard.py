"""The leaderboard of the week from 4 to 10 May 2099: only who takes part is seen, and who leaves, leaves
nothing behind."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.relay.summaries import Standings
from shared.analytics.leaderboard import Board
from shared.errors import Unavailable
from shared.table import Table
from tests.support.memory import MemoryClient, memory_table
from tests.support.thorough import examples
from tests.unit.analytics.client import Ada
from tools.bench.meter import Meter

WEEK = "2099-W19"


def entries(table: Table) -> list[tuple[str, str, int]]:
    """Week, name and points of all that lies in the leaderboard."""
    client = table._client
    assert isinstance(client, MemoryClient)
    found = [item for (pk, _), item in client.items.items() if pk.startswith("LEADERBOARD#")]
    return sorted((i["pk"]["S"].split("#")[1], i["name"]["S"], int(i["points"]["N"])) for i in found)


def someone(table: Table, name: str, points: int, user_id: str = "") -> Ada:
    """Who takes part, with that many points this week."""
    person = Ada(table, user_id or name.lower())
    person.has_earned("H", range(points // 10))
    person.join(name)
    return person


def test_nobody_takes_part_unasked(ada: Ada, table: Table) -> None:
    ada.has_earned("H", range(3))
    shown = ada.board()
    assert shown == {"week": WEEK, "start": "2099-05-04", "end": "2099-05-10", "items": [], "me": None}
    assert entries(table) == []


def test_who_does_not_take_part_sees_nobody(ada: Ada, table: Table) -> None:
    someone(table, "Bob", 30)
    assert (ada.board()["items"], ada.board()["me"]) == ([], None)


def test_places(ada: Ada, table: Table) -> None:
    for name, points in (("Bob", 50), ("Cem", 30), ("Dora", 30), ("Eve", 10), ("Fay", 0)):
        someone(table, name, points)
    ada.has_earned("H", range(3))
    ada.join("Countess")
    shown = ada.board()
    assert [(one["place"], one["display_name"], one["points"], one["you"]) for one in shown["items"]] == [
        (1, "Bob", 50, False),
        (2, "Cem", 30, False),
        (2, "Countess", 30, True),
        (2, "Dora", 30, False),
        (5, "Eve", 10, False),
    ]
    assert shown["me"] == {"display_name": "Countess", "points": 30, "place": 2}


def test_nobodys_id_is_told(ada: Ada, table: Table) -> None:
    someone(table, "Bob", 50, "id-of-bob")
    ada.join("Countess")
    assert "id-of-bob" not in json.dumps(ada.board())
    assert set(ada.board()["items"][0]) == {"place", "display_name", "points", "you"}


def test_fifty_are_shown_and_ones_own_place_behind_them(ada: Ada, table: Table) -> None:
    for number in range(60):
        someone(table, f"P{number:02}", 20)
    ada.has_earned("H", [0])
    ada.join("Countess")
    shown = ada.board()
    assert (len(shown["items"]), shown["me"]["place"]) == (50, 61)


def test_behind_a_thousand_there_is_no_place(ada: Ada, table: Table) -> None:
    items = (
        {
            "pk": f"LEADERBOARD#{WEEK}#{n % 4}",
            "sk": f"0000020#{n:04}",
            "name": "P",
            "points": 20,
            "user_id": "p",
        }
        for n in range(1000)
    )
    table.write_many(items)
    ada.has_earned("H", [0])
    ada.join("Countess")
    assert ada.board()["me"] == {"display_name": "Countess", "points": 10, "place": None}


def test_a_name_can_be_changed(ada: Ada, table: Table) -> None:
    ada.has_earned("H", range(3))
    ada.join("Ada")
    ada.join("Countess")
    assert entries(table) == [(WEEK, "Countess", 30)]
    assert ada.board()["items"][0]["display_name"] == "Countess"


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "two\nlines", None])
def test_a_name_is_one_short_line(ada: Ada, name: str | None) -> None:
    assert ada.refused("PUT", "/analytics/leaderboard/me", {"display_name": name})[0] == 422


@pytest.mark.parametrize(
    "name",
    ["\u200b", "\u2060\u200d", "\u3164", "\u2800\u2800", "Ada\u202e", "\u2066Ada", "a" + "\u0308" * 5],
)
def test_a_name_is_seen_and_keeps_to_its_line(ada: Ada, name: str) -> None:
    assert ada.refused("PUT", "/analytics/leaderboard/me", {"display_name": name}) == (422, ["/display_name"])


@pytest.mark.parametrize(
    "name",
    [
        "👩‍👩‍👧",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "❤️",
        "Nguyễn",
        "עֲדָה",
        "می‌خواهم",
        "7",
    ],
)
def test_names_of_all_languages_are_taken(ada: Ada, name: str) -> None:
    ada.join(name)
    assert ada.board()["me"]["display_name"] == name


def test_leaving_leaves_nothing(ada: Ada, table: Table) -> None:
    ada.has_earned("H", range(3))
    ada.join("Countess")
    ada.leave()
    assert (entries(table), table.get(ada.pk, "LEADERBOARD"), ada.board()["me"]) == ([], None, None)
    ada.leave()


def test_points_move_it_in_both_directions_and_only_for_who_takes_part(ada: Ada, table: Table) -> None:
    bob, habit = Ada(table, "bob"), ada.habit()
    ada.join("Countess")
    bob.check_in(bob.habit(), bob.today)
    seen = []
    for status in ("done", None, "done"):
        ada.now = ada.now.replace(second=ada.now.second + 1)
        ada.check_in(habit, ada.today, status)
        ada.relay()
        seen.append(entries(table))
    bob.relay()
    assert seen == [[(WEEK, "Countess", 10)], [], [(WEEK, "Countess", 10)]]
    assert entries(table) == seen[-1]


def test_a_new_week_begins_with_nothing(ada: Ada, table: Table) -> None:
    ada.has_earned("H", range(7))
    ada.join("Countess")
    ada.now = datetime(2099, 5, 11, 0, 1, tzinfo=timezone.utc)
    shown = ada.board()
    assert (shown["week"], shown["items"], shown["me"]["points"]) == ("2099-W20", [], 0)
    Board(table).refresh("ada", ada.now)
    assert entries(table) == []  # the one of last week has gone


def test_who_is_ahead_of_utc_has_the_next_week_already(table: Table) -> None:
    tom = Ada(table, "tom", timezone="Pacific/Auckland")
    tom.now = datetime(2099, 5, 10, 20, tzinfo=timezone.utc)  # Monday in Auckland
    tom.check_in(tom.habit(), "2099-05-11")
    tom.relay()
    tom.join("Tom")
    assert entries(table) == [("2099-W20", "Tom", 10)]
    assert tom.board()["items"] == []
    tom.now = datetime(2099, 5, 11, 0, 1, tzinfo=timezone.utc)
    assert tom.board()["me"]["place"] == 1


class Interrupted(Table):
    """Does something in between a read of the person's item and the write that follows."""

    def __init__(self, table: Table, between: Any) -> None:
        super().__init__(table._client, table.name)
        self._between = between

    def transact(self, *operations: Any) -> None:
        between, self._between = self._between, None
        if between:
            between()
        super().transact(*operations)


def test_what_is_late_brings_nobody_back(ada: Ada, table: Table) -> None:
    ada.join("Countess")
    ada.has_earned("H", range(2))
    Board(Interrupted(table, ada.leave)).refresh("ada", ada.now)
    assert entries(table) == []

    ada.join("Countess")
    ada.has_earned("H", range(3))

    def comes_back() -> None:
        ada.leave()
        ada.join("Lady")

    Board(Interrupted(table, comes_back)).refresh("ada", ada.now)
    assert entries(table) == [(WEEK, "Lady", 30)]


def test_who_leaves_takes_along_what_came_in_between(ada: Ada, table: Table) -> None:
    ada.has_earned("H", range(2))
    ada.join("Countess")

    def earns() -> None:
        ada.has_earned("H", range(5))
        Board(table).refresh("ada", ada.now)

    Board(Interrupted(table, earns)).leave("ada")
    assert (entries(table), table.get(ada.pk, "LEADERBOARD")) == ([], None)


def test_who_never_gets_through_tries_later(ada: Ada, table: Table) -> None:
    ada.join("Countess")
    ada.has_earned("H", range(2))
    busy = Interrupted(table, None)
    busy.transact = lambda *_: (_ for _ in ()).throw(_failed())  # type: ignore[method-assign]  # a fake
    with pytest.raises(Unavailable):
        Board(busy).refresh("ada", ada.now)


def _failed() -> Exception:
    from shared.table import ConditionFailed

    return ConditionFailed(None)


def test_what_a_mark_costs(ada: Ada, table: Table) -> None:
    """Of who does not take part one read unit; of who does, with 20 habits."""
    for number in range(20):
        ada.has_earned(f"H{number:02}", range(9))
    meter = Meter(table._client)
    worker = Standings(Table(meter, table.name), lambda: ada.now)
    with meter.counting() as usage:
        worker.work("ada", [])
    assert (usage.requests, usage.read, usage.write) == (1, 1, 0)
    ada.join("Countess")
    ada.has_earned("H20", range(9))
    with meter.counting() as usage:
        worker.work("ada", [])
    assert (usage.requests, usage.write) == (3, 6)
    assert usage.read <= 3


moves = st.lists(
    st.tuples(
        st.sampled_from(["ada", "bob"]),
        st.sampled_from(["join", "leave", "earn", "lose", "again"]),
        st.integers(0, 6),
    ),
    max_size=12,
)


@examples(25)
@given(life=moves)
def test_there_is_just_what_those_who_take_part_have_earned(life: list[tuple[str, str, int]]) -> None:
    with memory_table() as table:
        people = {name: Ada(table, name) for name in ("ada", "bob")}
        names: dict[str, str] = {}
        points = dict.fromkeys(people, 0)
        for who, what, number in life:
            person = people[who]
            if what == "join":
                names[who] = f"{who}-{number}"
                person.join(names[who])
            elif what == "leave":
                names.pop(who, None)
                person.leave()
            elif what in ("earn", "lose"):
                undone = {"undone": {"10"}} if what == "lose" else {}
                person.has_earned("H", range(number + 1), **undone)
                points[who] = 10 * (number + 1) - (10 if undone else 0)
            Board(table).refresh(who, person.now)
        expected = [(WEEK, name, points[who]) for who, name in names.items() if points[who]]
        assert entries(table) == sorted(expected)
