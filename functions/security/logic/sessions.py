"""Where the account is signed in, and ending that."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from functions.security.logic.proof import tell
from shared.errors import NotFound
from shared.identity import account_state, sessions

if TYPE_CHECKING:
    from functions.security.caller import Caller
    from functions.security.models import OpenSession
    from shared.identity.provider import Provider
    from shared.identity.sessions import Session

BY_OWNER = "ended_by_owner"
MAX_ID_LENGTH = 128  # DynamoDB refuses keys above 1,024 bytes; ids of sessions have some 30 characters


def listed(who: Caller) -> list[OpenSession]:
    """The live sessions, last used first."""
    return [_shape(session, who) for session in sessions.listed(who.table, who.user_id, who.now)]


def end(who: Caller, session_id: str) -> None:
    """Raises NotFound when it has ended, or is nobody's or another person's."""
    known = len(session_id) <= MAX_ID_LENGTH
    session = sessions.find(who.table, who.user_id, session_id) if known else None
    if session is None or not sessions.end(who.table, who.user_id, session_id, BY_OWNER, who.now):
        raise NotFound("There is no such session. It may have ended already.")
    tell(who, "session_ended", detail=session.device)


def end_all(who: Caller, keeper: Provider, *, keep_current: bool) -> None:
    """All of the person's sessions, those that never came here too; or all but the one that asks."""
    if not keep_current:
        keeper.end_all(who.user_id)
    names = {session.id: session.device for session in sessions.listed(who.table, who.user_id, who.now)}
    kept = who.session_id if keep_current else None
    for session_id in _end(who, BY_OWNER, kept):
        tell(who, "session_ended", detail=names.get(session_id, ""))


def end_others(who: Caller, why: str) -> None:
    """All but the one that asks; `why` is for the log. Raises Unavailable."""
    _end(who, why, who.session_id)


def _end(who: Caller, why: str, kept: str | None) -> list[str]:
    account_state.end_unseen_sessions(who.table, who.user_id, who.now)
    return sessions.end_all(who.table, who.user_id, why, who.now, except_id=kept)


def _shape(session: Session, who: Caller) -> OpenSession:
    expires_at = datetime.fromtimestamp(session.expires_at, timezone.utc)
    return {
        "id": session.id,
        "current": session.id == who.session_id,
        "device": session.device,
        "address": session.address,
        "created_at": session.created_at,
        "last_used_at": session.last_used_at,
        "expires_at": expires_at.isoformat().replace("+00:00", "Z"),
    }
