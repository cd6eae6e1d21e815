"""Jobs as the API shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.transfer.limits import EXPORT_KEPT_DAYS

if TYPE_CHECKING:
    from functions.transfer.models import Export, Import

_IMPORT = ("id", "status", "source", "file_name", "created_at")
_LATER = ("progress", "columns", "problem", "result")


def import_shape(item: Mapping[str, Any], *, whole: bool = True) -> Import:
    """An IMPORT# item; not `whole`: without what is large."""
    shape: Any = {name: item[name] for name in _IMPORT}
    shape.update((name, item.get(name)) for name in _LATER)
    shape["preview"] = None
    if not whole:
        shape["columns"] = None
    elif "preview" in item:
        from shared.transfer.packed import unpack

        shape["preview"] = unpack(item["preview"])
    return shape  # type: ignore[no-any-return]  # built from names


def export_shape(item: Mapping[str, Any], now: datetime, address: Callable[[Mapping[str, Any]], str]) -> Export:
    """An EXPORT# item. `address` is asked when there is a file."""
    shape: Any = {name: item[name] for name in ("id", "format", "status", "file_name", "created_at")}
    shape.update((name, item.get(name)) for name in ("bytes", "problem"))
    made = datetime.fromisoformat(item["created_at"].replace("Z", "+00:00"))
    there = item["status"] == "ready" and now < made + timedelta(days=EXPORT_KEPT_DAYS)
    shape["url"] = address(item) if there else None
    return shape  # type: ignore[no-any-return]  # built from names
