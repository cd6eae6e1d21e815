"""Who asks, and from where: what the rules need to know of a request."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from shared.table import Table

if TYPE_CHECKING:
    from shared.http import Request


class Caller(NamedTuple):
    """`table` is where everything about them lies; `now` is when the request came in (aware)."""

    table: Table
    user_id: str
    session_id: str
    device: str
    """ "Firefox on Linux"."""
    address: str
    """The viewer's IP address."""
    now: datetime
    access_token: str
    """Cognito takes it as leave to change its owner's account."""


def caller_of(request: Request) -> Caller:
    from shared.identity.user_agents import device_of

    return Caller(
        table=Table(),
        user_id=request.user.id,
        session_id=request.user.session_id,
        device=device_of(request.headers.get("user-agent", "")),
        address=request.source_address,
        now=request.received_at,
        access_token=request.headers.get("authorization", "").partition(" ")[2].strip(),
    )
