"""Notes and bookmarks over real HTTP."""

from __future__ import annotations

from tests.support.stack import Account

LONG = "Die Bohnen brauchen mehr Sonne. 🌱\n\n" * 1000  # 40 kB


def titles(account: Account, query: str = "") -> list[str]:
    return [note["title"] for note in account.api.get(f"/notes{query}").expect(200)["items"]]


def test_a_note_is_written_found_changed_deleted_and_restored(ada: Account) -> None:
    note = ada.api.post("/notes", {"title": "Garden", "body": LONG, "tags": ["Summer"]}).expect(201)
    path = f"/notes/{note['id']}"
    assert ada.api.get(path).expect(200)["body"] == LONG.strip()
    assert titles(ada, "?q=BOHNEN%20sonn") == ["Garden"]
    assert titles(ada, "?q=sonn&tag=winter") == []
    assert {"tag": "Summer", "count": 1} in ada.api.get("/tags").expect(200)["items"]

    ada.api.patch(path, {"body": "Erbsen", "pinned": True}).expect(200)
    assert titles(ada)[0] == "Garden"
    assert titles(ada, "?q=bohnen") == []
    ada.api.delete(path).expect(204)
    ada.api.get(path).problem(404)
    assert titles(ada, "?q=erbsen") == []
    assert ada.api.post(f"{path}/restore").expect(200)["body"] == "Erbsen"


def test_a_bookmark_leads_to_pages_only(ada: Account) -> None:
    kind = {"kind": "bookmark", "title": "Beans"}
    made = ada.api.post("/notes", {**kind, "url": "https://example.com/bean_soup"}).expect(201)
    assert titles(ada, "?kind=bookmark&q=soup") == ["Beans"]
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://me:secret@example.com", "http://"):
        problem = ada.api.post("/notes", {**kind, "url": url}).problem(422)
        assert [error["pointer"] for error in problem["errors"]] == ["/url"]
    ada.api.patch(f"/notes/{made['id']}", {"url": "http://example.org"}).expect(200)


def test_someone_elses_note_does_not_exist(ada: Account, grace: Account) -> None:
    note = ada.api.post("/notes", {"title": "Secret", "body": "mine"}).expect(201)
    for refused in (
        grace.api.get(f"/notes/{note['id']}"),
        grace.api.patch(f"/notes/{note['id']}", {"body": "yours"}),
        grace.api.delete(f"/notes/{note['id']}"),
    ):
        refused.problem(404)
    assert titles(grace, "?q=mine") == []
