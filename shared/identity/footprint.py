"""What of the stores belongs to one person: the one list that erasure, its verification and the export of
everything go by. tests/contract/test_footprint.py holds the code and docs/data.md to it, so that no new kind
of item is forgotten.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

# The ids of both identity providers. Anything else must not become part of a key: `AUTH#SIGNING` is nobody's,
# and an empty id would be everybody's files.
_USER_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Key = tuple[str, str]
Item = Mapping[str, Any]


class Part(NamedTuple):
    """A kind of item in a person's own partitions."""

    partition: str
    sort_key: str
    """Whole, or the beginning of it when it ends in #. "": any."""
    section: str
    """Where it stands in the export of everything. "": nowhere."""
    why_not: str = ""

    def holds(self, pk: str, sk: str) -> bool:
        """Whether an item with these keys is of this kind."""
        named = sk.startswith(self.sort_key) if self.sort_key.endswith("#") else self.sort_key in ("", sk)
        return pk.startswith(self.partition) and pk not in NOBODYS and named


class Elsewhere(NamedTuple):
    """A kind of item whose key does not begin with the person's id. It has the attribute `user_id`: an item
    that has become another's stays."""

    partition: str
    told_by: tuple[Key, ...]
    """(partition, sort key or its beginning) of the person's own items that tell where it is."""
    key: Callable[[Item], Key | None]
    """Where it is, by one of these; None when that one does not tell."""
    anybodys: bool = False
    """It is about what it is named after, whoever has that by now, and goes in any case."""


class Folder(NamedTuple):
    """Objects of people: below each key prefix the person's id follows, and a slash."""

    bucket: str
    """As manifests grant it; the setting has `_bucket` behind it."""
    prefix: str

    def of(self, user_id: str) -> str:
        """What the keys of the person's objects begin with."""
        return f"{self.prefix}{checked(user_id)}/"

    def __str__(self) -> str:
        return f"{self.bucket}/{self.prefix}"


PARTS = (
    Part("USER#", "PROFILE", "profile"),
    Part("USER#", "DEVICE#", "devices"),
    Part("USER#", "HABIT#", "habits"),
    Part("USER#", "CHECKINS#", "habits"),
    Part("USER#", "SCORES#", "", "is computed from the marks"),
    Part("USER#", "DAYNOTE#", "habits"),
    Part("USER#", "ENTRIES#", "habits"),
    Part("USER#", "EDITS#", "edits"),
    Part("USER#", "IMPORT#", "imports"),
    Part("USER#", "EXPORT#", "exports"),
    Part("USER#", "TASK#", "tasks"),
    Part("USER#", "NOTE#", "notes"),
    Part("USER#", "BOOKMARK#", "notes"),
    Part("USER#", "NOTEBODY#", "notes"),
    Part("USER#", "FILE#", "files"),
    Part("USER#", "FILES#", "", "says which files belong together, as the files themselves do"),
    Part("USER#", "CALENDAR", "calendar"),
    Part("USER#", "POINTS#", "points"),
    Part("USER#", "ORDER#", "orders"),
    Part("USER#", "REWARD#", "rewards"),
    Part("USER#", "FREEZES", "freezes"),
    Part("USER#", "GRANTS", "themes"),
    Part("USER#", "LEADERBOARD", "leaderboard"),
    Part("USER#", "NOTIFICATION#", "notifications"),
    Part("USER#", "NOTIFIED#", "", "says only which of the notifications have been made"),
    Part("USER#", "INBOX", "", "says only how far the notifications have been read"),
    Part("USER#", "PREFERENCES", "notification_preferences"),
    Part("USER#", "PHONE", "phone"),
    Part("USER#", "PUSH#", "push_devices"),
    Part("USER#", "REMINDER#", "", "says when a habit or task reminds, as they do themselves"),
    Part("AUTH#", "STATE", "account"),
    Part("AUTH#", "RECOVERY", "account"),
    Part("AUTH#", "SESSION#", "sessions"),
    Part("AUTH#", "DEVICES", "", "names devices, as the sessions and events do"),
    Part("AUTH#", "TOKEN#", "tokens"),
    Part("AUTH#", "EVENT#", "events"),
    Part("AUTH#", "CREDENTIALS", "", "holds secrets, and else what the profile says"),
    Part("AUTH#", "CODE#", "", "is a secret of an hour or a day"),
    Part("AUTH#", "CHALLENGE#", "", "is a secret of five minutes"),
    Part("CACHE#", "SUMMARY", "", "is computed from the habits, points and tasks"),
    Part("IDEMPOTENCY#", "", "", "is a copy of an answer, for a day"),
)

# Entries of an index, or of the leaderboard, that one of the person's own items names: both go in one
# transaction.
TOGETHER = ("DUE#", "LEADERBOARD#")

# Hashes of what was tried at a sign-in and from where, by anybody, and of numbers that codes were sent to.
# They expire in a day or two, before an erasure looks for the second time.
UNTOLD = ("THROTTLE#", "TEXTS#")

# Items that are about no person: the public keys of signed tokens, the web app's address, how far the due
# index has been worked off, that somebody has been erased, and the keys that links are signed with.
NOBODYS = ("AUTH#SIGNING", "CONFIG#", "DUE#CLOCK", "ERASED#", "KEYS#", "VAPID#")


OBJECTS = (
    Folder("transfers", "uploads/"),
    Folder("transfers", "archives/"),
    Folder("transfers", "exports/"),
    Folder("transfers", "work/imports/"),
    Folder("transfers", "work/exports/"),
    Folder("transfers", "work/everything/"),
    Folder("uploads", "raw/"),
    Folder("media", "media/"),
    # In another region, where the operator has files copied (terraform/recovery.tf).
    Folder("media_copy", "media/"),
)

# Tables in PostgreSQL with lines about people (functions/erase_database removes those), and those without.
ROWS = ("users", "balances", "points_ledger", "orders", "order_lines", "catalog_items")
NOBODYS_ROWS = ("erased_users",)

# What is let in as the person, and so goes before the rest.
_ACCESS = ("SESSION#", "TOKEN#")

STATE = "STATE"


def checked(user_id: str) -> str:
    """`user_id`. Raises ValueError for what is no person's."""
    if not _USER_ID.fullmatch(user_id):
        raise ValueError("that is not the id of a person")
    return user_id


def partitions(user_id: str) -> list[str]:
    """The partitions that are wholly the person's."""
    return [prefix + checked(user_id) for prefix in dict.fromkeys(part.partition for part in PARTS)]


def part_of(pk: str, sk: str) -> Part | None:
    """What kind of item this is, None for one that is in nobody's partition or that is not known."""
    return next((part for part in PARTS if part.holds(pk, sk)), None)


def gives_access(pk: str, sk: str) -> bool:
    """Whether somebody is let in because of this item."""
    return pk.startswith("AUTH#") and sk.startswith(_ACCESS)


def calendar_key(token: str) -> Key:
    """Where a calendar's secret address leads."""
    return f"CALENDAR#{hashlib.sha256(token.encode()).hexdigest()}", "FEED"


def email_key(email: str) -> Key:
    """Whose an address is, when Daybook itself keeps the accounts."""
    return f"EMAIL#{email}", "ACCOUNT"


def suppressed_key(email: str) -> Key:
    """Whether an address gets no optional mail, and why. It is the address's, whoever has it."""
    return f"SUPPRESSED#{hashlib.sha256(email.encode()).hexdigest()}", "MAIL"


def hashed(user_id: str) -> str:
    """The id as the list of those who have been erased keeps it. Ids are random, so nothing can be guessed
    from it; who has the id finds it."""
    return hashlib.sha256(checked(user_id).encode()).hexdigest()


def erased_key(user_id: str) -> Key:
    """Where it is noted that the person has been erased."""
    return f"ERASED#{hashed(user_id)}", "ERASED"


def _account_of(item: Item) -> Key | None:
    return email_key(item["email"]) if item.get("email") else None


def _suppressed_of(item: Item) -> Key | None:
    return suppressed_key(item["email"]) if item.get("email") else None


def _feed_of(item: Item) -> Key | None:
    return calendar_key(item["token"]) if item.get("token") else None


# An erasure notes these keys before it removes anything; all of a person's must fit into one item (400 kB).
ELSEWHERE = (
    Elsewhere("EMAIL#", (("USER#", "PROFILE"), ("AUTH#", "CREDENTIALS")), _account_of),
    Elsewhere("CALENDAR#", (("USER#", "CALENDAR"),), _feed_of),
    Elsewhere("SUPPRESSED#", (("USER#", "PROFILE"), ("AUTH#", "CREDENTIALS")), _suppressed_of, anybodys=True),
)


def is_anybodys(pk: str) -> bool:
    """Whether what lies elsewhere goes in any case."""
    return any(one.anybodys and pk.startswith(one.partition) for one in ELSEWHERE)
