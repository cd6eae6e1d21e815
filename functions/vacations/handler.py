"""Vacations over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.vacations import logic
from functions.vacations.repository import VacationStore
from shared.habits.edited import STAMP, Edited, edited, edited_by
from shared.http import App, Request, Response
from shared.table import Table

if TYPE_CHECKING:
    from functions.vacations.models import Vacation, VacationChange, VacationCreate, VacationPage

app = App(__name__)
lambda_handler = app


@app.route("list_vacations")
def list_vacations(request: Request) -> VacationPage:
    """All vacations, past ones too, by their start."""
    return {"items": logic.listed(_store(request)), "next_cursor": None}


@app.route("create_vacation", status=201)
def create_vacation(request: Request, body: VacationCreate) -> Response[Vacation]:
    """A new vacation. Repeating the request gives the same one."""
    from shared import idempotency

    store = _store(request)

    def produce() -> dict[str, Any]:
        fields = body.model_dump(mode="json", exclude=set(Edited._fields))
        made = logic.create(store, fields, edited(body), request.received_at)
        return {"body": made, "status": 201, "headers": {"location": f"/v1/vacations/{made['id']}"}}

    outcome = idempotency.once(store.table, request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)


@app.route("update_vacation")
def update_vacation(request: Request, body: VacationChange, vacation_id: str) -> Vacation:
    """Changes the given fields, each unless a later edit has."""
    fields = body.model_dump(mode="json", include=body.model_fields_set - set(Edited._fields))
    return logic.change(_store(request), vacation_id, fields, edited(body), request.received_at)


@app.route("delete_vacation", status=204, query=STAMP)
def delete_vacation(request: Request, vacation_id: str) -> None:
    """Deletes a vacation: its days count again."""
    logic.delete(_store(request), vacation_id, edited_by(request.query), request.received_at)


def _store(request: Request) -> VacationStore:
    return VacationStore(Table(), request.user.id)
