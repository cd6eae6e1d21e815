"""JSON schemas of the models that the handlers name, under their own names."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict, is_typeddict

from shared.http import App

REFERENCE = "#/components/schemas/{model}"
Mode = Literal["validation", "serialization"]
Key = tuple[str, str, Mode]


class FieldProblem(TypedDict):
    """One wrong value."""

    pointer: str
    """JSON pointer into the body (RFC 6901), or `?name` for a query parameter."""
    detail: str


class Problem(TypedDict, total=False):
    """What went wrong (RFC 9457)."""

    type: str
    """`urn:daybook:problem:` and a code that stays the same."""
    title: str
    status: int
    detail: str
    """What happened and what to do about it, for people."""
    instance: str
    """The request's id."""
    errors: list[FieldProblem]
    """With status 422: every value that is wrong."""


Problem.__required_keys__ = frozenset({"type", "title", "status", "detail", "instance"})


class Schemas:
    """Collects every model first, because pydantic names them together. Two of one name in different
    functions are an error.
    """

    def __init__(self, apps: dict[str, App]) -> None:
        wanted: dict[Key, Any] = {("tools", "Problem", "serialization"): Problem}
        for app in apps.values():
            for endpoint in app.endpoints.values():
                if body := endpoint.body_model:
                    wanted[app.package, body, "validation"] = _model(app.package, body)
                if result := endpoint.result_model:
                    wanted[app.package, result, "serialization"] = _model(app.package, result)
        _use_attribute_docstrings(apps)
        adapters = [(key, key[2], TypeAdapter(model)) for key, model in wanted.items()]
        references, definitions = TypeAdapter.json_schemas(adapters, ref_template=REFERENCE)
        self._references = {key: reference for (key, _), reference in references.items()}
        self._definitions = definitions.get("$defs", {})
        _require_clean_names(self._definitions)

    def reference(self, package: str, name: str, mode: Mode) -> dict[str, Any]:
        """The schema of a model: a reference into the components."""
        return self._references[package, name, mode]

    def components(self) -> dict[str, Any]:
        """All schemas by name, in alphabetical order."""
        return {name: _tidy(schema) for name, schema in sorted(self._definitions.items())}


def _model(package: str, name: str) -> Any:
    return getattr(import_module(f"{package}.models"), name)


def _use_attribute_docstrings(apps: dict[str, App]) -> None:
    """The strings below a TypedDict's fields describe them, as they do in shared.models.Input."""
    modules = [import_module(__name__), *(_models_of(app) for app in apps.values())]
    for module in modules:
        for value in vars(module).values():
            if is_typeddict(value):
                value.__pydantic_config__ = ConfigDict(use_attribute_docstrings=True)


def _models_of(app: App) -> Any:
    try:
        return import_module(f"{app.package}.models")
    except ModuleNotFoundError:
        return import_module(app.package)


def _require_clean_names(definitions: dict[str, Any]) -> None:
    """pydantic makes names unique by lengthening them (`Habit-Input`, `functions__a__models__Habit`), which
    would show in clients.
    """
    unclean = [name for name in definitions if not name.isidentifier() or "__" in name]
    if unclean:
        raise ValueError(f"give these models names of their own: {', '.join(unclean)}")


def _tidy(schema: Any) -> Any:
    """Drops what says nothing: titles that pydantic derives from names, and null as the default of what may
    be null.
    """
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _tidy(value) for name, value in schema.items()}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if "default" in kept and kept["default"] is None:
        del kept["default"]
    return kept
