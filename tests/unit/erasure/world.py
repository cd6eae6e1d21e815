"""Somebody with data in every store, somebody else too, and the state machine's order of steps.

That the state machine has this order is what terraform/tests/erasure.tftest.hcl asserts.
"""

from __future__ import annotations

import itertools
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from functions.erase_database.repository import COUNT, ERASE, People
from functions.erase_steps.logic import STEPS, Stores
from functions.erase_steps.repository import Files, Items
from shared import clients
from shared.analytics.leaderboard import SHARDS
from shared.errors import Unauthenticated
from shared.identity import closing, footprint
from shared.settings import settings
from shared.table import Table
from tests.support.memory import TABLE_NAME, MemoryClient

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
EVE = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
NOW = datetime(2026, 5, 10, 12, tzinfo=timezone.utc)
LATER_S = 3600
ROUNDS = 5


class Killed(Exception):
    """The function was cut off here."""


@dataclass
class Fuse:
    """Blows at the n-th call of a store; None never."""

    left: int | None = None
    calls: int = 0

    def burn(self) -> None:
        self.calls += 1
        if self.left is not None and self.calls > self.left:
            raise Killed


class Fused:
    """A client whose every call burns the fuse, before or after it did its work in turns."""

    def __init__(self, client: Any, fuse: Fuse) -> None:
        self._client, self._fuse = client, fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)

        def call(*arguments: Any, **keywords: Any) -> Any:
            before = self._fuse.calls % 2 == 0
            if before:
                self._fuse.burn()
            answer = method(*arguments, **keywords)
            if not before:
                self._fuse.burn()
            return answer

        return call


@dataclass
class FakeS3:
    """Buckets with versions, two to a page."""

    buckets: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    refuses: bool = False

    @property
    def versions(self) -> list[dict[str, str]]:
        """Of all buckets."""
        return [one for bucket in self.buckets.values() for one in bucket]

    def add(self, bucket: str, key: str, *version_ids: str) -> None:
        self.buckets[bucket] += [{"Key": key, "VersionId": one} for one in version_ids or ("null",)]

    def list_object_versions(self, **asked: Any) -> dict[str, Any]:
        here = sorted(
            (one for one in self.buckets[asked["Bucket"]] if one["Key"].startswith(asked["Prefix"])),
            key=lambda one: (one["Key"], one["VersionId"]),
        )
        marker = asked.get("KeyMarker"), asked.get("VersionIdMarker")
        if marker[0]:
            here = [one for one in here if (one["Key"], one["VersionId"]) > marker]
        page, more = here[:2], len(here) > 2
        answer: dict[str, Any] = {"Versions": page[:1], "DeleteMarkers": page[1:], "IsTruncated": more}
        if more:
            answer |= {"NextKeyMarker": page[-1]["Key"], "NextVersionIdMarker": page[-1]["VersionId"]}
        return answer

    def delete_objects(self, Bucket: str, Delete: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        if self.refuses:
            return {"Errors": [{"Code": "AccessDenied", **one} for one in Delete["Objects"]]}
        self.buckets[Bucket] = [one for one in self.buckets[Bucket] if one not in Delete["Objects"]]
        return {}


@dataclass
class FakeIdentity:
    people: set[str] = field(default_factory=lambda: {ADA, EVE})

    def delete(self, user_id: str) -> None:
        self.people.discard(user_id)

    def attributes(self, user_id: str) -> dict[str, str]:
        if user_id not in self.people:
            raise Unauthenticated("nobody", code="session-ended")
        return {"sub": user_id}


@dataclass
class FakeDatabase:
    """The two statements, as PostgreSQL runs them (tests/integration/postgres/test_erasure.py)."""

    users: set[str] = field(default_factory=lambda: {ADA, EVE})
    erased: set[str] = field(default_factory=set)

    def run(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        rows = int(values["id"] in self.users)
        if sql == ERASE:
            self.users.discard(values["id"])
            self.erased.add(values["hash"])
        else:
            assert sql == COUNT
        return [{"rows": rows}]


@dataclass
class World:
    memory: MemoryClient = field(default_factory=MemoryClient)
    s3: FakeS3 = field(default_factory=FakeS3)
    identity: FakeIdentity = field(default_factory=FakeIdentity)
    database: FakeDatabase = field(default_factory=FakeDatabase)
    fuse: Fuse = field(default_factory=Fuse)
    now: datetime = NOW

    @property
    def table(self) -> Table:
        return Table(self.memory, TABLE_NAME)

    def step(self, name: str, user_id: str = ADA, **told: Any) -> dict[str, Any]:
        """Calls the function with what is left of the fuse."""
        items = Items(Table(Fused(self.memory, self.fuse), TABLE_NAME))
        files, identity = Files(Fused(self.s3, self.fuse)), Fused(self.identity, self.fuse)
        return STEPS[name](Stores(items, files, identity), user_id, told, self.now)

    def run(self, user_id: str = ADA, wish: str | None = None) -> str:
        """An execution of the state machine; waiting costs no time. How it ended."""
        people, rounds = People(Fused(self.database, self.fuse)), 0
        while (check := self.step("check", user_id, closing=wish))["state"] != "erasing":
            if check["state"] == "kept":
                return "kept"
            self.now = max(self.now, datetime.fromisoformat(check["erase_at"]))
        while True:
            for name in ("end_access", "erase_items", "erase_files"):
                self.step(name, user_id)
            people.erase(user_id, footprint.hashed(user_id))
            if not self.step("verify", user_id, rows=people.count(user_id))["clean"]:
                rounds += 1
                if rounds > ROUNDS:
                    return "not erased"
                continue
            finished = self.step("finish", user_id, settled_after_s=LATER_S)
            if finished["done"]:
                return "erased"
            self.now = datetime.fromisoformat(finished["again_at"])

    def close(self, user_id: str = ADA, days: int = 7) -> closing.Closing:
        return closing.ask(self.table, user_id, NOW + timedelta(days=days))

    def traces(self, user_id: str, *texts: str) -> list[str]:
        """Everything in any store in which the id or one of the texts can be found."""
        shown = [repr(item) for item in self.memory.items.values()] + [repr(one) for one in self.s3.versions]
        shown += [*self.identity.people, *self.database.users]
        return [one for one in shown if any(text in one for text in (user_id, *texts))]


def email_of(user_id: str) -> str:
    return f"{user_id[:4]}@example.com"


def token_of(user_id: str) -> str:
    return f"secret-{user_id[:4]}"


# What stands between a key's beginning and the id in it.
_KINDS = {"REMINDER#": "habit#"}


def items_of(user_id: str) -> Iterator[dict[str, Any]]:
    """One or two items of every kind that the footprint knows, the second expired; and those that lie
    elsewhere. More than one request removes."""
    for part, number in itertools.product(footprint.PARTS, range(2)):
        whole = part.sort_key and not part.sort_key.endswith("#")
        if part.sort_key != footprint.STATE and (number == 0 or not whole):
            sk = part.sort_key if whole else f"{part.sort_key}{_KINDS.get(part.sort_key, '')}{number:02}"
            yield {"pk": part.partition + user_id, "sk": sk, **({"ttl": 1} if number == 1 else {})} | _more(
                part.sort_key, user_id
            )
    for pk, sk in (footprint.calendar_key(token_of(user_id)), footprint.email_key(email_of(user_id))):
        yield {"pk": pk, "sk": sk, "user_id": user_id}
    pk, sk = footprint.suppressed_key(email_of(user_id))
    yield {"pk": pk, "sk": sk, "why": "bounce", "of": email_of(user_id)}
    shard = zlib.crc32(user_id.encode()) % SHARDS
    yield {"pk": f"LEADERBOARD#2026-W19#{shard}", "sk": f"0000120#{user_id}", "name": "Ada", "points": 120}
    yield {"pk": "DUE#2026-05-11T06:00#0", "sk": f"{user_id}#habit#00", "at": "2026-05-11T06:00", "rule": "r"}


def _more(sort_key: str, user_id: str) -> dict[str, Any]:
    if sort_key in ("PROFILE", "CREDENTIALS"):
        return {"email": email_of(user_id)}
    if sort_key == "REMINDER#":
        return {"due": "2026-05-11T06:00", "shard": 0, "rule": "r"}
    if sort_key == "LEADERBOARD":
        return {"name": "Ada", "weeks": {"2026-W19": 120}, "version": 1}
    return {"token": token_of(user_id)} if sort_key == "CALENDAR" else {}


@cache
def _filled() -> World:
    world = World()
    for user_id in (ADA, EVE):
        world.table.write_many(items_of(user_id))
        for folder in footprint.OBJECTS:
            world.s3.add(folder.bucket, f"{folder.of(user_id)}one", "v1", "v2", "v3")
            world.s3.add(folder.bucket, f"{folder.of(user_id)}two")
    # Whose id another's begins with, were ids of any length.
    world.s3.add("transfers", f"uploads/{ADA}0/one")
    return world


@contextmanager
def a_world() -> Iterator[World]:
    world = World()
    # Neither fake changes what it keeps in place, so what is in them need not be copied.
    world.memory.items = dict(_filled().memory.items)
    for bucket, versions in _filled().s3.buckets.items():
        world.s3.buckets[bucket] = list(versions)
    buckets = {f"{folder.bucket}_bucket": folder.bucket for folder in footprint.OBJECTS}
    with (
        settings.override(table_name=TABLE_NAME, region="eu-west-2", **buckets),
        clients.override(dynamodb=world.memory, s3=world.s3),
    ):
        yield world
