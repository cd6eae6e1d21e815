"""The secret address: made, shown, renewed, taken back."""

from __future__ import annotations

import json

import pytest

from shared.table import Table
from tests.unit.calendar.conftest import Owner


def test_there_is_no_address_until_one_is_made(ada: Owner) -> None:
    assert ada.send("GET").body == {"url": None}
    made = ada.send("POST")
    assert made.status == 201
    assert ada.send("GET").body == made.body
    assert made.body["url"].startswith("https://day.example/v1/calendar/")
    assert made.body["url"].endswith(".ics")


def test_the_address_goes_by_the_viewers_host(ada: Owner) -> None:
    viewer = {"x-viewer-host": "app.localhost:4566"}
    url = ada.send("POST", headers=viewer).body["url"]
    assert url.startswith("http://app.localhost:4566/v1/calendar/")


def test_only_a_hash_of_the_token_leads_to_the_feed(ada: Owner, table: Table) -> None:
    token = ada.path().rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 32  # 192 bits
    assert not any(token in key for keys in table._client.items for key in keys)


def test_a_new_address_ends_the_old_one(ada: Owner) -> None:
    old, new = ada.path(), ada.path()
    assert old != new
    assert ada.send("GET", old, user=None).status == 404
    assert ada.send("GET", new, user=None).status == 200


def test_an_address_that_is_taken_back_finds_nothing(ada: Owner) -> None:
    path = ada.path()
    assert ada.send("DELETE").status == 204
    assert ada.send("GET", path, user=None).status == 404
    assert ada.send("GET").body == {"url": None}
    assert ada.send("DELETE").status == 204


def test_the_same_request_makes_one_address(ada: Owner) -> None:
    first, again = (ada.send("POST", headers={"idempotency-key": "k"}).body for _ in range(2))
    assert first == again


def last_letter_changed(name: str) -> str:
    return name[:-5] + ("y" if name[-5] == "x" else "x") + ".ics"


@pytest.mark.parametrize("change", [lambda path: path[:-4], last_letter_changed, str.upper])
def test_another_address_finds_nothing(ada: Owner, change: object) -> None:
    path = ada.path()
    assert callable(change)
    changed = "/calendar/" + change(path.rpartition("/")[2])
    assert changed != path
    assert ada.send("GET", changed, user=None).status == 404


def test_addresses_are_ones_own(ada: Owner, table: Table) -> None:
    ada.habit(name="Secret")
    grace = Owner(table, "grace")
    assert "Secret" not in grace.feed()
    assert grace.send("DELETE").status == 204
    assert "Secret" in ada.feed()


def test_the_token_is_not_in_the_log(ada: Owner, capsys: pytest.CaptureFixture[str]) -> None:
    path = ada.path()
    capsys.readouterr()
    ada.send("GET", path, user=None)
    line = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert line["route"] == "get_calendar_feed"
    assert path.rpartition("/")[2].removesuffix(".ics") not in json.dumps(line)


def test_a_calendar_that_has_not_changed_is_not_sent_again(ada: Owner) -> None:
    ada.habit()
    path = ada.path()
    first = ada.send("GET", path, user=None)
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["cache-control"].startswith("private")
    known = {"if-none-match": first.headers["etag"]}
    assert ada.send("GET", path, user=None, headers=known).status == 304
    ada.habit(name="Read")
    assert ada.send("GET", path, user=None, headers=known).status == 200
