"""The document's parts, made from the example function."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typing_extensions import TypedDict

from functions.get_user import handler as get_user
from shared.http import App
from tests.support.example import handler
from tests.support.example.handler import app
from tools import openapi
from tools.openapi.operations import operation
from tools.openapi.schemas import Schemas


@pytest.fixture
def operations() -> dict[str, Any]:
    schemas = Schemas({"example": app})
    return {name: operation("example", app, endpoint, schemas) for name, endpoint in app.endpoints.items()}


def names(made: dict[str, Any], place: str) -> set[str]:
    return {parameter["name"] for parameter in made.get("parameters", []) if parameter["in"] == place}


def test_query_parameters_with_their_bounds(operations: dict[str, Any]) -> None:
    limit, on = operations["list_things"]["parameters"]
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}
    assert (on["name"], on["schema"], "required" in on) == ("on", {"type": "string", "format": "date"}, False)


def test_headers_that_the_handler_reads_and_no_others(operations: dict[str, Any]) -> None:
    assert names(operations["delete_thing"], "header") == {"If-Match"}
    assert names(operations["echo"], "header") == {"If-Match", "Idempotency-Key"}
    assert names(operations["get_thing"], "header") == set()


def test_a_header_read_by_a_helper_of_the_same_module_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def helper(request: Any) -> Any:
        return request.if_match

    def handle(request: Any) -> Any:
        return _helper(request)  # type: ignore[name-defined]  # noqa: F821 - put into the module below

    for function in (helper, handle):
        function.__module__ = __name__
    monkeypatch.setitem(globals(), "_helper", helper)
    schemas = Schemas({"example": app})
    monkeypatch.setattr(app.endpoints["get_newest_thing"], "function", handle)
    made = operation("example", app, app.endpoints["get_newest_thing"], schemas)
    assert names(made, "header") == {"If-Match"}


def test_bodies_and_whether_they_may_be_left_out(operations: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/ThingCreate"}
    assert operations["create_thing"]["requestBody"] == {
        "required": True,
        "content": {"application/json": {"schema": schema}},
    }
    assert operations["ping"]["requestBody"]["required"] is False
    assert "requestBody" not in operations["get_thing"]


def test_answers(operations: dict[str, Any]) -> None:
    schema = operations["get_thing"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Thing"}
    assert "content" not in operations["delete_thing"]["responses"]["204"]
    assert {"401", "403", "404", "412"} <= operations["delete_thing"]["responses"].keys()
    assert not {"401", "403", "404", "412"} & operations["ping"]["responses"].keys()
    assert {"400", "413", "422"} <= operations["ping"]["responses"].keys()


def test_schemas_say_what_a_client_needs_and_nothing_of_python() -> None:
    components = Schemas({"example": app}).components()
    thing = components["ThingCreate"]
    assert thing["additionalProperties"] is False
    assert thing["required"] == ["name"]
    assert thing["properties"]["name"] == {"type": "string", "minLength": 1, "maxLength": 40}
    assert "default" not in thing["properties"]["note"]
    assert "title" not in thing
    assert components["Problem"]["required"] == ["type", "title", "status", "detail", "instance"]


def test_two_models_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Thing(TypedDict):
        other: int

    package = ModuleType("other_example")
    package.__path__ = [str(tmp_path)]
    models, module = ModuleType("other_example.models"), ModuleType("other_example.handler")
    Thing.__module__, models.Thing = "other_example.models", Thing  # type: ignore[attr-defined]  # a module's name
    module.__file__ = handler.__file__
    for made in (package, models, module):
        monkeypatch.setitem(sys.modules, made.__name__, made)
    other = App("other_example.handler")
    other.route("get_newest_thing")(handler.get_newest_thing)
    with pytest.raises(ValueError, match="names of their own"):
        Schemas({"example": app, "other": other})


def test_a_route_without_handler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openapi, "apps", lambda: {"example": App(handler.__name__)})
    with pytest.raises(LookupError, match=r"example\.get_thing"):
        openapi.document()


def test_writing_leaves_a_fresh_document_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # One function's: that the whole document is fresh is `invoke lint`'s to say.
    monkeypatch.setattr(openapi, "apps", lambda: {"get_user": get_user.app})
    path = tmp_path / "docs" / "openapi.json"
    assert not openapi.is_fresh(path)
    assert openapi.write(path) is True
    assert openapi.write(path) is False
    assert openapi.is_fresh(path)
    path.write_text("{}")
    assert not openapi.is_fresh(path)
