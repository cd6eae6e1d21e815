"""Addresses that optional mail must not go to: `SUPPRESSED#<sha256 of the address>`/`MAIL` {why, at, ttl}.

Written when SES says that a mail came back for good or was reported as spam (functions/bounces); whoever goes
on mailing there loses the right to mail anybody. A mailbox that did not exist may one day, so after a month
one mail tries again; who has complained is left alone for as long as they keep the address.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from shared.identity import footprint
from shared.identity.addresses import normalise
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.table import Table

Why = Literal["bounce", "complaint"]
BOUNCE_KEPT = timedelta(days=30)
_NEWS = {
    "bounce": "attribute_not_exists(#why) OR (#why = :bounce AND #at < :at)",
    "complaint": "attribute_not_exists(#why) OR #why = :bounce OR #at < :at",
}


def key(email: str) -> tuple[str, str]:
    """Partition and sort key."""
    return footprint.suppressed_key(normalise(email))


def why(table: Table, email: str) -> Why | None:
    """Why nothing optional is mailed to the address; None when it may be."""
    item = table.get(*key(email))
    return None if item is None else item["why"]


def suppress(table: Table, email: str, reason: Why, at: datetime) -> None:
    """From now on nothing optional is mailed there. May be repeated and come in any order: a complaint stays
    one, and of two of a kind the later counts."""
    when = {"why": reason, "at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    until = {"ttl": int((at + BOUNCE_KEPT).timestamp())} if reason == "bounce" else {}
    try:
        table.update(
            *key(email),
            set=when | until,
            remove=[] if until else ["ttl"],
            condition=_NEWS[reason],
            values={"bounce": "bounce", "at": when["at"]},
            return_new=False,
        )
    except ConditionFailed:
        return  # so much is known already
