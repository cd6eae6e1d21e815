"""Making, reading, changing, deleting and restoring notes and bookmarks over the API."""

from __future__ import annotations

from typing import Any

import pytest

from shared import clients
from shared.ids import new_ulid
from shared.notes.limits import MAX_NOTES
from shared.table import Table
from tests.unit.habits.merging import Interrupted
from tests.unit.notes.client import NOON, URL, Person

HABIT = "01M7YNHGNG0J9CE4RAQBW2RFY1"
UNKNOWN = "01M7YNHGNG0J9CE4RAQBW2RFYZ"
KINDS: list[dict[str, Any]] = [{"kind": "note"}, {"kind": "bookmark", "url": URL}]
kinds = pytest.mark.parametrize("kind", KINDS, ids=["note", "bookmark"])


def items_of(table: Table) -> set[str]:
    return {item["sk"].partition("#")[0] for item in table.query_all("USER#ada")}


@kinds
def test_what_is_given_is_kept(ada: Person, kind: dict[str, Any]) -> None:
    given = {
        **kind,
        "title": "Garten 🌱",
        "body": "# Beans\n\n- *soon*\tx",
        "tags": ["Garden", "2099"],
        "habit_ids": [HABIT],
        "pinned": True,
    }
    answer = ada.send("POST", "/notes", given)
    assert (answer.status, answer.headers["location"]) == (201, f"/v1/notes/{answer.body['id']}")
    note = ada.get(answer.body)
    assert note == answer.body
    assert {name: note[name] for name in given} == given
    assert note["excerpt"] == "# Beans - *soon* x"


def test_nothing_has_to_be_given(ada: Person, table: Table) -> None:
    note = ada.ok("POST", "/notes", {})
    assert (note["kind"], note["title"], note["body"], note["url"]) == ("note", "", "", None)
    assert (note["tags"], note["habit_ids"], note["pinned"]) == ([], [], False)
    assert items_of(table) == {"NOTE"}
    assert ada.get(note) == note


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"title": "two\nlines"}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"body": "\u00e9" * 25_001}, "/body"),
        ({"body": "a\x00"}, "/body"),
        ({"body": None}, "/body"),
        ({"kind": "page"}, "/kind"),
        ({"kind": "bookmark"}, "/url"),
        ({"kind": "note", "url": URL}, "/url"),
        ({"tags": ["x", "X"]}, "/tags"),
        ({"habit_ids": ["x"]}, "/habit_ids/0"),
        ({"pinned": "yes"}, "/pinned"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_is_wrong_is_pointed_at(ada: Person, fields: dict[str, Any], pointer: str) -> None:
    assert ada.refused("POST", "/notes", fields) == (422, [pointer])


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.com",
        "//example.com",
        "example.com",
        "https://",
        "https:///path",
        "https://user:secret@example.com",
        "https://user@example.com",
        "https://exa mple.com",
        "https://[::1",
        "https://example.com:99999/",
        "https://example.com/\u2028x",
        "https://example.com/" + "x" * 2000,
        "",
    ],
)
def test_a_bookmark_leads_only_where_a_browser_may_go(ada: Person, url: str) -> None:
    assert ada.refused("POST", "/notes", {"kind": "bookmark", "url": url}) == (422, ["/url"])
    note = ada.bookmark()
    assert ada.refused("PATCH", f"/notes/{note['id']}", {"url": url}) == (422, ["/url"])


@pytest.mark.parametrize(
    "url", [URL, "http://localhost:8080", "HTTPS://Bücher.example/ä?ö=1", "https://[::1]/x"]
)
def test_addresses_are_kept_as_they_were_typed(ada: Person, url: str) -> None:
    assert ada.bookmark(url=url)["url"] == url


def test_a_note_does_not_become_a_bookmark(ada: Person) -> None:
    note = ada.note()
    assert ada.refused("PATCH", f"/notes/{note['id']}", {"url": URL}) == (422, ["/url"])
    assert ada.refused("PATCH", f"/notes/{note['id']}", {"kind": "bookmark"}) == (422, ["/kind"])


def test_a_repeated_create_makes_one(ada: Person) -> None:
    body = {"id": new_ulid(NOON), "body": "x"}
    first, again = ada.send("POST", "/notes", body), ada.send("POST", "/notes", body)
    assert (first.status, again.status, again.body) == (201, 200, first.body)
    other = {**body, "body": "y"}
    assert ada.send("POST", "/notes", other).body["type"].endswith("id-taken")
    bookmark = {"id": body["id"], "kind": "bookmark", "url": URL}
    assert ada.send("POST", "/notes", bookmark).body["type"].endswith("id-taken")
    assert ada.get(first.body)["body"] == "x"


@kinds
def test_a_change_leaves_the_rest(ada: Person, kind: dict[str, Any]) -> None:
    note = ada.note("Old", body="kept", tags=["a"], **kind)
    assert ada.change(note, title="New")["body"] == "kept"
    changed = ada.change(note, body="other", tags=[])
    assert (changed["title"], changed["body"], changed["tags"]) == ("New", "other", [])
    assert (changed["excerpt"], changed["version"]) == ("other", 3)
    assert ada.get(note) == changed
    assert ada.change(note, body="other") == changed


def test_a_body_comes_and_goes(ada: Person, table: Table) -> None:
    note = ada.note()
    ada.change(note, body="x")
    assert items_of(table) == {"NOTE", "NOTEBODY"}
    assert ada.change(note, body="")["excerpt"] == ""
    assert items_of(table) == {"NOTE"}
    head = table.get("USER#ada", f"NOTE#{note['id']}") or {}
    assert {"body_at", "excerpt"}.isdisjoint(head)
    assert ada.get(note)["body"] == ""


class Late:
    """A client for DynamoDB whose inconsistent reads of bodies are of a while ago."""

    def __init__(self, client: Any, seen: Any) -> None:
        self._client, self._seen = client, seen

    def get_item(self, **request: Any) -> Any:
        if request["Key"]["sk"]["S"].startswith("NOTEBODY#") and not request["ConsistentRead"]:
            return self._seen
        return self._client.get_item(**request)

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._client, operation)


def test_a_body_is_never_older_than_its_head(ada: Person, table: Table) -> None:
    note, plain = ada.note(body="old"), clients.client("dynamodb")
    key = {"pk": {"S": "USER#ada"}, "sk": {"S": f"NOTEBODY#{note['id']}"}}
    earlier: list[Any] = [{}, plain.get_item(TableName=table.name, Key=key, ConsistentRead=True)]
    for seen in earlier:
        ada.change(note, body="new")
        with clients.override(dynamodb=Late(plain, seen)):
            assert ada.get(note)["body"] == "new"


def test_an_earlier_edit_of_the_body_loses(ada: Person) -> None:
    note = ada.note()
    ada.change(note, body="late", edited_at="2099-05-10T11:00:00Z")
    lost = ada.change(note, body="early", title="both", edited_at="2099-05-10T10:00:00Z")
    assert (lost["body"], lost["title"]) == ("late", "both")
    ada.change(note, body="", edited_at="2099-05-10T11:30:00Z")
    assert ada.change(note, body="early", edited_at="2099-05-10T11:15:00Z")["body"] == ""


def test_a_change_of_what_somebody_else_has_changed_is_refused(ada: Person) -> None:
    path, stale = f"/notes/{ada.note()['id']}", {"if-match": '"1"'}
    assert ada.send("PATCH", path, {"body": "a"}, headers=stale).status == 200
    assert ada.send("PATCH", path, {"body": "b"}, headers=stale).status == 412
    assert ada.send("DELETE", path, headers=stale).status == 412


@kinds
def test_a_deleted_one_is_gone_and_comes_back_with_its_body(
    ada: Person, table: Table, kind: dict[str, Any]
) -> None:
    note = ada.note("Gone", body="text", **kind)
    ada.ok("DELETE", f"/notes/{note['id']}")
    for method, path, body in (("GET", "", None), ("PATCH", "", {"body": "x"}), ("DELETE", "", None)):
        assert ada.refused(method, f"/notes/{note['id']}{path}", body)[0] == 404
    assert ada.titles() == ada.titles(q="text") == []
    # Head and body expire together.
    assert {item["ttl"] for item in table.query_all("USER#ada")} == {
        int(ada.now.timestamp()) + 30 * 24 * 3600
    }
    assert ada.ok("POST", f"/notes/{note['id']}/restore")["body"] == "text"
    assert [item for item in table.query_all("USER#ada") if "ttl" in item] == []
    assert ada.titles(q="text") == ["Gone"]


@pytest.mark.parametrize("note_id", [UNKNOWN, "nothing"])
def test_what_is_not_there_is_not_found(ada: Person, note_id: str) -> None:
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "x"}),
        ("DELETE", "", None),
        ("POST", "/restore", None),
    ):
        assert ada.refused(method, f"/notes/{note_id}{path}", body)[0] == 404


def test_there_is_an_end_to_it(ada: Person, table: Table) -> None:
    for number in range(MAX_NOTES - 1):
        table.put({"pk": "USER#ada", "sk": f"{'NOTE' if number % 2 else 'BOOKMARK'}#{number}"})
    ada.note()
    answer = ada.send("POST", "/notes", {"title": "x"})
    assert (answer.status, answer.body["type"].rpartition(":")[2]) == (409, "too-many-notes")


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(("when", "body"), [({"edited_at": "2099-05-10T11:00:00Z"}, "other"), ({}, "mine")])
def test_two_edits_at_once_both_count(ada: Person, at: int, when: dict[str, Any], body: str) -> None:
    note, plain = ada.note(body="old"), clients.client("dynamodb")

    def meanwhile() -> None:
        with clients.override(dynamodb=plain):
            ada.change(note, title="other", body="other")

    with clients.override(dynamodb=Interrupted(plain, at, meanwhile)):
        ada.change(note, body="mine", **when)
    found = ada.get(note)
    assert (found["title"], found["body"], found["excerpt"]) == ("other", body, body)
    assert ada.titles(q=body) == ["other"]
