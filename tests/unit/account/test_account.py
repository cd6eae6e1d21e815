"""Changing one's settings, and naming one's devices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from functions.account import logic
from functions.account.handler import app
from functions.account.repository import Account
from functions.get_user.handler import app as get_user
from shared.errors import Conflict
from shared.habits.edited import Edited
from shared.habits.marks import device_hash
from shared.identity import devices, profile
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.memory import memory_table

ATTRIBUTES = {"sub": "user-1", "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/London"}
NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
PATH = "/v1/users/me"
FILE = "01K0000000000000000000000F"


@contextmanager
def with_ada() -> Iterator[Table]:
    with memory_table() as made:
        made.put(profile.new_item(ATTRIBUTES, datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)))
        yield made


@pytest.fixture
def ada() -> Iterator[Table]:
    with with_ada() as made:
        yield made


def patch(body: dict[str, Any], **event: Any) -> SimpleNamespace:
    return call(app, http_event("PATCH", PATH, body, at=NOW, **event))


def a_file(table: Table, **other: Any) -> str:
    item = {"pk": "USER#user-1", "sk": f"FILE#{FILE}", "id": FILE, "purpose": "photo", "status": "ready"}
    table.put({**item, **other})
    return FILE


def test_a_photo_that_is_ready_becomes_the_persons(ada: Table) -> None:
    photo = patch({"photo": a_file(ada)}).body["photo"]
    assert photo["id"] == FILE
    assert photo["url"] == f"/media/user-1/{FILE}/512.webp"
    assert photo["small_url"] == f"/media/user-1/{FILE}/128.webp"
    assert patch({"photo": None}).body["photo"] is None


@pytest.mark.parametrize("other", [{"status": "processing"}, {"purpose": "task"}, {"pk": "USER#user-2"}])
def test_what_is_no_photo_of_the_persons_is_refused(ada: Table, other: dict[str, str]) -> None:
    answer = patch({"photo": a_file(ada, **other)})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/photo")


@pytest.mark.usefixtures("ada")
def test_settings_change_and_the_others_stay() -> None:
    changed = patch({"timezone": "Pacific/Apia", "day_start_hour": 4, "week_start": 7, "language": "de"})
    assert changed.status == 200
    assert changed.headers["etag"] == '"2"'
    assert changed.body == {
        "id": "user-1",
        "email": "ada@example.com",
        "name": "Ada",
        "timezone": "Pacific/Apia",
        "day_start_hour": 4,
        "week_start": 7,
        "language": "de",
        "photo": None,
        "created_at": "2026-01-02T03:04:05Z",
    }
    read = call(get_user, http_event("GET", PATH))
    assert (read.body, read.headers["etag"]) == (changed.body, '"2"')


@pytest.mark.usefixtures("ada")
def test_a_language_can_be_left_to_the_browser_again() -> None:
    assert patch({"language": "de"}).body["language"] == "de"
    assert patch({"name": "Ada L."}).body["language"] == "de"
    assert patch({"language": None}).body["language"] is None


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"timezone": "Europe/Atlantis"}, "/timezone"),
        ({"timezone": "europe/london"}, "/timezone"),
        ({"timezone": None}, "/timezone"),
        ({"day_start_hour": 7}, "/day_start_hour"),
        ({"day_start_hour": -1}, "/day_start_hour"),
        ({"day_start_hour": True}, "/day_start_hour"),
        ({"week_start": 2}, "/week_start"),
        ({"language": "fr"}, "/language"),
        ({"name": " "}, "/name"),
        ({"email": "eve@example.com"}, "/email"),
    ],
)
def test_what_is_not_valid_is_refused_whole(body: dict[str, Any], pointer: str) -> None:
    answer = patch({"name": "Eve", **body})
    assert answer.status == 422
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]
    assert call(get_user, http_event("GET", PATH)).body["name"] == "Ada"


@pytest.mark.usefixtures("ada")
def test_if_match_is_honoured() -> None:
    assert patch({"name": "Ada L."}, headers={"If-Match": '"1"'}).status == 200
    stale = patch({"name": "A. L."}, headers={"If-Match": '"1"'})
    assert stale.status == 412
    assert call(get_user, http_event("GET", PATH)).body["name"] == "Ada L."


EDITS: list[dict[str, Any]] = [
    {"name": "Early", "week_start": 6, "edited_at": "2026-02-01T08:00:00Z", "device": "phone"},
    {"name": "Late", "edited_at": "2026-02-03T08:00:00Z", "device": "desk"},
    {"language": "de", "edited_at": "2026-02-02T08:00:00Z", "device": "phone"},
    {"language": None, "week_start": 7, "edited_at": "2026-02-02T09:00:00Z", "device": "desk"},
]


@pytest.mark.parametrize("order", list(permutations(range(len(EDITS)))))
def test_edits_in_any_order_and_twice_end_in_the_same(order: tuple[int, ...]) -> None:
    with with_ada():
        for index in (*order, *reversed(order)):
            assert patch(EDITS[index]).status == 200
        end = call(get_user, http_event("GET", PATH)).body
    assert (end["name"], end["week_start"], end["language"]) == ("Late", 7, None)


@pytest.mark.usefixtures("ada")
def test_a_losing_edit_is_told_the_winner() -> None:
    patch({"name": "Late", "edited_at": "2026-02-03T08:00:00Z"})
    lost = patch({"name": "Early", "edited_at": "2026-02-01T08:00:00Z"})
    assert (lost.status, lost.body["name"], lost.headers["etag"]) == (200, "Late", '"2"')


def test_a_profile_that_is_not_there_says_what_helps(table: Table) -> None:
    answer = patch({"name": "Nobody"})
    assert (answer.status, answer.body["type"].endswith(":profile-missing")) == (404, True)
    assert list(table.query_all("USER#user-1")) == []


class Busy(Account):
    """An account of which somebody else has just changed the profile, `times` times."""

    def __init__(self, table: Table, times: int) -> None:
        super().__init__(table, "user-1")
        self.times = times

    def profile(self) -> dict[str, Any] | None:
        seen = super().profile()
        if self.times:
            self.times -= 1
            self.table.update("USER#user-1", "PROFILE", set={"day_start_hour": 5}, add={"version": 1})
        return seen


def test_a_change_in_between_is_kept(ada: Table) -> None:
    item = logic.change(Busy(ada, times=2), {"name": "New"}, None, Edited(), NOW)
    assert (item["name"], item["day_start_hour"], item["version"]) == ("New", 5, 4)
    with pytest.raises(Conflict):
        logic.change(Busy(ada, times=99), {"name": "Newer"}, None, Edited(), NOW)


def test_a_device_has_a_name(ada: Table) -> None:
    for name in ("Phone", "Ada's phone"):
        assert call(app, http_event("PUT", "/v1/devices/01J9ABC", {"name": name})).status == 204
    (item,) = ada.query_all("USER#user-1", begins_with=devices.PREFIX)
    assert item == {
        "pk": "USER#user-1",
        "sk": devices.sort_key(device_hash("01J9ABC")),
        "name": "Ada's phone",
    }


@pytest.mark.parametrize(
    ("device", "body"), [("d" * 65, {"name": "x"}), ("d", {"name": ""}), ("d", {"name": "n" * 61}), ("d", {})]
)
def test_a_device_that_cannot_be_named_is_refused(ada: Table, device: str, body: dict[str, Any]) -> None:
    assert call(app, http_event("PUT", f"/v1/devices/{device}", body)).status == 422
    assert list(ada.query_all("USER#user-1", begins_with=devices.PREFIX)) == []


@pytest.mark.usefixtures("ada")
def test_reading_is_not_enough() -> None:
    assert patch({"name": "Eve"}, scopes="profile:read habits:write").status == 403
    assert patch({"name": "Eve"}, user=None).status == 401
