"""Closing and keeping an account over HTTP, and everything that is kept about a person in one document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.erasure import logic
from functions.erasure.handler import app
from functions.erasure.models import Everything
from shared import clients
from shared.errors import Conflict
from shared.habits.marks import DONE, Mark, Stamp, encode
from shared.identity import access_tokens, closing, events, footprint, profile, recovery
from shared.identity.everything import everything
from shared.settings import settings
from shared.table import Table
from tests.support.attacked import items
from tests.support.cognito import PASSWORD, fake_cognito
from tests.support.events import call, http_event

NOW = datetime(2099, 5, 10, 12, tzinfo=timezone.utc)
ERASE_AT = "2099-05-17T12:00:00Z"
HABIT, BINNED = "01JZ0000000000000000000001", "01JZ0000000000000000000002"
MADE = "2099-01-01T00:00:00Z"
TIMES = {"created_at": MADE, "updated_at": MADE}
TASK = {"status": "open", "column": "todo", "priority": "low", "version": 1}


class FakeStates:
    """Starts each name once, as Step Functions does."""

    def __init__(self) -> None:
        self.started: dict[str, Any] = {}
        self.error = ""

    def start_execution(self, **asked: Any) -> dict[str, Any]:
        code = self.error or ("ExecutionAlreadyExists" if asked["name"] in self.started else "")
        if code:
            raise ClientError({"Error": {"Code": code, "Message": code}}, "StartExecution")
        self.started[asked["name"]] = json.loads(asked["input"])
        return {}


class Ada:
    def __init__(self, table: Table, states: FakeStates, user_id: str) -> None:
        self.table, self.states, self.id = table, states, user_id

    def ask(self, method: str, path: str, body: Any = None) -> SimpleNamespace:
        headers = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
        return call(app, http_event(method, path, body, user=self.id, at=NOW, headers=headers))

    def close(self, password: str = PASSWORD) -> SimpleNamespace:
        return self.ask("DELETE", "/v1/users/me", {"password": password})

    def keep(self) -> SimpleNamespace:
        return self.ask("POST", "/v1/users/me/keep")

    def export(self) -> SimpleNamespace:
        return self.ask("GET", "/v1/users/me/export")

    def events(self) -> list[str]:
        return sorted(one["kind"] for one in events.page(self.table, self.id, 50, None).items)


@pytest.fixture
def ada(table: Table) -> Iterator[Ada]:
    states = FakeStates()
    with (
        fake_cognito() as pool,
        clients.override(stepfunctions=states),
        settings.override(erasure_machine_arn="arn:machine", erasure_grace_days=7),
    ):
        attributes = pool.add("ada@example.com").attributes
        table.put(profile.new_item(attributes, NOW))
        yield Ada(table, states, attributes["sub"])


def code_of(answer: SimpleNamespace) -> str:
    return str(answer.body["type"].rpartition("/")[2].rpartition(":")[2])


def test_closing_says_when_and_starts_the_wait(ada: Ada) -> None:
    answer = ada.close()

    assert (answer.status, answer.body) == (202, {"erase_at": ERASE_AT})
    ((name, told),) = ada.states.started.items()
    assert told == {"user_id": ada.id, "closing": name}
    wish = closing.of(ada.table, ada.id)
    assert wish is not None
    assert (wish.erase_at, wish.execution, wish.began) == (ERASE_AT, name, False)
    assert ada.events() == ["account_closing"]


def test_a_wrong_password_closes_nothing_and_does_not_sign_out(ada: Ada) -> None:
    answer = ada.close("not the password at all")

    assert (answer.status, code_of(answer)) == (403, "wrong-password")
    assert closing.of(ada.table, ada.id) is None
    assert ada.states.started == {}


def test_guessing_the_password_is_slowed_down(ada: Ada) -> None:
    statuses = [ada.close("not the password at all").status for _ in range(7)]
    assert (statuses[0], statuses[-1]) == (403, 429)


def test_closing_twice_is_closing_once(ada: Ada) -> None:
    ada.close()
    again = ada.close()

    assert (again.status, again.body) == (202, {"erase_at": ERASE_AT})
    assert (len(ada.states.started), ada.events()) == (1, ["account_closing"])


def test_a_wish_that_came_no_further_than_the_table_is_taken_up_by_the_next_request(ada: Ada) -> None:
    ada.states.error = "ServiceUnavailable"
    assert ada.close().status == 503
    ada.states.error = ""

    assert (ada.close().status, len(ada.states.started)) == (202, 1)


def test_an_account_can_be_kept_and_closed_anew(ada: Ada) -> None:
    ada.close()
    assert (ada.keep().status, closing.of(ada.table, ada.id)) == (204, None)
    assert ada.keep().status == 204
    ada.close()

    assert len(ada.states.started) == 2
    assert ada.events() == ["account_closing", "account_closing", "account_kept"]


def test_it_is_too_late_once_the_erasure_has_begun(ada: Ada) -> None:
    ada.close()
    wish = closing.of(ada.table, ada.id)
    assert wish is not None
    closing.begin(ada.table, ada.id, wish, NOW, [])

    answer = ada.keep()
    assert (answer.status, code_of(answer)) == (409, "erasure-began")


def fill(ada: Ada) -> None:
    """Something in every section."""
    table, pk = ada.table, f"USER#{ada.id}"
    fields: dict[str, Any] = {"kind": "yes_no", "schedule": {"type": "daily"}, "colour": "teal"}
    habit = {**fields, "target_type": "at_least", "archived": False, "version": 1, **TIMES}
    for item in (
        {"sk": f"HABIT#{HABIT}", "id": HABIT, "name": "Read", **habit, "frozen": ["2099-05-01"]},
        {"sk": f"HABIT#{BINNED}", "id": BINNED, "name": "Smoke less", **habit, "deleted_at": MADE},
        {"sk": "HABIT#PAUSES", "vacations": {HABIT: {"start": "2099-02-01", "end": None, "note": "Sea"}}},
        {"sk": f"CHECKINS#2099-05#{HABIT}", "02": encode(Stamp(1), Mark(DONE))},
        {"sk": f"CHECKINS#2099-05#{BINNED}", "03": encode(Stamp(1), Mark(DONE))},
        {"sk": f"ENTRIES#{HABIT}#2099-05-02", "base": "", "entries": {"first": ["1", 250]}},
        {"sk": f"DAYNOTE#{HABIT}#2099-05-02", "text": "slept badly", "stamp": "0"},
        {"sk": f"DAYNOTE#{BINNED}#2099-05-03", "text": "only two", "stamp": "0"},
        {"sk": "DEVICE#00ff", "name": "Phone"},
        {
            "sk": f"EDITS#{HABIT}#{MADE}#v1",
            "at": MADE,
            "source": "app",
            "kind": "habit",
            "from": {},
            "to": {},
        },
        {
            "sk": f"IMPORT#{HABIT}",
            "id": HABIT,
            "status": "done",
            "file_name": "loop.zip",
            "preview": "packed",
        },
        {"sk": f"EXPORT#{HABIT}", "id": HABIT, "status": "ready", "format": "json", "file_name": "d.json"},
        {"sk": f"NOTIFICATION#{HABIT}", "kind": "milestone", "at": MADE, "ref": {"name": "Read"}},
        {"sk": "PREFERENCES", "channels": {"reminder": {"mail": False}}, "version": 1},
        {"sk": "PUSH#phone", "endpoint": "https://push", "auth": "push-secret", "created_at": MADE},
        {"sk": "PHONE", "number": "+447700900123", "hash": "phone-code-hash", "version": 2},
        {"sk": f"POINTS#2099-05#{HABIT}", "days": {"02"}, "points": 10, "version": 1},
        {"sk": f"ORDER#{HABIT}", "id": HABIT, "state": "placed", "lines": [], "total": 100},
        {"sk": f"REWARD#{HABIT}", "id": HABIT, "name": "Tea", "price": 5, "version": 1},
        {"sk": f"FILE#{HABIT}", "id": HABIT, "purpose": "photo", "name": "me.png", "status": "ready"},
        {"sk": f"TASK#{HABIT}", "id": HABIT, "title": "Call", **TASK, **TIMES},
        {"sk": f"NOTE#{HABIT}", "id": HABIT, "kind": "note", "title": "Ideas", "version": 1, **TIMES},
        {"sk": f"NOTEBODY#{HABIT}", "body": "Grow *beans*", "at": 1},
        {
            "sk": f"BOOKMARK#{BINNED}",
            "id": BINNED,
            "kind": "bookmark",
            "version": 1,
            **TIMES,
            "deleted_at": MADE,
        },
        {"sk": "FREEZES", "left": 2},
        {"sk": "GRANTS", "theme-ocean": HABIT},
        {"sk": "LEADERBOARD", "name": "Countess", "weeks": {"2099-W19": 20}, "version": 3},
        {"sk": "CALENDAR", "token": "calendar-secret", "created_at": MADE, "version": 1},
    ):
        table.put({"pk": pk, **item})
    table.put({"pk": f"AUTH#{ada.id}", "sk": "SESSION#s1", "device": "Firefox on Linux", "current": "hash"})
    table.put({"pk": f"AUTH#{ada.id}", "sk": "CREDENTIALS", "password": "scrypt$secret"})
    table.put({"pk": f"AUTH#{ada.id}", "sk": "STATE", "password_changed_at": MADE})
    recovery.make(table, ada.id)
    events.record(table, ada.id, "signed_in", NOW, device="Firefox on Linux", address="192.0.2.1")
    access_tokens.make(table, ada.id, "script", ["habits:read"], None, NOW)


def test_everything_is_in_the_document(ada: Ada) -> None:
    fill(ada)
    answer = ada.export()

    assert answer.status == 200
    assert (
        answer.headers["content-disposition"] == 'attachment; filename="daybook-everything-2099-05-10.json"'
    )
    said = answer.body
    assert (said["profile"]["email"], said["account"]["recovery_codes_left"]) == ("ada@example.com", 10)
    (habit,) = said["habits"]["habits"]
    assert (habit["name"], habit["days"], habit["notes"]) == (
        "Read",
        {"2099-05-02": ["done"]},
        {"2099-05-02": "slept badly"},
    )
    assert said["habits"]["vacations"][0]["note"] == "Sea"
    (binned,) = said["bin"]
    assert (binned["name"], binned["deleted_at"]) == ("Smoke less", MADE)
    assert (binned["days"], binned["notes"]) == ({"2099-05-03": ["done"]}, {"2099-05-03": "only two"})
    assert said["sessions"] == [{"id": "s1", "device": "Firefox on Linux"}]
    assert (said["tokens"][0]["name"], said["events"][0]["address"]) == ("script", "192.0.2.1")
    assert said["devices"] == [{"hash": 255, "name": "Phone"}]
    assert (said["tasks"][0]["title"], said["tasks"][0]["priority"]) == ("Call", "low")
    assert [(one["title"], one["body"], one.get("deleted_at")) for one in said["notes"]] == [
        ("Ideas", "Grow *beans*", None),
        ("", "", MADE),
    ]
    assert said["frozen_days"] == {HABIT: ["2099-05-01"]}
    assert (said["freezes"], said["themes"]) == ([{"left": 2}], [{"theme-ocean": HABIT}])
    assert said["leaderboard"] == [{"display_name": "Countess", "weeks": {"2099-W19": 20}}]


def test_every_section_of_the_footprint_is_filled_from_its_items(ada: Ada) -> None:
    fill(ada)
    said = everything(ada.table, ada.id, NOW)

    sections = {part.section for part in footprint.PARTS if part.section}
    assert {name for name in sections if not said[name]} == set()
    assert said.keys() == Everything.__annotations__.keys()


def test_every_kind_of_item_that_has_a_section_changes_the_document(ada: Ada) -> None:
    """A kind that is added to the footprint fails here until `fill` has one and the document shows it."""
    fill(ada)
    whole, there = everything(ada.table, ada.id, NOW), items(ada.table)
    unseen = []
    for part in footprint.PARTS:
        kept = {key: item for key, item in there.items() if not part.holds(*key)}
        ada.table._client.items = kept
        if part.section and everything(ada.table, ada.id, NOW) == whole:
            unseen.append(part)
    assert unseen == []


def test_no_secret_leaves_with_it(ada: Ada) -> None:
    fill(ada)
    (token,) = access_tokens.list_of(ada.table, ada.id)
    text = ada.export().content

    for secret in (
        "scrypt$secret",
        "calendar-secret",
        "phone-code-hash",
        token["hash"],
        '"current"',
        '"hashes"',
    ):
        assert secret not in str(text), secret


def test_a_person_without_anything_gets_an_empty_document(ada: Ada) -> None:
    said = ada.export().body
    assert (said["habits"]["habits"], said["tokens"], said["account"]["erase_at"]) == ([], [], None)


def test_a_document_beyond_an_answers_size_is_ordered_as_a_file() -> None:
    logic.require_fitting("ä" * (logic.MAX_EXPORT_BYTES // 2))
    with pytest.raises(Conflict, match="everything") as raised:
        logic.require_fitting("ä" * (logic.MAX_EXPORT_BYTES // 2 + 1))
    assert raised.value.code == "export-too-large"


def test_a_short_grace_period_is_the_operators_choice(ada: Ada) -> None:
    with settings.override(erasure_grace_days=0):
        assert ada.close().body == {"erase_at": (NOW + timedelta(0)).isoformat().replace("+00:00", "Z")}
