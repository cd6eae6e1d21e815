"""By what devices a person has signed in: `AUTH#<user>`/`DEVICES`, an attribute each ("on Firefox on Linux")
with the first time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from shared.errors import Unavailable
from shared.log import logger

if TYPE_CHECKING:
    from shared.table import Table

SORT_KEY = "DEVICES"
# More are scripts that change their name: what was known before them is not worth keeping.
MOST = 30


def is_new(table: Table, user_id: str, device: str, now: datetime) -> bool:
    """Whether the person has not been seen with this device; it is known from now on. The very first one is
    not new: somebody who has just signed up need not be told. Never raises: a notice is not worth a login.
    """
    try:
        return _is_new(table, user_id, device, now)
    except Unavailable:
        logger.exception("could not tell whether the device is known")
        return False


def _is_new(table: Table, user_id: str, device: str, now: datetime) -> bool:
    # The name comes from the client: by itself it could be that of a key, or `ttl`.
    key, attribute = (f"AUTH#{user_id}", SORT_KEY), f"on {device}"
    known = table.get(*key)
    if known is not None and attribute in known:
        return False
    if known is not None and len(known) >= MOST:
        table.delete(*key)
    table.update(*key, set={attribute: now.isoformat(timespec="seconds")}, return_new=False)
    return known is not None
