"""A person's items, their files, and the list of those who have been erased. Every method bears being
repeated, and goes on where it was cut off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import Any

from shared.analytics.leaderboard import Board
from shared.clients import client
from shared.identity import closing, footprint, profile
from shared.identity.closing import Closing
from shared.identity.footprint import Folder, Key
from shared.reminders.due import PREFIX as REMINDERS
from shared.reminders.due import Index, ref_from
from shared.settings import settings
from shared.table import ConditionFailed, Table

# DeleteObjects takes no more: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
_OBJECTS_A_REQUEST = 1000
_COPIES = "media_copy"


class Items:
    """In `table`. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def closing(self, user_id: str) -> Closing | None:
        return closing.of(self._table, user_id)

    def begin(self, user_id: str, wanted: Closing, now: datetime) -> bool:
        """Notes that the erasure has begun, and where the person's items are whose keys do not tell whose
        they are. False when the wish has changed meanwhile."""
        return closing.begin(self._table, user_id, wanted, now, self._pointers(user_id))

    def begin_again(self, user_id: str, now: datetime) -> None:
        """Notes the same of somebody who has been erased before, if there is anything to note."""
        found, wanted = self._pointers(user_id), self.closing(user_id)
        if found or wanted:
            wanted = wanted or closing.ask(self._table, user_id, now)
            closing.begin(self._table, user_id, wanted, now, found)

    def erased_at(self, user_id: str) -> datetime | None:
        """When the person was erased."""
        item = self._table.get(*footprint.erased_key(user_id), consistent=True)
        return None if item is None else datetime.fromisoformat(item["at"].replace("Z", "+00:00"))

    def end_access(self, user_id: str) -> None:
        """Removes the sessions and personal tokens: who holds one is asked at the provider, who knows nobody
        any more, or refused."""
        access = [key for key in self._own(user_id) if footprint.gives_access(*key)]
        self._table.write_many(deletes=access)

    def erase(self, user_id: str) -> int:
        """Removes every item but the one that says that the erasure has begun; how many there were."""
        # With their entries, in one transaction: `relay` may be moving those.
        Board(self._table).leave(user_id)
        elsewhere = [key for key in self._elsewhere(user_id) if self._is_of(key, user_id)]
        # The profile first: from then on `relay` leaves alone what comes late (functions/relay/late.py).
        own = sorted(self._own(user_id), key=lambda key: key[1] != profile.SORT_KEY)
        reminders = [key for key in own if key[1].startswith(REMINDERS)]
        # What names the others goes after them, so that who is cut off finds them again.
        self._table.write_many(deletes=elsewhere)
        self._table.write_many(deletes=[key for key in own if key not in reminders])
        self._erase_reminders(reminders)
        return len(elsewhere) + len(own)

    def left(self, user_id: str) -> dict[str, int]:
        """How many items there are in each partition of the person's, and elsewhere."""
        counted = dict.fromkeys((part.partition for part in footprint.PARTS), 0)
        for key in self._own(user_id):
            counted[_where(key)] += 1
        for key in self._elsewhere(user_id):
            counted[_where(key)] = counted.get(_where(key), 0) + self._is_of(key, user_id)
        return {where: number for where, number in counted.items() if number}

    def finish(self, user_id: str, now: datetime) -> datetime:
        """Notes that the person has been erased, and removes what said that they were to be; since when it is
        noted."""
        pk, sk = footprint.erased_key(user_id)
        at = now.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
        try:
            self._table.transact(
                self._table.put_operation({"pk": pk, "sk": sk, "at": at}, only_if_new=True),
                self._table.delete_operation(closing.partition_key(user_id), closing.SORT_KEY),
            )
        except ConditionFailed:  # an earlier run came as far as to here
            self._table.delete(closing.partition_key(user_id), closing.SORT_KEY)
        return self.erased_at(user_id) or now

    def _own(self, user_id: str) -> Iterator[Key]:
        last = closing.partition_key(user_id), closing.SORT_KEY
        for pk in footprint.partitions(user_id):
            yield from (key for key in self._table.keys(pk) if key != last)

    def _erase_reminders(self, keys: Sequence[Key]) -> None:
        """Each together with the entry of the due index that it names at that moment: `reminders` moves
        them."""
        for key in keys:
            Index(self._table).drop(ref_from(key))
        self._table.write_many(deletes=keys)  # those that had expired are not found by `drop`

    def _elsewhere(self, user_id: str) -> list[Key]:
        """What was noted when the erasure began, and what has come since."""
        wanted = self.closing(user_id)
        return list(dict.fromkeys([*(wanted.pointers if wanted else ()), *self._pointers(user_id)]))

    def _pointers(self, user_id: str) -> list[Key]:
        found = (
            one.key(item)
            for one in footprint.ELSEWHERE
            for partition, sort_key in one.told_by
            for item in self._table.query_all(partition + user_id, begins_with=sort_key, consistent=True)
        )
        return sorted({key for key in found if key is not None})

    def _is_of(self, key: Key, user_id: str) -> bool:
        """Whether there is such an item and it is the person's: an address may have become another's."""
        item = self._table.get(*key, consistent=True)
        return item is not None and (footprint.is_anybodys(key[0]) or item.get("user_id") == user_id)


def _where(key: Key) -> str:
    return key[0].partition("#")[0] + "#"


class Files:
    """In the buckets of footprint.OBJECTS, each with all its versions. botocore's errors pass as they are."""

    def __init__(self, s3: Any = None) -> None:
        self._given = s3

    def erase(self, user_id: str) -> int:
        """Removes all versions, and the markers of removed ones; how many there were."""
        count = 0
        for folder in _folders():
            for versions in self._versions(folder, user_id):
                self._remove(folder, versions)
                count += len(versions)
        return count

    def left(self, user_id: str) -> dict[str, int]:
        """How many there are in each of the folders."""
        counted = {str(folder): sum(map(len, self._versions(folder, user_id))) for folder in _folders()}
        return {where: number for where, number in counted.items() if number}

    def _s3(self, folder: Folder) -> Any:
        """S3 answers for a bucket in its own region only."""
        return self._given or client(
            "s3", region=settings.recovery_region if folder.bucket == _COPIES else ""
        )

    def _versions(self, folder: Folder, user_id: str) -> Iterator[list[dict[str, str]]]:
        """Page by page. In a bucket without versioning an object has the one version "null"."""
        asked = {"Bucket": _name_of(folder), "Prefix": folder.of(user_id), "MaxKeys": _OBJECTS_A_REQUEST}
        while True:
            page = self._s3(folder).list_object_versions(**asked)
            found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            if found:
                yield [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
            if not page.get("IsTruncated"):
                return
            asked["KeyMarker"] = page["NextKeyMarker"]
            asked["VersionIdMarker"] = page["NextVersionIdMarker"]

    def _remove(self, folder: Folder, versions: list[dict[str, str]]) -> None:
        wanted = {"Objects": versions, "Quiet": True}
        answer = self._s3(folder).delete_objects(Bucket=_name_of(folder), Delete=wanted)
        if answer.get("Errors"):
            codes = sorted({error.get("Code", "") for error in answer["Errors"]})
            raise RuntimeError(f"S3 did not remove {len(answer['Errors'])} objects: {', '.join(codes)}")


def _folders() -> list[Folder]:
    """Those that there are: files are copied to another region only where the operator wants it."""
    return [folder for folder in footprint.OBJECTS if folder.bucket != _COPIES or settings.media_copy_bucket]


def _name_of(folder: Folder) -> str:
    # Spelled out, so that the manifest's environment can be held to it.
    return {
        "transfers": settings.transfers_bucket,
        "uploads": settings.uploads_bucket,
        "media": settings.media_bucket,
        _COPIES: settings.media_copy_bucket,
    }[folder.bucket]
