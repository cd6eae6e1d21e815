"""One operation of the document out of one endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import CodeType, FunctionType
from typing import Any

from shared import errors
from shared.http import App
from shared.http.endpoint import Endpoint
from shared.http.problems import CONTENT_TYPE, STATUS
from tools.openapi.schemas import Schemas

PROBLEM = {"$ref": "#/components/schemas/Problem"}

HEADERS: dict[str, dict[str, Any]] = {
    "idempotency_key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Any text, new for each new request; repeated with it, a request changes nothing.",
        "schema": {"type": "string", "maxLength": 200},
    },
    "if_match": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag that the change is based on; 412 when it is no longer the current one.",
        "schema": {"type": "string"},
    },
}


def operation(tag: str, app: App, endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    """The operation's object. Its header parameters are those that the handler reads from the request."""
    summary, description = _told(endpoint.function.__doc__ or "")
    used = _names_used(endpoint.function)
    headers = [parameter for attribute, parameter in HEADERS.items() if attribute in used]
    made: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [tag],
        "summary": summary,
    }
    if description:
        made["description"] = description
    if parameters := [*_path_parameters(endpoint), *_query_parameters(endpoint), *headers]:
        made["parameters"] = parameters
    if endpoint.body_model is not None:
        schema = schemas.reference(app.package, endpoint.body_model, "validation")
        content = {"application/json": {"schema": schema}}
        made["requestBody"] = {"required": endpoint.body_required, "content": content}
    made["responses"] = _responses(app, endpoint, schemas, used)
    made["security"] = [{"bearer": []}] if endpoint.scope else []
    if endpoint.scope:
        made["x-scope"] = endpoint.scope
    return made


def _told(docstring: str) -> tuple[str, str]:
    """A docstring's first sentence, and the rest; paragraphs stay, line breaks do not."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in docstring.strip().split("\n\n")]
    summary, _, more = paragraphs[0].partition(". ")
    return summary.removesuffix("."), "\n\n".join(part for part in (more, *paragraphs[1:]) if part)


def problem_responses() -> dict[str, Any]:
    """The problem responses by the name of their error, for components.responses."""
    return {kind.__name__: _problem(kind.title) for kind in STATUS} | {"Error": _problem("Any other error")}


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {CONTENT_TYPE: {"schema": PROBLEM}}}


def _path_parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    for name in endpoint.path_parameters:
        schema = {"type": "string", "format": "date"} if name == "date" else {"type": "string"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    for name, parameter in endpoint.query.items():
        made = {"name": name, "in": "query", "schema": parameter.schema}
        yield {**made, "required": True} if parameter.required else made


def _responses(app: App, endpoint: Endpoint, schemas: Schemas, used: frozenset[str]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": HTTPStatus(endpoint.status).phrase}
    if endpoint.status != 204:
        schema: dict[str, Any] = {"type": "object"}
        if endpoint.result_model is not None:
            schema = schemas.reference(app.package, endpoint.result_model, "serialization")
        if endpoint.media_type is not None:
            schema = {"type": "string"}
        success["content"] = {endpoint.media_type or "application/json": {"schema": schema}}
    problems = sorted(_problems(endpoint, used), key=STATUS.__getitem__)
    references = {str(STATUS[kind]): {"$ref": f"#/components/responses/{kind.__name__}"} for kind in problems}
    return {str(endpoint.status): success, **references, "default": {"$ref": "#/components/responses/Error"}}


def _problems(endpoint: Endpoint, used: frozenset[str]) -> set[type[errors.DomainError]]:
    if endpoint.instead is not None:
        return {errors.Throttled}  # of API Gateway; all others are led elsewhere
    found: set[type[errors.DomainError]] = {errors.Throttled, errors.Unavailable}
    found |= {kind for kind in STATUS if kind.__name__ in used}
    if endpoint.scope:
        found |= {errors.Unauthenticated, errors.Forbidden}
    if endpoint.body_model is not None:
        found |= {errors.BadRequest, errors.TooLarge, errors.Invalid}
    if endpoint.query or endpoint.path_parameters:
        found |= {errors.Invalid}
    if endpoint.path_parameters:
        found |= {errors.NotFound}
    if "idempotency_key" in used:
        found |= {errors.Conflict}
    if "if_match" in used:
        found |= {errors.StaleVersion}
    return found


def _names_used(function: Callable[..., Any]) -> frozenset[str]:
    """Names that a function, and the functions of its own module that it calls, refer to."""
    seen: set[str] = set()
    waiting: list[CodeType] = [function.__code__]
    while waiting:
        for name in set(_names_in(waiting.pop())) - seen:
            seen.add(name)
            called = function.__globals__.get(name)
            if isinstance(called, FunctionType) and called.__module__ == function.__module__:
                waiting.append(called.__code__)
    return frozenset(seen)


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)
