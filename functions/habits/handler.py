"""Habits, check-ins and Today over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.habits.logic import checkins, habits
from functions.habits.parsing import day_of, edit_of, fields_of
from shared.habits.edited import STAMP, Edited, edited, edited_by
from shared.habits.shapes import habit_shape
from shared.habits.store import HabitStore
from shared.http import App, Request, Response, query
from shared.table import Table

if TYPE_CHECKING:
    from functions.habits.models import (
        CheckinEdit,
        CheckinPage,
        CheckinResult,
        EntryEdit,
        EntryPage,
        FreezeResult,
        Habit,
        HabitChange,
        HabitCreate,
        HabitOrder,
        HabitPage,
        RangeEdit,
        RangeResult,
        Today,
    )

app = App(__name__)
lambda_handler = app

_TODAY = query.day()


@app.route(
    "list_habits",
    query={
        "limit": query.integer(1, 100, default=50),
        "cursor": query.text(500),
        "archived": query.boolean(default=False),
    },
)
def list_habits(request: Request) -> HabitPage:
    """The habits that are in use, or those that are archived, oldest first."""
    from shared import cursors

    user_id, cursor = request.user.id, request.query["cursor"]
    after = cursors.decode(user_id, cursor).get("after") if cursor else None
    items, last = _store(request).page(request.query["limit"], after, request.query["archived"])
    next_cursor = cursors.encode(user_id, {"after": last}) if last else None
    return {"items": [habit_shape(item) for item in items], "next_cursor": next_cursor}


@app.route("create_habit", status=201)
def create_habit(request: Request, body: HabitCreate) -> Response[Habit]:
    """A new habit. Repeating the request gives the same one."""
    from shared import idempotency

    store = _store(request)

    def produce() -> dict[str, Any]:
        item, is_new = habits.create(store, fields_of(body.model_dump(mode="json")), request.received_at)
        headers = {"location": f"/v1/habits/{item['id']}"}
        return {
            "body": habit_shape(item),
            "status": 201 if is_new else 200,
            "headers": headers,
            "etag": item["version"],
        }

    outcome = idempotency.once(store.table, request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)


@app.route("order_habits", status=204)
def order_habits(request: Request, body: HabitOrder) -> None:
    """The order in which habits are shown."""
    habits.order(_store(request), body.ids, request.received_at, edited(body))


@app.route("get_habit")
def get_habit(request: Request, habit_id: str) -> Response[Habit]:
    """One habit."""
    return _habit(habits.found(_store(request), habit_id))


@app.route("update_habit")
def update_habit(request: Request, body: HabitChange, habit_id: str) -> Response[Habit]:
    """Changes the given fields; with If-Match only if nobody else has changed the habit."""
    fields = fields_of(body.model_dump(mode="json", include=body.model_fields_set - set(Edited._fields)))
    store, now = _store(request), request.received_at
    return _habit(habits.change(store, habit_id, fields, request.if_match, now, edited(body)))


@app.route("delete_habit", status=204, query=STAMP)
def delete_habit(request: Request, habit_id: str) -> None:
    """Deletes a habit; its check-ins follow after a month, until when it can be restored."""
    habits.delete(_store(request), habit_id, request.if_match, request.received_at, edited_by(request.query))


@app.route("restore_habit", query=STAMP)
def restore_habit(request: Request, habit_id: str) -> Response[Habit]:
    """A habit that was deleted at most 30 days ago, with all its days."""
    return _habit(habits.restore(_store(request), habit_id, request.received_at, edited_by(request.query)))


@app.route("list_checkins", query={"from": query.day(required=True), "to": query.day(required=True)})
def list_checkins(request: Request, habit_id: str) -> CheckinPage:
    """The marked days of at most a year, oldest first."""
    store = _store(request)
    item = habits.found(store, habit_id)
    found = checkins.listed(store, item, request.query["from"], request.query["to"])
    return {"items": found, "next_cursor": None}


@app.route("check_in", query={"today": _TODAY})
def check_in(request: Request, body: CheckinEdit, habit_id: str, date: str) -> CheckinResult:
    """Marks a day, unless a later edit has. `today`, the person's date, makes the summary exact on days
    before it."""
    return _record(request, habit_id, date, edit_of(body, edited(body)))


@app.route("undo_check_in", query={**STAMP, "today": _TODAY})
def undo_check_in(request: Request, habit_id: str, date: str) -> CheckinResult:
    """Takes a day's mark away, unless a later edit has set one; a note stays."""
    return _record(request, habit_id, date, checkins.Edit(None, **edited_by(request.query)._asdict()))


@app.route("check_in_days", query={"today": _TODAY})
def check_in_days(request: Request, body: RangeEdit, habit_id: str) -> RangeResult:
    """Marks up to 366 days at once, each unless a later edit of it has."""
    from functions.habits.logic.ranges import record_range

    store = _store(request)
    edits = [(query.parse_day(one.date), edit_of(one)) for one in body.days]
    item = habits.found(store, habit_id)
    return record_range(store, item, edits, edited(body), request.received_at, request.query["today"])


@app.route("list_entries")
def list_entries(request: Request, habit_id: str, date: str) -> EntryPage:
    """The single amounts of a day of a numeric habit."""
    from functions.habits.logic.entries import listed

    store, day = _store(request), day_of(date)
    return listed(store, habits.found(store, habit_id), day)


@app.route("set_entry", query={"today": _TODAY})
def set_entry(request: Request, body: EntryEdit, habit_id: str, date: str, entry_id: str) -> CheckinResult:
    """Sets one of a day's amounts, which add up. The client makes the id (a ULID), so that this can be
    repeated. Marking the whole day later overrules what was entered before."""
    return _enter(request, habit_id, date, entry_id, body.value, edited(body))


@app.route("remove_entry", query={**STAMP, "today": _TODAY})
def remove_entry(request: Request, habit_id: str, date: str, entry_id: str) -> CheckinResult:
    """Takes one of a day's amounts away, unless a later edit has set it."""
    return _enter(request, habit_id, date, entry_id, None, edited_by(request.query))


@app.route("freeze_day", query={"today": _TODAY})
def freeze_day(request: Request, habit_id: str, date: str) -> FreezeResult:
    """Holds the streak over a due day of the last seven that was missed, with one of the person's streak
    freezes. The score stays what it is. Repeating it takes no other one."""
    from functions.habits.logic.freezes import freeze

    store, day = _store(request), day_of(date)
    return freeze(store, habits.found(store, habit_id), day, request.received_at, request.query["today"])


@app.route("unfreeze_day", query={"today": _TODAY})
def unfreeze_day(request: Request, habit_id: str, date: str) -> FreezeResult:
    """Takes a freeze of the last seven days away again; the person has it back."""
    from functions.habits.logic.freezes import unfreeze

    store, day = _store(request), day_of(date)
    return unfreeze(store, habits.found(store, habit_id), day, request.received_at, request.query["today"])


@app.route("get_today", query={"date": query.day()})
def get_today(request: Request) -> Today:
    """All habits on a day (default: today in the person's time zone)."""
    from functions.habits.logic.today import today_page

    return today_page(_store(request), request.query["date"], request.received_at)


def _record(request: Request, habit_id: str, raw_day: str, edit: checkins.Edit) -> CheckinResult:
    store, now = _store(request), request.received_at
    day = day_of(raw_day)
    checkins.check_day(day, now)
    item = habits.found(store, habit_id)
    return checkins.record(store, item, day, edit, now, request.query["today"])


def _enter(
    request: Request, habit_id: str, raw_day: str, entry_id: str, value: float | None, stamp: Edited
) -> CheckinResult:
    from functions.habits.logic.entries import enter

    store, day = _store(request), day_of(raw_day)
    item = habits.found(store, habit_id)
    return enter(store, item, day, entry_id, value, stamp, request.received_at, request.query["today"])


def _store(request: Request) -> HabitStore:
    return HabitStore(Table(), request.user.id)


def _habit(item: dict[str, Any]) -> Response[Habit]:
    return Response(habit_shape(item), etag=item["version"])
