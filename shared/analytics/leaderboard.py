"""The leaderboard: who takes part, and what they have earned in a week.

| pk | sk | what |
|---|---|---|
| USER#<user> | LEADERBOARD | who takes part: `name`; `weeks`: by ISO week, the points under which the
person's entry stands; `version`: counts changes |
| LEADERBOARD#<yyyy-Www>#<shard> | <points, seven digits>#<user> | an entry: `name`, `points`, `user_id`,
`ttl` |

A person's item tells where their entries are, and both change in one transaction only. So whoever leaves (or
is erased) takes all of them along, and no late change brings one back.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from shared.errors import Unavailable
from shared.habits.days import latest_today
from shared.points.weeks import earned_by_day, earned_in, monday_of, week_of
from shared.table import ConditionFailed, Table

PREFIX = "LEADERBOARD#"
MEMBER_KEY = "LEADERBOARD"
SHARDS = 4
TOP = 50
# So far places are counted: what that costs has a bound.
COUNTED = 1000
_ATTEMPTS = 5
_VERSION_BITS = 48
_MOST = "9999999~"

Item = dict[str, Any]
Key = tuple[str, str]


class Member(NamedTuple):
    """weeks: by ISO week, the points of the entry; none for a week without points."""

    name: str
    weeks: Mapping[str, int]
    version: int


class Entry(NamedTuple):
    user_id: str
    name: str
    points: int


class Board:
    """In `table`. Methods raise Unavailable, also when others keep getting in between."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def member(self, user_id: str) -> Member | None:
        """The person as a participant, None for who does not take part."""
        item = self._table.get(_partition(user_id), MEMBER_KEY, consistent=True)
        return None if item is None else Member(item["name"], item["weeks"], item["version"])

    def join(self, user_id: str, name: str, now: datetime) -> None:
        """Takes part under this name, or changes the name."""
        for _ in range(_ATTEMPTS):
            before = self.member(user_id)
            # One who left and comes back must not have the version that somebody may still have seen.
            after = before or Member(name, {}, secrets.randbits(_VERSION_BITS))
            if self._replaced(user_id, before, after._replace(name=name)):
                # Only now: what is earned from here on finds that the person takes part.
                return self.refresh(user_id, now)
        raise _busy()

    def leave(self, user_id: str) -> None:
        """Removes all that there is of the person."""
        for _ in range(_ATTEMPTS):
            before = self.member(user_id)
            if before is None or self._replaced(user_id, before, None):
                return
        raise _busy()

    def refresh(self, user_id: str, now: datetime) -> None:
        """Brings the entries in line with what the person has earned, if they take part."""
        for _ in range(_ATTEMPTS):
            before = self.member(user_id)
            if before is None:
                return
            after = before._replace(weeks=self._earned(user_id, now))
            if after == before or self._replaced(user_id, before, after):
                return
        raise _busy()

    def top(self, week: str) -> list[Entry]:
        """The fifty with the most points, those first."""
        pages = (self._table.query(pk, limit=TOP, ascending=False) for pk in _shards(week))
        found = [
            Entry(item["user_id"], item["name"], item["points"]) for page in pages for item in page.items
        ]
        return sorted(found, key=lambda entry: (-entry.points, entry.name.casefold(), entry.name))[:TOP]

    def above(self, week: str, points: int) -> int | None:
        """How many have more points; None for a thousand or more."""
        count = 0
        for pk in _shards(week):
            page = self._table.query(pk, between=(_digits(points + 1), _MOST), limit=COUNTED)
            count += len(page.items)
            if page.next_sk is not None or count >= COUNTED:
                return None
        return count

    def _earned(self, user_id: str, now: datetime) -> dict[str, int]:
        """By week: this one, and the next where that has begun for some already."""
        weeks = dict.fromkeys([this_week(now), week_of(latest_today(now))])
        by_day = earned_by_day(self._table, user_id, monday_of(this_week(now)))
        return {week: points for week in weeks if (points := earned_in(week, by_day))}

    def _replaced(self, user_id: str, before: Member | None, after: Member | None) -> bool:
        """Changes the participant and their entries together; False when `before` is not what is there."""
        old, new = _entries(user_id, before), _entries(user_id, after)
        writes = [self._table.put_operation(item) for key, item in new.items() if item != old.get(key)]
        writes += [self._table.delete_operation(*key) for key in old.keys() - new.keys()]
        try:
            self._table.transact(self._own(user_id, before, after), *writes)
        except ConditionFailed:
            return False
        return True

    def _own(self, user_id: str, before: Member | None, after: Member | None) -> Item:
        pk, seen = _partition(user_id), before.version if before else None
        if after is None:
            return self._table.delete_operation(
                pk, MEMBER_KEY, condition="#version = :seen", values={"seen": seen}
            )
        item = {"pk": pk, "sk": MEMBER_KEY, **after._asdict(), "version": after.version + 1}
        return self._table.put_operation(item, only_if_new=before is None, if_version=seen)


def this_week(now: datetime) -> str:
    """The ISO week in UTC."""
    return week_of(now.astimezone(timezone.utc).date())


def _entries(user_id: str, member: Member | None) -> dict[Key, Item]:
    found = {}
    for week, points in (member.weeks if member else {}).items():
        pk, sk = _shard(week, zlib.crc32(user_id.encode()) % SHARDS), f"{_digits(points)}#{user_id}"
        fields = {"user_id": user_id, "name": member.name if member else "", "points": points}
        found[pk, sk] = {"pk": pk, "sk": sk, **fields, "ttl": _expiry(monday_of(week))}
    return found


def _expiry(monday: date) -> int:
    """A day after the week's end, in epoch seconds."""
    ends = datetime(monday.year, monday.month, monday.day, tzinfo=timezone.utc) + timedelta(days=8)
    return int(ends.timestamp())


def _shards(week: str) -> Iterator[str]:
    return (_shard(week, number) for number in range(SHARDS))


def _shard(week: str, number: int) -> str:
    return f"{PREFIX}{week}#{number}"


def _partition(user_id: str) -> str:
    return f"USER#{user_id}"


def _digits(points: int) -> str:
    return f"{points:07}"


def _busy() -> Unavailable:
    return Unavailable("The leaderboard is being changed by another request.", 1)
