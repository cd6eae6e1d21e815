"""Manifest = handler = OpenAPI document. (Terraform makes its routes from the manifests; terraform/tests
assert that.)
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from shared.http import App
from tools import openapi
from tools.manifests import Manifest, load_all

WITH_ROUTES = {name: manifest for name, manifest in load_all().items() if manifest.routes}
DOCUMENT: dict[str, Any] = json.loads(openapi.DOCUMENT.read_text(encoding="utf-8"))
OPERATIONS = [
    (path, method, made) for path, methods in DOCUMENT["paths"].items() for method, made in methods.items()
]

functions = pytest.mark.parametrize("manifest", WITH_ROUTES.values(), ids=WITH_ROUTES)
operations = pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=[made["operationId"] for *_, made in OPERATIONS]
)


@functions
def test_a_handler_answers_every_route_of_its_manifest(manifest: Manifest) -> None:
    app: App = openapi.apps()[manifest.name]
    assert set(app.endpoints) == {route.name for route in manifest.routes}


def test_the_document_is_fresh() -> None:
    assert openapi.is_fresh(), "docs/openapi.json does not fit the code. Run: invoke openapi"


def test_the_document_is_made_the_same_every_time() -> None:
    assert openapi.render() == openapi.render()


def test_the_document_has_the_manifests_routes_and_no_others() -> None:
    declared = {
        (route.name, route.method.lower(), route.path, route.scope)
        for manifest in WITH_ROUTES.values()
        for route in manifest.routes
    }
    assert declared == {
        (made["operationId"], method, path, made.get("x-scope")) for path, method, made in OPERATIONS
    }


@operations
def test_security_is_what_the_manifest_says(path: str, method: str, operation: dict[str, Any]) -> None:
    del path, method
    assert operation["security"] == ([{"bearer": []}] if "x-scope" in operation else [])
    assert ("401" in operation["responses"]) >= ("x-scope" in operation)


@operations
def test_an_operation_tells_people_what_it_does(path: str, method: str, operation: dict[str, Any]) -> None:
    del path, method
    assert 3 <= len(operation["summary"]) <= 120


@operations
def test_parameters_are_those_of_the_path(path: str, method: str, operation: dict[str, Any]) -> None:
    del method
    named = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
    assert named == set(re.findall(r"{(\w+)}", path))


@operations
def test_a_body_is_a_named_model_that_refuses_unknown_fields(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    del path
    if "requestBody" in operation:
        # Who closes an account says their password once more: DELETE /users/me.
        assert method in ("post", "put", "patch") or operation["operationId"] == "close_account"
        schema = _resolved(operation["requestBody"]["content"]["application/json"]["schema"])
        assert schema["additionalProperties"] is False


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    text = openapi.DOCUMENT.read_text(encoding="utf-8")
    referenced = set(re.findall(r'"#/components/(\w+)/(\w+)"', text))
    assert all(name in DOCUMENT["components"][kind] for kind, name in referenced)
    assert {name for kind, name in referenced if kind == "schemas"} == set(DOCUMENT["components"]["schemas"])


def test_the_document_keeps_no_schema_open() -> None:
    """What is sent in is bounded: every text of a body has a longest length, a pattern, a format or a list of
    values.
    """
    bodies = [
        made["requestBody"]["content"]["application/json"]["schema"]
        for *_, made in OPERATIONS
        if "requestBody" in made
    ]
    assert [place for body in bodies for place in _unbounded(body, body["$ref"].rpartition("/")[2])] == []


def _unbounded(schema: dict[str, Any], place: str) -> list[str]:
    schema = _resolved(schema)
    choices = [choice for key in ("anyOf", "oneOf", "allOf") for choice in schema.get(key, [])]
    found = [hit for choice in choices for hit in _unbounded(choice, place)]
    for name, field in schema.get("properties", {}).items():
        found += _unbounded(field, f"{place}.{name}")
    if schema.get("type") == "array":
        found += [] if "maxItems" in schema else [place]
        found += _unbounded(schema["items"], f"{place}[]")
    if schema.get("type") == "string" and not {"maxLength", "pattern", "format", "enum", "const"} & set(
        schema
    ):
        found.append(place)
    if schema.get("type") in ("integer", "number") and not {"maximum", "enum", "const"} & set(schema):
        found.append(place)
    return found


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    resolved: dict[str, Any] = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return resolved
