"""The OpenAPI 3.1 document, made from the manifests, the handlers and their models.

`render()` gives its text, `write()` puts it into docs/openapi.json (committed, served at /v1/openapi.json,
and the source of the web app's types), `python -m tools.openapi [--check]` does either by hand.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ["DAYBOOK_DESCRIBE_MODELS"] = "1"  # read by shared.models, which nothing has imported yet

from shared.http import App
from tools.manifests import ROOT, load_all
from tools.openapi.operations import operation, problem_responses
from tools.openapi.schemas import Schemas

DOCUMENT = ROOT / "docs" / "openapi.json"

DESCRIPTION = """A habit tracker and day planner that people host themselves.

Errors are `application/problem+json` (RFC 9457): act on `status` and `type`, show `detail`. Unknown fields
and query parameters are refused. Every answer has `X-Request-Id`; name it when you report a problem. Days are
local dates (`YYYY-MM-DD`), times RFC 3339 in UTC, ids ULIDs. The API throttles (429): wait as `Retry-After`
says, or a second."""


def apps() -> dict[str, App]:
    """The applications of all functions with routes, by function name. Raises ImportError or AttributeError
    for a missing one.
    """
    names = [name for name, manifest in load_all().items() if manifest.routes]
    return {name: import_module(f"functions.{name}.handler").app for name in names}


def document() -> dict[str, Any]:
    """The document as a dict. Raises LookupError naming the routes that no handler answers."""
    found = apps()
    _require_all_routes(found)
    schemas = Schemas(found)
    paths: dict[str, dict[str, Any]] = {}
    for tag, app in found.items():
        for endpoint in app.endpoints.values():
            made = operation(tag, app, endpoint, schemas)
            paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = made
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Daybook",
            "version": "1",
            "description": DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": load_all()[name].description} for name in found],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas.components(),
            "responses": problem_responses(),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "An access token.",
                }
            },
        },
    }


def render() -> str:
    """The document's text; the same input gives the same bytes."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def write(path: Path = DOCUMENT) -> bool:
    """Writes the document when it differs from what is there; True when it did."""
    text = render()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def is_fresh(path: Path = DOCUMENT) -> bool:
    """Whether the committed document is what the code says."""
    return path.exists() and path.read_text(encoding="utf-8") == render()


def _require_all_routes(found: dict[str, App]) -> None:
    missing = [
        f"{name}.{route}"
        for name, app in found.items()
        for route in app.declared
        if route not in app.endpoints
    ]
    if missing:
        raise LookupError(f"function.json declares routes that no handler answers: {', '.join(missing)}")
