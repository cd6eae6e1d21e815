"""Lists of notes and bookmarks, their tags, and searching them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.notes import searching
from shared.cursors import encode
from shared.notes.words import has_all, searchable, searched
from tests.unit.notes.client import Person

HABIT = "01M7YNHGNG0J9CE4RAQBW2RFY1"


def everything(person: Person, **asked: Any) -> tuple[list[str], int]:
    """The titles of all pages, and how many pages there are."""
    titles, cursor, pages = [], None, 0
    while pages < 100:
        page = person.ok("GET", "/notes", query={**asked, **({"cursor": cursor} if cursor else {})})
        titles += [note["title"] for note in page["items"]]
        cursor, pages = page["next_cursor"], pages + 1
        if cursor is None:
            break
    return titles, pages


def test_pinned_ones_are_first_then_the_latest_change(ada: Person) -> None:
    first = ada.note("first")
    ada.bookmark("second")
    ada.note("third", pinned=True)
    assert ada.titles() == ["third", "second", "first"]
    ada.change(first, title="changed")
    assert ada.titles() == ["third", "changed", "second"]


def test_lists_tell_how_the_body_begins_and_not_all_of_it(ada: Person) -> None:
    ada.note(body="word " * 1000)
    (head,) = ada.ok("GET", "/notes")["items"]
    assert "body" not in head
    assert len(head["excerpt"]) == 200


def test_lists_can_be_narrowed(ada: Person) -> None:
    ada.note("tagged", tags=["Straße"])
    ada.note("habit", habit_ids=[HABIT])
    ada.bookmark("page")
    assert ada.titles(tag="STRASSE") == ["tagged"]
    assert ada.titles(habit=HABIT) == ["habit"]
    assert ada.titles(kind="bookmark") == ["page"]
    assert ada.titles(kind="note") == ["habit", "tagged"]
    assert ada.titles(kind="bookmark", tag="straße") == []


@pytest.mark.parametrize("asked", [{}, {"q": "x"}])
def test_a_list_goes_on_where_it_stopped(ada: Person, asked: dict[str, Any]) -> None:
    for number in range(7):
        ada.note(str(number), body="x", pinned=not asked and number % 3 == 0)
    whole, _ = everything(ada, **asked)
    assert len(whole) == 7
    assert everything(ada, limit=3, **asked) == (whole, 3)
    assert everything(ada, limit=7, **asked) == (whole, 1)


@pytest.mark.parametrize("after", [None, 7, "x", ["x"], [{}], {}])
@pytest.mark.parametrize("asked", [{}, {"q": "x"}])
def test_a_forged_cursor_finds_nothing_else(ada: Person, after: Any, asked: dict[str, Any]) -> None:
    ada.note("x")
    cursor = encode("ada", {"after": after})
    assert ada.titles(cursor=cursor, **asked) in (["x"], [])


def test_tags_are_counted(ada: Person) -> None:
    ada.note(tags=["garden", "Zoo"])
    ada.bookmark(tags=["Garden"])
    gone = ada.note(tags=["gone"])
    ada.ok("DELETE", f"/notes/{gone['id']}")
    assert ada.ok("GET", "/tags")["items"] == [{"tag": "Garden", "count": 2}, {"tag": "Zoo", "count": 1}]


def test_words_are_found_wherever_they_stand(ada: Person) -> None:
    ada.note("Bean soup")
    ada.note("a", body="Plant the *beans*.")
    ada.note("b", tags=["bean-bag"])
    ada.bookmark("c", url="https://example.com/bean_stew")
    ada.note("peas", body="green")
    assert ada.titles(q="bean") == ["c", "b", "a", "Bean soup"]
    assert ada.titles(q="BEAN  soup") == ["Bean soup"]
    assert ada.titles(q="bean", kind="bookmark") == ["c"]
    assert ada.titles(q="ean") == []


def test_a_search_wants_a_word(ada: Person) -> None:
    assert ada.refused("GET", "/notes", query={"q": "  -- "}) == (422, ["?q"])


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Crème brûlée", "creme brulee", True),
        ("creme", "CRÈME", True),
        ("Straße", "strasse", True),
        ("ﬁn", "fin", True),
        ("İstanbul", "istanbul", True),
        ("東京に行く", "京に", True),
        ("ไปเที่ยวทะเล", "ทะเล", True),
        ("don't", "don t", True),
        ("running", "run", True),
        ("trunk", "run", False),
        ("one two", "two three", False),
    ],
)
def test_how_words_are_compared(text: str, query: str, found: bool) -> None:
    assert has_all(searchable(text), searched(query)) is found


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_what_was_written_is_found(text: str, before: str, behind: str) -> None:
    assert has_all(searchable(f"{before} {text} {behind}"), searched(text))


@given(
    bodies=st.lists(st.sampled_from(["", "x", "y"]), min_size=1, max_size=8),
    page=st.integers(1, 3),
    limit=st.integers(1, 4),
    tagged=st.sets(st.integers(0, 7)),
)
def test_a_search_in_portions_finds_what_one_of_everything_does(
    bodies: list[str], page: int, limit: int, tagged: set[int]
) -> None:
    """A page of bodies holds `page`; a request reads two of them."""
    heads: list[dict[str, Any]] = [
        {"id": str(number), "tags": ["t"] if number in tagged else [], **({"body_at": 1} if body else {})}
        for number, body in enumerate(bodies)
    ]
    store: Any = Shelf({str(number): body for number, body in enumerate(bodies) if body}, page)
    for wanted in (heads, [head for head in heads if head["tags"]]):
        found: list[str] = []
        after = None
        for _ in range(len(bodies) + 1):
            store.pages = 0
            some, after = searching.search(store, list(wanted), [" x"], limit, after)
            assert store.pages <= searching.MAX_PAGES
            assert len(some) <= limit
            found += [head["id"] for head in some]
            if after is None:
                break
        expected = [head["id"] for head in wanted if bodies[int(head["id"])] == "x"]
        assert found == expected[::-1]
        assert after is None


class Shelf:
    """A NoteStore, as far as a search uses it, whose table gives `page` bodies at a time."""

    pk = "USER#ada"

    def __init__(self, bodies: dict[str, str], page: int) -> None:
        self.table, self.pages = self, 0
        self._bodies, self._page = bodies, page

    def query(self, pk: str, begins_with: str, ascending: bool, start_after: str | None) -> Any:
        assert (pk, ascending) == (self.pk, False)
        self.pages += 1
        keys = [begins_with + number for number in sorted(self._bodies, reverse=True)]
        left = [key for key in keys if start_after is None or key < start_after]
        read = left[: self._page]
        items = [{"sk": key, "body": self._bodies[key.removeprefix(begins_with)]} for key in read]
        return _Page(items, read[-1] if len(read) < len(left) else None)


class _Page:
    def __init__(self, items: list[Any], next_sk: str | None) -> None:
        self.items, self.next_sk = items, next_sk
