"""A function that shows what shared/http does; its tests are in tests/unit/shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared import errors
from shared.http import App, Request, Response, query

if TYPE_CHECKING:
    from tests.support.example.models import Anything, Failure, Thing, ThingCreate

app = App(__name__)


@app.route("list_things", query={"limit": query.integer(1, 100, default=50), "on": query.day()})
def list_things(request: Request) -> Any:
    return {"user": request.user.id, "query": {name: str(value) for name, value in request.query.items()}}


@app.route("create_thing", status=201)
def create_thing(request: Request, body: ThingCreate) -> Response[Any]:
    return Response({"id": "1", **body.model_dump()})


@app.route("get_thing")
def get_thing(request: Request, thing_id: str) -> Response[Thing]:
    return Response({"id": thing_id, "name": "a thing"}, etag=3)


@app.route("delete_thing", status=204)
def delete_thing(request: Request, thing_id: str) -> None:
    if request.if_match not in (None, "3"):
        raise errors.StaleVersion("It has changed.")


@app.route("get_newest_thing")
def get_newest_thing(request: Request) -> Thing:
    return {"id": "newest", "name": "the newest"}


@app.route("echo")
def echo(request: Request, body: Anything) -> Any:
    return {
        "value": body.value,
        "request": {
            "id": request.id,
            "source": request.source_address,
            "host": request.viewer_host,
            "at": request.received_at.isoformat(),
            "cookies": request.cookies,
            "key": request.idempotency_key,
            "if_match": request.if_match,
        },
    }


@app.route("ping")
def ping(request: Request, body: Anything | None) -> Any:
    return {"value": None if body is None else body.value}


@app.route("fail")
def fail(request: Request, body: Failure) -> Any:
    raise FAILURES[body.kind]


FAILURES: dict[str, Exception] = {
    "bug": ZeroDivisionError("secret detail"),
    "conflict": errors.Conflict("It is there.", code="thing-exists"),
    "throttled": errors.Throttled("Slowly.", 7),
    "unavailable": errors.Unavailable("Asleep.", 30),
    "invalid": errors.Invalid("No.", [errors.FieldError("/kind", "is odd")]),
}
