"""Making, changing and deleting vacations. Of several edits of a field the latest counts; deleting is one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.errors import Conflict, FieldError, Invalid, NotFound
from shared.habits.edited import Edited
from shared.habits.shapes import timestamp
from shared.ids import new_ulid

if TYPE_CHECKING:
    from functions.vacations.models import Vacation
    from functions.vacations.repository import Vacations, VacationStore

MAX_VACATIONS = 100
# A field of the API → its name in the item.
_NAMES = {"start_date": "start", "end_date": "end", "habit_ids": "habits", "note": "note"}
_LIFE = "deleted"


def shape(vacation_id: str, vacation: Mapping[str, Any]) -> Vacation:
    """A vacation of the item as the API shows it."""
    made = vacation["created_at"]
    return {
        "id": vacation_id,
        "start_date": vacation["start"],
        "end_date": vacation.get("end"),
        "habit_ids": vacation.get("habits"),
        "note": vacation.get("note"),
        "created_at": made,
        "updated_at": vacation.get("updated_at", made),
    }


def listed(store: VacationStore) -> list[Vacation]:
    """Those that are not deleted, by their start."""
    found = [shape(vacation_id, one) for vacation_id, one in store.all().items() if not one.get("deleted")]
    return sorted(found, key=lambda one: (one["start_date"], one["id"]))


def create(store: VacationStore, fields: Mapping[str, Any], edited: Edited, now: datetime) -> Vacation:
    """A new vacation, or the one that the same request has made before. Raises Invalid; Conflict for a
    deleted one and when there are too many."""
    vacation_id = fields.get("id") or new_ulid(now)
    # Whoever edits it has seen it, whatever their clock says: every edit is later than the making.
    made = {**_changed({"created_at": timestamp(now)}, fields, edited, now), "stamps": {}}

    def add(there: Vacations) -> Vacations:
        if vacation_id in there:
            if there[vacation_id].get("deleted"):
                raise Conflict("This vacation has been deleted. Make a new one.", code="vacation-deleted")
            return there
        if sum(not one.get("deleted") for one in there.values()) >= MAX_VACATIONS:
            detail = f"There are {MAX_VACATIONS} vacations already. Delete one to make room."
            raise Conflict(detail, code="too-many-vacations")
        return {**there, vacation_id: made}

    store.change(add)
    return shape(vacation_id, store.all()[vacation_id])


def change(
    store: VacationStore, vacation_id: str, fields: Mapping[str, Any], edited: Edited, now: datetime
) -> Vacation:
    """The vacation with those of the fields that no later edit has set. Raises NotFound, Invalid."""

    def edit(there: Vacations) -> Vacations:
        return {**there, vacation_id: _changed(_found(there, vacation_id), fields, edited, now)}

    store.change(edit)
    return shape(vacation_id, _found(store.all(), vacation_id))


def delete(store: VacationStore, vacation_id: str, edited: Edited, now: datetime) -> None:
    """Leaves a tombstone, so that edits from elsewhere do not bring it back. Raises NotFound."""

    def remove(there: Vacations) -> Vacations:
        vacation = _found(there, vacation_id)
        stamps = {**vacation.get("stamps", {}), _LIFE: edited.text(now, vacation.get("stamps", {}))}
        return {**there, vacation_id: {**vacation, "deleted": True, "stamps": stamps}}

    store.change(remove)


def _found(there: Vacations, vacation_id: str) -> dict[str, Any]:
    vacation = there.get(vacation_id)
    if vacation is None or vacation.get("deleted"):
        raise NotFound("There is no such vacation; it may have been deleted.")
    return vacation


def _changed(
    vacation: Mapping[str, Any], fields: Mapping[str, Any], edited: Edited, now: datetime
) -> dict[str, Any]:
    known = vacation.get("stamps", {})
    text = edited.text(now, known)
    winning = {
        _NAMES[field]: value
        for field, value in fields.items()
        if field in _NAMES and known.get(_NAMES[field], "") <= text
    }
    merged = {"end": None, "habits": None, "note": None, **vacation, **winning}
    if merged["end"] is not None and merged["end"] < merged["start"]:
        message = "must not be before start_date"
        raise Invalid("A vacation ends after it has begun.", [FieldError("/end_date", message)])
    stamps = {**known, **dict.fromkeys(winning, text)}
    if {**vacation, **winning} == vacation and stamps == known:
        return dict(vacation)
    return {**merged, "note": merged["note"] or None, "stamps": stamps, "updated_at": timestamp(now)}
