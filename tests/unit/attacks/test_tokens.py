"""Every route of the manifests against every token that must not work: the documented status, and no item of
the table changed. A route that is added to a manifest is here by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any, NamedTuple

import pytest

from functions.authorizer.logic import Checks, authorize
from shared.identity import access_tokens, sessions
from shared.settings import settings
from shared.table import Table
from tests.support.attacked import PRIVATE, PUBLIC, AttackedRoute, any_settings, call_as, items
from tests.support.events import call, http_event
from tests.support.forgeries import COGNITO, NATIVE, Keeper
from tests.support.memory import memory_table
from tests.support.tokens import access_claims

pytestmark = pytest.mark.exhaustive

ADA: str = access_claims()["sub"]
OPEN, ENDED = "session-1", "session-2"
NOW = datetime.now(timezone.utc)

NO_TOKEN = (401, "token-missing")
INVALID = (401, "token-invalid")
EXPIRED = (401, "token-expired")
SESSION_ENDED = (401, "session-ended")
SCOPE_MISSING = (403, "scope-missing")


class World(NamedTuple):
    """Ada's account: an open session, one that has ended, a personal token for each set of scopes."""

    table: Table
    checks: Checks
    good: str
    attacks: dict[str, str]
    """Tokens by what is wrong with them; 401 for all."""
    narrow: dict[str, str]
    """Personal tokens by the scope that they lack."""


@pytest.fixture(scope="module", params=[COGNITO, NATIVE], ids=lambda keeper: keeper.name)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    keeper: Keeper = request.param
    with settings.override(**any_settings()), memory_table() as table:
        for session_id in (OPEN, ENDED):
            table.put(sessions.new_item(ADA, session_id, "Firefox on Linux", "192.0.2.1", NOW, mfa=False))
        sessions.end(table, ADA, ENDED, "logout", NOW)
        bad, narrow = _bad_tokens(keeper, table), _narrow_tokens(table)
        made = World(table, keeper.checks(table), keeper.token(ADA, OPEN), bad, narrow)
        for token in made.narrow.values():  # notes the hour's use, which is the one change that is meant
            assert authorize(_bearing(token), made.checks, time.time())["context"]["problem"] == ""
        yield made


def _bad_tokens(keeper: Keeper, table: Table) -> dict[str, str]:
    deleted = access_tokens.make(table, ADA, "script", ["habits:read"], None, NOW)
    access_tokens.delete(table, ADA, access_tokens.shape(deleted.item)["id"])
    past = int(NOW.timestamp()) - 1
    outdated = access_tokens.make(table, ADA, "script", ["habits:read"], past, NOW)
    return {
        "expired": keeper.token(ADA, OPEN, exp=past),
        **keeper.forged(ADA, OPEN),
        "revoked": keeper.token(ADA, ENDED),
        "personal, deleted": deleted.token,
        "personal, expired": outdated.token,
        "personal, made up": f"dbk_{ADA}_{'A' * 43}",
    }


def _narrow_tokens(table: Table) -> dict[str, str]:
    scopes = {scope for attacked in PRIVATE if (scope := attacked.route.scope)}
    return {
        scope: access_tokens.make(
            table, ADA, scope, [other for other in access_tokens.SCOPES if other != scope], None, NOW
        ).token
        for scope in scopes
    }


def _bearing(token: str) -> dict[str, Any]:
    return {"headers": {"authorization": f"Bearer {token}"}}


def _said(answer: Any) -> tuple[int, str]:
    return answer.status, answer.body["type"].rpartition(":")[2]


@pytest.mark.parametrize("attacked", PRIVATE, ids=str)
def test_no_bad_token_gets_anywhere(world: World, attacked: AttackedRoute) -> None:
    before = items(world.table)
    path = attacked.path_with({})
    answers = {
        name: _said(call_as(attacked, path, world.checks, token)) for name, token in world.attacks.items()
    }
    expected = dict.fromkeys(world.attacks, INVALID) | {"expired": EXPIRED, "revoked": SESSION_ENDED}
    assert answers == expected
    assert _said(call(attacked.app, http_event(attacked.route.method, path, {}, user=None))) == NO_TOKEN
    assert _said(call_as(attacked, path, world.checks, None)) == INVALID
    assert items(world.table) == before
    assert "401" in attacked.documented


@pytest.mark.parametrize("attacked", PRIVATE, ids=str)
def test_no_token_gets_further_than_its_scopes(world: World, attacked: AttackedRoute) -> None:
    before = items(world.table)
    token = world.narrow[attacked.route.scope or ""]
    assert _said(call_as(attacked, attacked.path_with({}), world.checks, token)) == SCOPE_MISSING
    assert items(world.table) == before
    assert "403" in attacked.documented


@pytest.mark.parametrize("attacked", PUBLIC, ids=str)
def test_who_needs_no_token_is_not_impressed_by_one(world: World, attacked: AttackedRoute) -> None:
    """API Gateway asks nobody about these, so what matters is that their code does not look at the header."""
    before = items(world.table)
    path = attacked.path_with({})
    plain = call(attacked.app, http_event(attacked.route.method, path, {}, user=None))
    for token in [*world.attacks.values(), *world.narrow.values()]:
        event = http_event(attacked.route.method, path, {}, user=None, headers=_bearing(token)["headers"])
        assert (answer := call(attacked.app, event)).status == plain.status < 500
        assert answer.content == plain.content
    assert items(world.table) == before


def test_the_good_ones_do_get_in(world: World) -> None:
    """So that the refusals above are not those of a broken test."""
    (attacked,) = (attacked for attacked in PRIVATE if attacked.route.name == "list_habits")
    for token in (world.good, world.narrow["habits:write"]):
        assert call_as(attacked, "/v1/habits", world.checks, token).status == 200
