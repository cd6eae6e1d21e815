"""Changes that come late, of people who have been erased meanwhile: nothing of them may be written anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shared.stream import Change

# An erasure removes nothing before this long after the person's last possible change, and more
# (`settle_seconds` of terraform/erasure.tf): a change that comes in time is a living person's.
LATE = timedelta(seconds=60)


def of_living(batch: Sequence[Change], now: datetime, is_there: Callable[[str], bool]) -> list[Change]:
    """The batch without the late changes of people who are gone. is_there: whether the person with this id
    is; it is asked once for each who has late changes."""
    late = {change.user_id for change in batch if now - change.at > LATE}
    gone = {user_id for user_id in late if not is_there(user_id)}
    return [change for change in batch if change.user_id not in gone]
