"""What comes in over HTTP, as the logic takes it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from functions.habits.logic.checkins import Edit
from shared.errors import FieldError, Invalid
from shared.habits.edited import Edited
from shared.http import query

if TYPE_CHECKING:
    from functions.habits.models import DayEdit


def edit_of(body: DayEdit, edited: Edited | None = None) -> Edit:
    """The edit of a day; the note stays when the body does not name it."""
    keeps_note = "note" not in body.model_fields_set
    edit = Edit(body.status, body.value, keeps_note=keeps_note, note=body.note or None)
    return edit if edited is None else edit._replace(**edited._asdict())


def fields_of(given: dict[str, Any]) -> dict[str, Any]:
    """A habit's fields (JSON values) as they are kept: targets in whole thousandths, weeks only where there
    are some."""
    from shared.habits.marks import amount_value, thousandths

    schedule = given.get("schedule")
    if schedule and schedule.get("period") == "month":
        given = {**given, "schedule": {n: v for n, v in schedule.items() if n != "week_start"}}
    target = given.get("target")
    return given if target is None else {**given, "target": amount_value(thousandths(target))}


def day_of(raw: str) -> date:
    """The day in an address. Raises Invalid."""
    try:
        return query.parse_day(raw)
    except ValueError as error:
        raise Invalid("The address does not name a day.", [FieldError("/date", str(error))]) from None
