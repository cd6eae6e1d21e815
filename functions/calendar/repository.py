"""The secret address of a person's calendar.

| pk | sk | what |
|---|---|---|
| USER#<user> | CALENDAR | `token`, so that the owner can see the address again; `version` |
| CALENDAR#<sha256 of the token> | FEED | `user_id`: the feed is found by a hash, never by the token itself |
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import Any

from shared.errors import Unavailable
from shared.habits.items import partition
from shared.habits.shapes import timestamp
from shared.table import ConditionFailed, Table

_SORT_KEY, _FEED = "CALENDAR", "FEED"
_TOKEN_BYTES = 24
_SHAPE = re.compile(r"[A-Za-z0-9_-]{32}")
_ATTEMPTS = 4


class Secrets:
    """Tokens, each the whole of an address' secret (192 bits). Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def token_of(self, user_id: str) -> str | None:
        item = self._table.get(partition(user_id), _SORT_KEY, consistent=True)
        return None if item is None else str(item["token"])

    def owner_of(self, token: str) -> str | None:
        """The user's id, None for what is no token (any more)."""
        if not _SHAPE.fullmatch(token):
            return None
        item = self._table.get(_feed_key(token), _FEED)
        return None if item is None else str(item["user_id"])

    def renew(self, user_id: str, now: datetime) -> str:
        """A new token; the old one finds nothing from now on."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._replace(user_id, token, now)
        return token

    def revoke(self, user_id: str, now: datetime) -> None:
        """Takes the token away, if there is one."""
        self._replace(user_id, None, now)

    def _replace(self, user_id: str, token: str | None, now: datetime) -> None:
        for _ in range(_ATTEMPTS):
            there = self._table.get(partition(user_id), _SORT_KEY, consistent=True)
            operations = self._operations(user_id, there, token, now)
            if not operations:
                return
            try:
                self._table.transact(*operations)
            except ConditionFailed:
                continue  # another request has renewed or revoked it
            return
        raise Unavailable("The address is being changed elsewhere. Try again.", retry_after_s=1)

    def _operations(
        self, user_id: str, there: dict[str, Any] | None, token: str | None, now: datetime
    ) -> list[dict[str, Any]]:
        table, pk, made = self._table, partition(user_id), timestamp(now)
        version = there["version"] if there else None
        operations = []
        if token is not None:
            item = {
                "pk": pk,
                "sk": _SORT_KEY,
                "token": token,
                "created_at": made,
                "version": (version or 0) + 1,
            }
            feed = {"pk": _feed_key(token), "sk": _FEED, "user_id": user_id, "created_at": made}
            operations += [table.put_operation(item, only_if_new=there is None, if_version=version)]
            operations += [table.put_operation(feed, only_if_new=True)]
        elif there is not None:
            operations += [
                table.delete_operation(
                    pk, _SORT_KEY, "#version = :seen", names={"version": "version"}, values={"seen": version}
                )
            ]
        if there is not None:
            operations += [table.delete_operation(_feed_key(there["token"]), _FEED)]
        return operations


def _feed_key(token: str) -> str:
    return f"CALENDAR#{hashlib.sha256(token.encode()).hexdigest()}"
