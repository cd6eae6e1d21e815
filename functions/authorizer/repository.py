"""Sessions and personal access tokens, as far as the authorizer looks after them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from shared.errors import Unavailable
from shared.identity import access_tokens, account_state, sessions
from shared.log import logger

if TYPE_CHECKING:
    from shared.table import Table

# What a session is called that was opened with the user pool itself, by a program whose name nobody told us.
ELSEWHERE = "Another client"


class Credentials:
    """Raises Unavailable when the table cannot be reached. `now` is aware everywhere."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def session(self, user_id: str, session_id: str) -> sessions.Session | None:
        """The session, live or ended. Half a read unit, and one more when it seems missing: one that was
        opened a moment ago must be found, since the answer is kept for a minute."""
        found = sessions.find(self.table, user_id, session_id)
        if found is not None:
            return found
        item = self.table.get(sessions.partition_key(user_id), sessions.PREFIX + session_id, consistent=True)
        return None if item is None else sessions.shape(item)

    def sessions_since(self, user_id: str) -> int:
        """When the person last ended all other sessions (epoch seconds), 0 for never."""
        since: int = account_state.read(self.table, user_id).get("sessions_since", 0)
        return since

    def adopt(self, user_id: str, session_id: str, address: str, now: datetime) -> sessions.Session:
        """Keeps a session that was opened elsewhere, so that its owner sees it and can end it."""
        return sessions.adopt(self.table, user_id, session_id, ELSEWHERE, address, now)

    def note_use(self, user_id: str, session: sessions.Session, address: str, now: datetime) -> None:
        """Writes down, at most hourly, that the session is in use; whoever calls is let in all the same."""
        try:
            sessions.touch(self.table, user_id, session, address, now)
        except Unavailable:
            logger.exception("the use of a session could not be noted")

    def personal(self, token: str, now: datetime) -> access_tokens.Known | None:
        """What a personal access token may do, None for one that is not good."""
        return access_tokens.verify(self.table, token, int(now.timestamp()))
