"""What a person may do with files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.errors import Conflict, FieldError, Invalid, NotFound
from shared.habits.shapes import timestamp
from shared.ids import is_ulid, new_ulid
from shared.media import files as stored
from shared.media.files import Files, Item
from shared.media.keys import DOCUMENT, media_key, picture
from shared.media.kinds import IMAGES, MAX_FILES, MAX_STORED_BYTES

if TYPE_CHECKING:
    from functions.uploads.models import NewUpload, Upload, UploadPage, Usage
    from functions.uploads.repository import Forms

FORM_LASTS = timedelta(minutes=15)
# Longer than the worker's attempts take: what has been processing for so long has died.
AT_WORK = timedelta(hours=1)
_DIED = "The file could not be worked on. Upload it again."
_SHOWN = ("id", "purpose", "name", "content_type", "size", "created_at")
# Where that stands which a file may belong to.
_HOMES = {"task": ("TASK#",), "note": ("NOTE#", "BOOKMARK#"), "checkin": ("HABIT#",)}
_CHECKIN = re.compile(r"([0-9A-Z]{26}):(\d{4}-\d{2}-\d{2})", re.ASCII)


def found(files: Files, file_id: str) -> Item:
    """Raises NotFound for what is not there, or another person's."""
    item = files.get(file_id)
    if item is None:
        raise NotFound("There is no such file. One that was never uploaded is gone after a day.")
    return item


def create(files: Files, fields: dict[str, Any], now: datetime) -> Item:
    """A new file that waits for its upload. Raises Invalid for what it cannot belong to, Conflict when that,
    or the person, has enough files."""
    purpose, ref = fields["purpose"], fields["ref"]
    _check_home(files, purpose, ref)
    if purpose == "photo" and fields["content_type"] not in IMAGES:
        errors = [FieldError("/content_type", "must be a picture")]
        raise Invalid("A photo of the profile is a picture.", errors)
    if len(files.ids(purpose, ref)) >= MAX_FILES:
        detail = f"There are {MAX_FILES} files already, which is the most. Delete one that is not needed."
        raise Conflict(detail, code="too-many-files")
    return files.add({**fields, "id": new_ulid(now), "created_at": timestamp(now)}, now)


def upload_form(forms: Forms, item: Item, now: datetime) -> NewUpload:
    """Where the file goes. Raises Conflict when it has been uploaded already."""
    if item["status"] != stored.WAITING:
        raise Conflict("This file has been uploaded already.", code="already-uploaded")
    form = forms.of(item, FORM_LASTS)
    until = timestamp(now + FORM_LASTS)
    return {"id": item["id"], "url": form["url"], "fields": form["fields"], "expires_at": until}


def listed(files: Files, asked: Mapping[str, Any], now: datetime) -> UploadPage:
    """asked: the query's purpose, ref, limit and cursor."""
    from shared import cursors

    user_id, purpose, ref, last = files.user_id, asked["purpose"], asked["ref"], None
    after = cursors.decode(user_id, asked["cursor"]).get("after") if asked["cursor"] else None
    begins = stored.FILE_PREFIX if purpose is None else stored.group_key("checkin", ref)
    if not str(after).startswith(begins):
        after = None  # a cursor of another list
    if purpose is None:
        if ref is not None:
            raise _wrong_ref("?purpose", "is needed with ref")
        items, last = files.page(asked["limit"], after)
    elif purpose == "checkin" and is_ulid(ref or ""):
        items, last = files.of_days(ref, asked["limit"], after)
    else:
        _check_ref(purpose, ref, "?ref")
        items = files.group(purpose, ref)
    next_cursor = cursors.encode(user_id, {"after": last}) if last else None
    total = files.stored()
    usage: Usage = {"files": total.files, "bytes": total.bytes, "max_bytes": MAX_STORED_BYTES}
    shown = [shape(user_id, item, now) for item in items]
    return {"items": shown, "next_cursor": next_cursor, "usage": usage}


def delete(files: Files, file_id: str) -> None:
    """Raises NotFound."""
    item = files.remove(file_id)
    if item is None:
        raise NotFound("There is no such file.")
    # relay does so too; whoever makes room has it at once.
    files.forget(stored.group_key(item["purpose"], item.get("ref")), file_id)


def shape(user_id: str, item: Item, now: datetime) -> Upload:
    """A FILE# item as the API shows it."""
    shown: Any = {name: item[name] for name in _SHOWN}
    shown |= {"ref": item.get("ref"), "status": item["status"], "reason": item.get("reason")}
    if item["status"] == stored.PROCESSING and now.timestamp() > item["began"] + AT_WORK.total_seconds():
        shown |= {"status": stored.REFUSED, "reason": _DIED}
    sizes = item.get("variants", {})
    shown["variants"] = {
        size: {"url": _address(user_id, item, picture(int(size))), "width": box[0], "height": box[1]}
        for size, box in sizes.items()
    }
    largest = picture(max(map(int, sizes))) if sizes else DOCUMENT
    shown["url"] = _address(user_id, item, largest) if item["status"] == stored.READY else None
    return shown  # type: ignore[no-any-return]  # built from names


def _address(user_id: str, item: Item, variant: str) -> str:
    return "/" + media_key(user_id, item["id"], variant)


def _check_ref(purpose: str, ref: str | None, pointer: str) -> None:
    """Raises Invalid when nothing can be called so."""
    if purpose == "photo":
        if ref is not None:
            raise _wrong_ref(pointer, "must be left out: a photo is of the profile")
    elif purpose == "checkin":
        parts = _CHECKIN.fullmatch(ref or "")
        if parts is None or not is_ulid(parts[1]) or not _is_day(parts[2]):
            raise _wrong_ref(pointer, "must be a habit's id and a day: <id>:YYYY-MM-DD")
    elif not is_ulid(ref or ""):
        raise _wrong_ref(pointer, f"must be the id of a {purpose}")


def _check_home(files: Files, purpose: str, ref: str | None) -> None:
    """Raises Invalid when there is nothing of that id."""
    _check_ref(purpose, ref, "/ref")
    if ref is None:
        return
    homes = (files.item(prefix + ref.partition(":")[0]) for prefix in _HOMES[purpose])
    if not any(item is not None and "deleted_at" not in item for item in homes):
        raise _wrong_ref("/ref", "is not there. What was made without a network is saved first")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wrong_ref(pointer: str, message: str) -> Invalid:
    return Invalid("It cannot be told what the file belongs to.", [FieldError(pointer, message)])
