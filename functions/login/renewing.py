"""Renewing and ending a session by its refresh token (docs/decisions/0206)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.login.healing import heal
from functions.login.opening import Opened
from shared.errors import Throttled, Unauthenticated, Unavailable
from shared.identity import refresh_tokens, sessions
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from functions.login.desk import Desk


def renew(desk: Desk, refresh_token: str) -> Opened:
    """Raises Unauthenticated("session-ended") for whatever cannot be renewed. A token that has been replaced
    also ends its session, and the owner is told.
    """
    used = _used(desk, refresh_token)
    try:
        signed_in = desk.provider.renew(used.user_id, used.session_id, used.renewal)
    except Unauthenticated:
        sessions.end(desk.table, used.user_id, used.session_id, "provider", desk.caller.now)
        raise
    heal(desk, used.user_id)
    return Opened(signed_in, used.refresh_token)


def end(desk: Desk, refresh_token: str) -> None:
    """The session is over. What is none of ours, or has ended, is as good as that. Raises Unavailable."""
    closed = refresh_tokens.close(desk.table, refresh_token, desk.caller.now)
    if closed is None:
        return
    desk.tell(closed.user_id, "signed_out")
    if closed.renewal is not None:
        _end_with_provider(desk, closed.renewal)


def _used(desk: Desk, refresh_token: str) -> refresh_tokens.Used:
    try:
        return refresh_tokens.use(desk.table, refresh_token, desk.caller.address, desk.caller.now)
    except refresh_tokens.Reused as reused:
        logger.warning("a refresh token was reused", user_id=reused.user_id, session_id=reused.session_id)
        count("RefreshTokensReused")
        desk.tell(reused.user_id, "session_reuse", notice="session_reuse", detail=reused.device)
        raise


def _end_with_provider(desk: Desk, renewal: str) -> None:
    try:
        desk.provider.end(renewal)
    except (Throttled, Unavailable):
        # It has ended all the same: its access tokens are refused, and nobody has what would renew it.
        logger.exception("an ended session could not be revoked with the provider")
