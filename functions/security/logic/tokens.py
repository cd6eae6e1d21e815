"""Personal access tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from functions.security.logic.proof import tell
from shared.errors import NotFound
from shared.identity import access_tokens

if TYPE_CHECKING:
    from functions.security.caller import Caller

_DAY_S = 24 * 3600


def make(who: Caller, name: str, scopes: Sequence[str], days: int | None) -> access_tokens.Made:
    """A token that is good for `days` from now, for ever with None. Raises Conflict("too-many-tokens")."""
    expires_at = None if days is None else int(who.now.timestamp()) + days * _DAY_S
    made = access_tokens.make(who.table, who.user_id, name, sorted(set(scopes)), expires_at, who.now)
    tell(who, "token_made", "token_made", detail=name)
    return made


def delete(who: Caller, token_id: str) -> None:
    """Raises NotFound."""
    item = access_tokens.delete(who.table, who.user_id, token_id)
    if item is None:
        raise NotFound("There is no such access token. It may have been deleted already.")
    tell(who, "token_deleted", detail=item["name"])
