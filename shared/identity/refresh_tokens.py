"""Our refresh tokens: `dbr_<user id>_<session id>_<secret>`.

Using one gives a successor, the same one each time until the successor is first used: an answer that got lost
and two tabs at once do no harm. Then the successor is what counts, and any other secret is a token that two
have had (RFC 9700, 4.14.2): the session ends. The table holds digests, and sealed what only the holder of a
secret can open again (docs/decisions/0206):

| attribute of SESSION# | what |
|---|---|
| current, next | SHA-256 of the token's secret, and of its successor's while that waits |
| sealed, next_sealed | what the provider wants for a renewal, for the holder of either |
| next_secret | the successor's secret, for the holder of the current one |
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from shared.errors import Unauthenticated, Unavailable
from shared.identity import sessions
from shared.identity.provider import SignedIn
from shared.identity.sealing import digest, matches, new_secret, seal, unseal
from shared.table import ConditionFailed, Table

_ATTEMPTS = 3
_ENDED = "The session has ended. Sign in again."
_TOKEN = re.compile(
    r"dbr_(?P<user_id>[\w-]{1,128})_(?P<session_id>[A-Za-z0-9-]{1,64})_(?P<secret>[\w-]{43})", re.ASCII
)

Item = dict[str, Any]


class Used(NamedTuple):
    """A session that may be renewed: what the provider wants for it, and the token to use from now on."""

    user_id: str
    session_id: str
    renewal: str
    refresh_token: str


class Closed(NamedTuple):
    """A session that its holder has ended. `renewal`: for the provider to end it, too; None: out of reach."""

    user_id: str
    session_id: str
    renewal: str | None


class Reused(Unauthenticated):
    """A refresh token came back after its successor had been used. Its session has been ended."""

    def __init__(self, user_id: str, session_id: str, device: str) -> None:
        super().__init__(_ENDED, code="session-ended")
        self.user_id, self.session_id, self.device = user_id, session_id, device


class _Token(NamedTuple):
    user_id: str
    session_id: str
    secret: str

    def __str__(self) -> str:
        return f"dbr_{self.user_id}_{self.session_id}_{self.secret}"

    @property
    def key(self) -> tuple[str, str]:
        return sessions.partition_key(self.user_id), sessions.PREFIX + self.session_id

    def purpose(self, what: str) -> str:
        return f"{what} of {self.user_id}/{self.session_id}"


def session_ended() -> Unauthenticated:
    """For whatever cannot be renewed. Which of the reasons it is, is nobody's business but the owner's."""
    return Unauthenticated(_ENDED, code="session-ended")


def start(table: Table, signed_in: SignedIn, device: str, address: str, now: datetime, *, mfa: bool) -> str:
    """Keeps a new session and returns its refresh token. `mfa`: a second factor was given. `now` is aware."""
    token = _Token(signed_in.user_id, signed_in.session_id, new_secret())
    item = sessions.new_item(token.user_id, token.session_id, device, address, now, mfa=mfa)
    sealed = seal(signed_in.renewal, token.secret, token.purpose("renewal"))
    table.put({**item, "current": digest(token.secret), "sealed": sealed})
    return str(token)


def use(table: Table, refresh_token: str, address: str, now: datetime) -> Used:
    """Raises Unauthenticated("session-ended") for a token that is none of ours and for a session that has
    expired or ended; as Reused, having ended the session, for a token that has been replaced.
    """
    token = _parsed(refresh_token)
    if token is None:
        raise session_ended()
    # Consistent: an item as it was before a successor's first use would make that successor look stolen.
    item = table.get(*token.key, consistent=True)
    for _ in range(_ATTEMPTS):
        try:
            return _use(table, token, _with_secrets(item, now), address, now)
        except ConditionFailed as lost:  # another request with the same token was faster: its result is ours
            item = lost.item
    raise Unavailable("Your session is being renewed elsewhere. Try again in a moment.", 1)


def close(table: Table, refresh_token: str, now: datetime) -> Closed | None:
    """Ends the session of a token at its holder's wish, also that of a token that has been replaced. None
    when there is nothing (left) to end.
    """
    token = _parsed(refresh_token)
    item = token and table.get(*token.key, consistent=True)
    if not token or not item or not sessions.end(table, *token[:2], "signed_out", now):
        return None
    for known, sealed in (("current", "sealed"), ("next", "next_sealed")):
        if matches(token.secret, item.get(known)):
            return Closed(*token[:2], unseal(item[sealed], token.secret, token.purpose("renewal")))
    return Closed(*token[:2], None)


def _use(table: Table, token: _Token, item: Item, address: str, now: datetime) -> Used:
    if matches(token.secret, item["current"]):
        if "next" in item:
            return _repeated(token, item)
        condition = "#current = :digest AND attribute_not_exists(#next)"
        return _replaced(table, token, item["sealed"], condition, address, now)
    if matches(token.secret, item.get("next")):
        return _replaced(table, token, item["next_sealed"], "#next = :digest", address, now)
    if not sessions.end(table, token.user_id, token.session_id, "reuse", now):
        raise session_ended()
    raise Reused(token.user_id, token.session_id, item["device"])


def _repeated(token: _Token, item: Item) -> Used:
    renewal = unseal(item["sealed"], token.secret, token.purpose("renewal"))
    successor = unseal(item["next_secret"], token.secret, token.purpose("successor"))
    return Used(token.user_id, token.session_id, renewal, str(token._replace(secret=successor)))


def _replaced(
    table: Table, token: _Token, sealed: bytes, condition: str, address: str, now: datetime
) -> Used:
    """The token is the current one from now on, with a new successor. Raises ConditionFailed."""
    renewal = unseal(sealed, token.secret, token.purpose("renewal"))
    successor = token._replace(secret=new_secret())
    known = digest(token.secret)
    changes = {
        "current": known,
        "sealed": sealed,
        "next": digest(successor.secret),
        "next_secret": seal(successor.secret, token.secret, token.purpose("successor")),
        "next_sealed": seal(renewal, successor.secret, token.purpose("renewal")),
        **sessions.use_of(address, now),
    }
    table.update(*token.key, set=changes, condition=condition, values={"digest": known}, return_new=False)
    return Used(token.user_id, token.session_id, renewal, str(successor))


def _with_secrets(item: Item | None, now: datetime) -> Item:
    """The item of a session that is live and has been ours from the start. Raises Unauthenticated."""
    if item is None or not sessions.shape(item).is_live(now) or "current" not in item:
        raise session_ended()
    return item


def _parsed(refresh_token: str) -> _Token | None:
    found = _TOKEN.fullmatch(refresh_token)
    return None if found is None else _Token(**found.groupdict())
