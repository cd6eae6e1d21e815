"""An authorizer's credentials among which every session is open: for tests of tokens, not of sessions."""

from __future__ import annotations

from typing import Any

from functions.authorizer.logic import Checks
from functions.authorizer.provider import Keys
from functions.authorizer.repository import Credentials
from functions.authorizer.tokens import PoolTokens
from shared.identity.sessions import Session
from shared.table import Table
from tests.support.tokens import CLIENT_ID, ISSUER, key_set


class OpenSessions(Credentials):
    """Every session is there."""

    def session(self, user_id: str, session_id: str) -> Session:
        now = "2026-11-21T00:00:00Z"
        return Session(session_id, "Firefox", "192.0.2.1", False, now, now, 0, None)

    def note_use(self, *use: Any) -> None:
        """Nowhere."""


def checks(keys: Keys | None = None) -> Checks:
    """For tokens of tests/support/tokens.py."""
    keys = keys or Keys("https://keys", lambda address: key_set())
    return Checks(PoolTokens(keys, ISSUER, CLIENT_ID), OpenSessions(Table()), None)
