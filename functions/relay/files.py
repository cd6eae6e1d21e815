"""Removes what belongs to files that are gone: their bytes, their line in their group, and the files of a
task, note or habit that is gone itself."""

from __future__ import annotations

from collections.abc import Sequence

from functions.relay.repository import aws_errors
from shared.identity import profile
from shared.media.files import FILE_PREFIX, Files, group_key
from shared.media.objects import Objects
from shared.stream import Change, Item
from shared.table import ConditionFailed, Table

# What files belong to, by its sort key, and their purpose. Their `ref` begins with its id.
_HOMES = {"TASK#": "task", "NOTE#": "note", "BOOKMARK#": "note", "HABIT#": "checkin"}


class LeftFiles:
    """Those in `table`, and what they have in `objects`."""

    def __init__(self, table: Table, objects: Objects) -> None:
        self._table, self._objects = table, objects

    def concerns(self, change: Change) -> bool:
        """A file is gone (deleted or expired), something that files belong to is, or a person has another
        photo."""
        if change.sk == profile.SORT_KEY:
            return _photo(change.old) is not None and _photo(change.old) != _photo(change.new)
        return change.kind == "REMOVE" and (_is_home(change.sk) or change.sk.startswith(FILE_PREFIX))

    def work(self, user_id: str, changes: Sequence[Change]) -> None:
        """Raises TryAgainError."""
        files = Files(self._table, user_id)
        with aws_errors():
            for change in changes:
                self._clean(files, change, change.old or {})

    def _clean(self, files: Files, change: Change, old: Item) -> None:
        if change.sk == profile.SORT_KEY:
            if change.new is not None:
                files.remove_all([old["photo"]])
        elif change.sk.startswith(FILE_PREFIX):
            self._objects.remove(files.user_id, old["id"])
            files.forget(group_key(old["purpose"], old.get("ref")), old["id"])
            self._take_from_profile(change.pk, old)
        else:
            self._empty(files, change.sk)

    def _empty(self, files: Files, home: str) -> None:
        """Removes the files; what they have in S3 goes when the stream tells of them."""
        prefix, _, item_id = home.partition("#")
        for sk, file_ids in list(files.groups(_HOMES[f"{prefix}#"], item_id)):
            files.remove_all(file_ids)
            for file_id in file_ids:
                files.forget(sk, file_id)
            files.remove_group(sk)

    def _take_from_profile(self, pk: str, file: Item) -> None:
        if file["purpose"] != "photo":
            return
        condition, seen = "#photo = :photo", {"photo": file["id"]}
        try:
            self._table.update(
                pk,
                profile.SORT_KEY,
                remove=["photo"],
                add={"version": 1},
                condition=condition,
                values=seen,
                return_new=False,
            )
        except ConditionFailed:
            return  # it was not the one in use


def _photo(person: Item | None) -> str | None:
    return (person or {}).get("photo")


def _is_home(sk: str) -> bool:
    return sk.partition("#")[0] + "#" in _HOMES and sk not in ("HABIT#ORDER", "HABIT#PAUSES")
