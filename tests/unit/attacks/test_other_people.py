"""Mallory, who is signed in, at every route with the ids of what is Ada's: as if it were not there, and
nothing of hers changed or shown. From the manifests: a new kind of id fails until Ada has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from functions.authorizer.logic import Checks
from functions.uploads import handler, repository
from shared import clients
from shared.identity import profile, sessions
from shared.rewards.items import TOTAL_KEY
from shared.settings import settings
from shared.table import Table
from tests.support.attacked import NOBODYS, PRIVATE, UNKNOWN_ID, AttackedRoute, call_as, items
from tests.support.belongings import one_of_each
from tests.support.buckets import moto_bucket
from tests.support.cognito import fake_cognito
from tests.support.examples import body_of, query_of
from tests.support.forgeries import COGNITO
from tests.support.memory import memory_table
from tests.support.rewards import MemoryLedger
from tests.unit.uploads.test_media_session import FakeSsm

NOW = datetime.now(timezone.utc)
SESSION = "session-1"
# In every text that Ada has written.
HERS = "adas-secret"


class World(NamedTuple):
    table: Table
    checks: Checks
    ada: str
    mallory: str
    ids: dict[str, str]
    """Ada's, by the parameter that they go into."""

    def call(self, attacked: AttackedRoute, user_id: str, **changes: Any) -> SimpleNamespace:
        """With the least that the route takes, and `changes` of its body."""
        body, query = {**body_of(attacked.operation), **changes}, query_of(attacked.operation)
        token = COGNITO.token(user_id, SESSION)
        return call_as(attacked, attacked.path_with(self.ids), self.checks, token, body, query)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with (
        memory_table() as table,
        fake_cognito() as pool,
        moto_bucket("transfers"),
        clients.override(ledger=MemoryLedger(), ssm=FakeSsm()),
        settings.override(
            identity="cognito", uploads_bucket="transfers", media_key_id="K123", media_signing_key="/d/key"
        ),
    ):
        ada, mallory = (
            pool.add(f"{name}@example.com", attributes={"name": name, "zoneinfo": "UTC"}).attributes
            for name in (HERS, "mallory")
        )
        for person in (ada, mallory):
            table.put(profile.new_item(person, NOW))
            table.put(sessions.new_item(person["sub"], SESSION, "Firefox", "192.0.2.1", NOW, mfa=False))
        table.put({"pk": "CONFIG#APP", "sk": "ADDRESS", "url": "https://daybook.example.com"})
        made = World(table, COGNITO.checks(table), ada["sub"], mallory["sub"], {})
        _give_ada_one_of_each(made)
        yield made
    for kept in (repository.signing_key, handler._app_address):
        kept.cache_clear()


def _give_ada_one_of_each(world: World) -> None:
    world.ids["session_id"] = SESSION + "-of-adas"
    theirs = sessions.new_item(world.ada, world.ids["session_id"], HERS, "192.0.2.1", NOW, mfa=False)
    world.table.put(theirs)
    world.ids["notification_id"] = UNKNOWN_ID
    told = {"kind": "milestone", "ref": {"name": HERS, "streak": 7}, "at": "2026-01-01T00:00:00Z"}
    world.table.put({"pk": f"USER#{world.ada}", "sk": f"NOTIFICATION#{UNKNOWN_ID}", **told})

    earned = {"earned": 10, "version": 1}
    world.table.put({"pk": f"USER#{world.ada}", "sk": TOTAL_KEY, **earned})

    def ask(attacked: AttackedRoute, ids: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        world.ids.update(ids)
        answer = world.call(attacked, world.ada, **body)
        assert answer.status in (200, 201, 202), f"{attacked}: {answer.body}"
        made: dict[str, Any] = answer.body
        return made

    world.ids.update(one_of_each(ask, HERS))


@pytest.fixture(autouse=True)
def _as_before(world: World) -> Iterator[None]:
    before = items(world.table)
    yield
    world.table._client.items = before


def theirs(attacked: AttackedRoute) -> list[str]:
    return [name for name in attacked.parameters if name not in NOBODYS]


@pytest.mark.parametrize("attacked", PRIVATE, ids=str)
def test_what_is_hers_is_not_there_for_others(world: World, attacked: AttackedRoute) -> None:
    assert set(theirs(attacked)) <= world.ids.keys(), "give Ada one of these"
    before = items(world.table)
    answer = world.call(attacked, world.mallory)
    if theirs(attacked):
        assert answer.status == 404, answer.body
        assert items(world.table) == before
        assert "404" in attacked.documented
    assert answer.status < 500, answer.body
    assert HERS not in answer.content.decode() and world.ada not in answer.content.decode()
    after = items(world.table)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert not [key for key in changed if key in before and world.mallory not in key[0]]
    assert not [key for key in changed if world.ada in str(after.get(key))]


def test_they_are_there_for_her(world: World) -> None:
    """So that the 404 above is not that of a wrong address."""
    for attacked in PRIVATE:
        if theirs(attacked):
            before = items(world.table)
            answer = world.call(attacked, world.ada)
            assert answer.status != 404 and answer.status < 500, f"{attacked}: {answer.body}"
            world.table._client.items = before
