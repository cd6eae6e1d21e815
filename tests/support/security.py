"""Ada has an account, with either keeper of credentials, and asks about its safety."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from functions.security.handler import app
from shared.identity import profile, refresh_tokens
from shared.identity.provider import SignedIn
from shared.table import Table
from tests.support import keeping
from tests.support.events import call, http_event
from tests.support.mail import FakeSes, Mail, fake_mail
from tests.support.memory import memory_table
from tests.support.providers import Keeper, cognito_keeper, native_keeper

ADA, NEW = "ada@example.com", "countess@example.org"
PASSWORD, OTHER = keeping.PASSWORD, keeping.OTHER
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


@dataclass
class Home:
    keeper: Keeper
    table: Table
    ses: FakeSes
    ada: SignedIn
    second: datetime
    requests: int = 0

    def ask(
        self, method: str, path: str, body: Any = None, who: SignedIn | None = None, **event: Any
    ) -> SimpleNamespace:
        """A request below /users/me by Ada, or by another session of hers, or by another person."""
        who = who or self.ada
        headers = {
            "authorization": f"Bearer {who.access_token}",
            "user-agent": FIREFOX,
            **event.pop("headers", {}),
        }
        # On a slow machine, too, they come within one second; and events of one millisecond have no order.
        self.requests += 1
        at = self.second + timedelta(milliseconds=self.requests)
        event = {"user": who.user_id, "session_id": who.session_id, "at": at, **event}
        return call(app, http_event(method, f"/v1/users/me/{path}", body, headers=headers, **event))

    def sign_in(self, email: str = ADA, device: str = "Firefox on Linux", **times: int) -> SignedIn:
        """Another session, used `times` ago."""
        return self.keep(keeping.log_in(self.keeper, email), device, **times)

    def keep(self, who: SignedIn, device: str, **times: int) -> SignedIn:
        now = datetime.now(timezone.utc) - timedelta(**times)
        refresh_tokens.start(self.table, who, device, "192.0.2.7", now, mfa=False)
        return who

    def join(self, email: str) -> SignedIn:
        """Another person."""
        who = keeping.join(self.keeper, email)
        item = profile.new_item(self.keeper.provider.attributes(who.user_id), datetime.now(timezone.utc))
        profile.write_if_missing(self.table, item)
        return self.keep(who, "Firefox on Linux")

    def notices(self, email: str = ADA) -> list[Mail]:
        """The mails without a code."""
        return [mail for mail in self.ses.to(email) if "code" not in mail.subject]

    def events(self) -> list[dict[str, Any]]:
        """Newest first."""
        found: list[dict[str, Any]] = self.ask("GET", "events").body["items"]
        return found

    def switch_on(self) -> list[str]:
        """Gives Ada an authenticator app. Her recovery codes."""
        secret = self.ask("POST", "mfa", {"password": PASSWORD}).body["secret"]
        answer = self.ask("POST", "mfa/verify", {"code": self.keeper.app_shows(secret)})
        assert answer.status == 200
        codes: list[str] = answer.body["recovery_codes"]
        return codes


@contextmanager
def cognito_home() -> Iterator[tuple[Keeper, Table, FakeSes]]:
    with memory_table() as table, cognito_keeper() as keeper, fake_mail() as ses:
        yield keeper, table, ses


@contextmanager
def native_home() -> Iterator[tuple[Keeper, Table, FakeSes]]:
    with native_keeper() as keeper:
        yield keeper, keeper.table, keeper.ses


@pytest.fixture(params=[cognito_home, native_home], ids=["cognito", "native"])
def home(request: pytest.FixtureRequest) -> Iterator[Home]:
    with request.param() as (keeper, table, ses):
        second = datetime.now(timezone.utc).replace(microsecond=0)
        made = Home(keeper, table, ses, SignedIn("", "", "", 0, ""), second)
        made.ada = made.join(ADA)
        yield made


def code_of(answer: SimpleNamespace) -> str:
    return str(answer.body["type"]).rpartition(":")[2]


def pointers(answer: SimpleNamespace) -> list[str]:
    return [error["pointer"] for error in answer.body["errors"]]
