"""Sessions that were ended, opened elsewhere or never seen, and personal access tokens."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from functions.authorizer.logic import Checks, authorize
from functions.authorizer.provider import Keys, stands_by
from functions.authorizer.repository import ELSEWHERE, Credentials
from functions.authorizer.tokens import OwnTokens, PoolTokens
from shared import clients
from shared.errors import Throttled, Unavailable
from shared.identity import access_tokens, account_state, sessions
from shared.identity.native_tokens import PublishedKeys, claims_of
from shared.identity.signing_keys import new_key, published, signed
from shared.settings import settings
from shared.table import Table
from tests.support.cognito_state import error
from tests.support.tokens import CLIENT_ID, ISSUER, access_claims, access_token, key_set

NOW = datetime.now(timezone.utc).replace(microsecond=0)
ADA: str = access_claims()["sub"]
KEY = new_key()
OWN_ISSUER = "https://daybook/test"


class Pool:
    """Cognito's GetUser."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem, self.asked = problem, 0

    def get_user(self, *, AccessToken: str) -> dict[str, Any]:  # noqa: N803  # the argument is botocore's
        self.asked += 1
        if self.problem:
            raise self.problem
        return {"Username": ADA}


class Failing(Table):
    """A table that cannot be written to."""

    def update(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        raise Unavailable("no", 1)


def answer(table: Table, token: str, *, now: datetime = NOW, pool: Pool | None = None) -> dict[str, Any]:
    """What a Daybook with Cognito says."""
    verifier = PoolTokens(Keys("https://keys", lambda address: key_set()), ISSUER, CLIENT_ID)
    with clients.override(cognito_idp=pool or Pool()):
        return _asked(Checks(verifier, Credentials(table), stands_by), token, now)


def own_answer(table: Table, token: str, *, now: datetime = NOW) -> dict[str, Any]:
    """What a Daybook with its own identity says."""
    verifier = OwnTokens(PublishedKeys(table), OWN_ISSUER)
    return _asked(Checks(verifier, Credentials(table), None), token, now)


def _asked(checks: Checks, token: str, now: datetime) -> dict[str, Any]:
    event = {
        "headers": {"authorization": f"Bearer {token}", "x-viewer-address": "203.0.113.9"},
        "requestContext": {"http": {"sourceIp": "192.0.2.1"}},
    }
    context: dict[str, Any] = authorize(event, checks, now.timestamp())["context"]
    return context


def open_session(table: Table, session_id: str = "session-1", *, at: datetime = NOW) -> None:
    table.put(sessions.new_item(ADA, session_id, "Firefox on Linux", "192.0.2.1", at, mfa=False))


def own_token(table: Table, session_id: str = "session-1") -> str:
    table.put({"pk": "AUTH#SIGNING", "sk": "JWKS", "keys": [published(KEY)]})
    return signed(KEY, claims_of(OWN_ISSUER, ADA, session_id, "token-1", NOW.timestamp()))


def found(table: Table, session_id: str = "session-1") -> sessions.Session:
    session = sessions.find(table, ADA, session_id)
    assert session is not None
    return session


class TestSessionsOfOurs:
    def test_an_open_one_lets_its_tokens_in_without_asking_the_pool(self, table: Table) -> None:
        open_session(table)
        pool = Pool()
        said = answer(table, access_token(), pool=pool)
        assert (said["problem"], said["user_id"], said["session_id"]) == ("", ADA, "session-1")
        assert pool.asked == 0

    def test_an_ended_one_does_not_though_the_pool_would(self, table: Table) -> None:
        open_session(table)
        sessions.end(table, ADA, "session-1", "logout", NOW)
        assert answer(table, access_token()) == {
            "user_id": "", "session_id": "", "scopes": "", "expires_at": 0, "problem": "token_revoked",
        }  # fmt: skip

    def test_another_persons_session_of_this_name_is_nothing(self, table: Table) -> None:
        open_session(table)
        sessions.end(table, ADA, "session-1", "logout", NOW)
        assert answer(table, access_token(sub="grace"))["problem"] == ""

    def test_its_use_is_written_down_hourly(self, table: Table) -> None:
        open_session(table, at=NOW - timedelta(minutes=59))
        before = found(table)
        answer(table, access_token())
        assert found(table) == before
        answer(table, access_token(), now=NOW + timedelta(minutes=1))
        assert found(table).last_used_at > before.last_used_at
        assert found(table).address == "203.0.113.9"

    def test_past_a_firewall_the_address_is_the_connections(self, table: Table) -> None:
        """The answer stays good: it is kept for the token, whichever way that comes next."""
        open_session(table, at=NOW - timedelta(hours=2))
        with settings.override(origin_keys=frozenset({"a sum"})):
            assert answer(table, access_token())["problem"] == ""
        assert found(table).address == "192.0.2.1"

    def test_it_is_good_though_its_use_cannot_be_written_down(self, table: Table) -> None:
        open_session(table, at=NOW - timedelta(hours=2))
        assert answer(Failing(table._client, table.name), access_token())["problem"] == ""

    def test_an_expired_token_does_not_touch_it(self, table: Table) -> None:
        open_session(table, at=NOW - timedelta(hours=2))
        before = found(table)
        assert answer(table, access_token(exp=int(NOW.timestamp())))["problem"] == "token_expired"
        assert found(table) == before


class TestSessionsFromElsewhere:
    def test_one_is_adopted_when_the_pool_stands_by_it(self, table: Table) -> None:
        assert answer(table, access_token())["problem"] == ""
        adopted = found(table)
        assert (adopted.device, adopted.address) == (ELSEWHERE, "203.0.113.9")

    def test_one_that_was_opened_before_all_were_ended_is_not_adopted(self, table: Table) -> None:
        at = int(NOW.timestamp())
        account_state.end_unseen_sessions(table, ADA, NOW)
        before = access_token(origin_jti="before", auth_time=at)
        assert answer(table, before)["problem"] == "token_revoked"
        assert sessions.find(table, ADA, "before") is None
        assert answer(table, access_token(origin_jti="undated", auth_time=None))["problem"] == "token_revoked"
        after = access_token(origin_jti="after", auth_time=at + 1)
        assert answer(table, after)["problem"] == ""
        open_session(table, "known", at=NOW - timedelta(hours=1))
        known = access_token(origin_jti="known", auth_time=at - 3600)
        assert answer(table, known)["problem"] == "", "who asked for it goes on"

    def test_the_pool_is_asked_once(self, table: Table) -> None:
        pool = Pool()
        for _ in range(3):
            answer(table, access_token(), pool=pool)
        assert pool.asked == 1

    def test_its_owner_can_end_it(self, table: Table) -> None:
        answer(table, access_token())
        assert sessions.end(table, ADA, "session-1", "revoked", NOW)
        assert answer(table, access_token())["problem"] == "token_revoked"

    @pytest.mark.parametrize(
        "claims",
        [
            {"scope": "aws.cognito.signin.user.admin email openid profile"},
            {"scope": "aws.cognito.signin.user.admin", "version": 2},
            {"scope": "openid"},
            {"scope": None},
        ],
        ids=str,
    )
    def test_one_of_the_hosted_pages_is_not_adopted(self, table: Table, claims: dict[str, Any]) -> None:
        """They ask for no second factor after another provider; Daybook's callback does."""
        pool = Pool()
        assert answer(table, access_token(**claims), pool=pool)["problem"] == "token_revoked"
        assert pool.asked == 0 and sessions.find(table, ADA, "session-1") is None

    def test_one_of_the_hosted_pages_is_good_once_daybook_has_opened_it(self, table: Table) -> None:
        open_session(table)
        token = access_token(scope="aws.cognito.signin.user.admin openid", version=2)
        assert answer(table, token)["problem"] == ""

    @pytest.mark.parametrize("code", ["NotAuthorizedException", "UserNotFoundException"])
    def test_one_that_the_pool_has_ended_is_refused_and_not_kept(self, table: Table, code: str) -> None:
        pool = Pool(error(code, "Access Token has been revoked"))
        assert answer(table, access_token(), pool=pool)["problem"] == "token_revoked"
        assert sessions.find(table, ADA, "session-1") is None

    @pytest.mark.parametrize(
        ("code", "raised"),
        [("TooManyRequestsException", Throttled), ("InternalErrorException", Unavailable)],
    )
    def test_when_it_cannot_be_told_nobody_is_let_in(
        self, table: Table, code: str, raised: type[Exception]
    ) -> None:
        with pytest.raises(raised):
            answer(table, access_token(), pool=Pool(error(code, "later")))


class TestOwnIdentity:
    def test_an_open_session_lets_its_tokens_in(self, table: Table) -> None:
        open_session(table)
        said = own_answer(table, own_token(table))
        assert (said["problem"], said["user_id"], said["session_id"], said["scopes"]) == (
            "", ADA, "session-1", "*",
        )  # fmt: skip

    def test_a_session_that_nobody_has_opened_is_refused(self, table: Table) -> None:
        assert own_answer(table, own_token(table))["problem"] == "token_revoked"
        assert sessions.find(table, ADA, "session-1") is None

    def test_an_ended_one_is_refused(self, table: Table) -> None:
        open_session(table)
        sessions.end(table, ADA, "session-1", "reuse", NOW)
        assert own_answer(table, own_token(table))["problem"] == "token_revoked"

    def test_neither_provider_takes_the_others_tokens(self, table: Table) -> None:
        open_session(table)
        assert own_answer(table, access_token())["problem"] == "token_invalid"
        assert answer(table, own_token(table))["problem"] == "token_invalid"


class TestPersonalTokens:
    def make(self, table: Table, expires_at: int | None = None) -> access_tokens.Made:
        return access_tokens.make(table, ADA, "script", ["habits:read", "profile:read"], expires_at, NOW)

    @pytest.mark.parametrize("asked", [answer, own_answer])
    def test_one_may_what_it_was_made_for(self, table: Table, asked: Any) -> None:
        made = self.make(table)
        assert asked(table, made.token) == {
            "user_id": ADA,
            "session_id": "token:" + access_tokens.shape(made.item)["id"],
            "scopes": "habits:read profile:read",
            "expires_at": int(NOW.timestamp()) + 3600,
            "problem": "",
        }

    def test_one_ends_when_it_was_said_to(self, table: Table) -> None:
        until = int(NOW.timestamp()) + 600
        made = self.make(table, until)
        assert answer(table, made.token)["expires_at"] == until
        assert answer(table, made.token, now=NOW + timedelta(seconds=600))["problem"] == "token_invalid"

    def test_a_deleted_one_is_refused(self, table: Table) -> None:
        made = self.make(table)
        access_tokens.delete(table, ADA, access_tokens.shape(made.item)["id"])
        assert answer(table, made.token)["problem"] == "token_invalid"

    def test_a_guessed_secret_is_refused(self, table: Table) -> None:
        made = self.make(table)
        other = made.token[:-1] + ("A" if made.token[-1] != "A" else "B")
        for token in (other, made.token + "=", made.token.upper(), "dbk_", f"dbk_{ADA}_", "dbk__"):
            assert answer(table, token)["problem"] == "token_invalid"


class TestWhereACallComesFrom:
    @pytest.mark.parametrize(
        "context", [{"http": {"sourceIp": "198.51.100.4"}}, {"identity": {"sourceIp": "198.51.100.4"}}]
    )
    def test_is_told_by_either_kind_of_api(self, table: Table, context: dict[str, Any]) -> None:
        table.put({"pk": "AUTH#SIGNING", "sk": "JWKS", "keys": [published(KEY)]})
        open_session(table, at=NOW - timedelta(hours=2))
        checks = Checks(OwnTokens(PublishedKeys(table), OWN_ISSUER), Credentials(table), None)
        headers = {"authorization": f"Bearer {own_token(table)}"}
        authorize({"headers": headers, "requestContext": context}, checks, NOW.timestamp())
        assert found(table).address == "198.51.100.4"
