"""What a route takes, made from its operation in the OpenAPI document: the least that is valid."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from tools import openapi

# What a pattern or a rule beyond the schema wants; by the name of the field.
_KNOWN = {
    "color": "#336699",
    "email": "someone.else@example.com",
    "password": "tulip harbour seventy-one",
    "new_password": "tulip harbour seventy-two",
    "time": "07:30",
    "timezone": "Europe/London",
    "edited_at": "2026-01-01T00:00:00Z",
    "code": "123456",
    "file_name": "habits.zip",
    "number": "+447700900123",
    "until": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
}
_FORMATS = {"date": date.today().isoformat(), "date-time": "2026-01-01T00:00:00Z"}  # noqa: DTZ011


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    """A valid body, {} when there is none."""
    content = operation.get("requestBody", {}).get("content", {})
    body: dict[str, Any] = _example(content["application/json"]["schema"], "") if content else {}
    return body


def query_of(operation: dict[str, Any]) -> dict[str, Any]:
    """The query parameters that are required."""
    return {
        parameter["name"]: _example(parameter["schema"], parameter["name"])
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter.get("required")
    }


def _example(schema: dict[str, Any], name: str) -> Any:
    schema = _resolved(schema)
    if name in _KNOWN:
        return _KNOWN[name]
    for fixed in ("const", "default"):
        if schema.get(fixed) is not None:
            return schema[fixed]
    if "enum" in schema:
        return schema["enum"][0]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return _example(choices[0], name)
    return _of_type(schema, name)


def _of_type(schema: dict[str, Any], name: str) -> Any:
    kind = schema.get("type", "object")
    if kind == "object":
        properties = schema.get("properties", {})
        # A change of nothing is refused, so that of some optional fields one is there.
        wanted = schema.get("required") or list(properties)[:1]
        return {field: _example(properties[field], field) for field in wanted}
    if kind == "array":
        return [_example(schema["items"], name) for _ in range(max(1, schema.get("minItems", 1)))]
    if kind == "string":
        return _FORMATS.get(schema.get("format", ""), "words" * -(-schema.get("minLength", 1) // 5))
    return {"integer": schema.get("minimum", 1), "number": schema.get("minimum", 1), "boolean": True}.get(
        kind
    )


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    return _document()["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(openapi.DOCUMENT.read_text(encoding="utf-8"))
    return document
