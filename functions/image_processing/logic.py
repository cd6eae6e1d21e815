"""From an upload to what may be shown of it, or to the reason why nothing is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from functions.image_processing import foreign
from functions.image_processing.refused import Refused
from shared.log import logger
from shared.media import files as stored
from shared.media.keys import DOCUMENT, picture, variants
from shared.media.kinds import MAX_BYTES, PDF

if TYPE_CHECKING:
    from functions.image_processing.repository import Objects
    from shared.media.files import Files, Item

_WEBP = "image/webp"


def work_off(files: Files, objects: Objects, file_id: str, at: datetime) -> None:
    """Brings the file to ready or refused, and removes the upload. May be repeated; what nobody asked for, or
    has been deleted meanwhile, leaves nothing behind."""
    item = files.move(file_id, stored.PROCESSING, (stored.WAITING, stored.PROCESSING), at)
    data = objects.raw() if item is not None else None
    if item is not None and data is not None:
        new = _result(objects, item, data)
        status = stored.REFUSED if "reason" in new else stored.READY
        item = files.move(file_id, status, (stored.PROCESSING,), at, **new)
    if item is None and not _is_shown(files.get(file_id)):
        # Deleted meanwhile: what this attempt, or an earlier one, has written belongs to nobody.
        objects.remove(variants())
    objects.remove_raw()


def _is_shown(item: Item | None) -> bool:
    """Whether the event came twice, and the other one has brought the file to its end."""
    return item is not None and item["status"] == stored.READY


def _result(objects: Objects, item: Item, data: bytes) -> dict[str, Any]:
    """The attributes that the file gets, `reason` among them when it is refused."""
    try:
        return _shown(objects, item, data)
    except Refused as refused:
        logger.info("an upload was refused", file_id=item["id"], code=refused.code)
        return {"reason": str(refused)}


def _shown(objects: Objects, item: Item, data: bytes) -> dict[str, Any]:
    """Raises Refused."""
    if len(data) > MAX_BYTES:
        raise Refused("too-large")
    if foreign.kind_of(data) != item["content_type"]:
        raise Refused("another-type")
    foreign.refuse(data, item["content_type"])
    if item["content_type"] == PDF:
        objects.put(DOCUMENT, data, PDF, item["name"])
        return {"size": len(data)}
    return {"size": len(data), "variants": _pictures(objects, data)}


def _pictures(objects: Objects, data: bytes) -> dict[str, list[int]]:
    """Width and height of each, by size."""
    from functions.image_processing.pictures import made

    boxes = {}
    for one in made(data):
        objects.put(picture(one.size), one.data, _WEBP)
        boxes[str(one.size)] = [one.width, one.height]
    return boxes
