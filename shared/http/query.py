"""Query parameters, declared on the route:

    @app.route("list_habits", query={"limit": query.integer(1, 100, default=50), "cursor": query.text(500)})

`parse` takes the text of the address (None when absent) and gives the value, or raises ValueError saying what
is expected. `schema` is the parameter's JSON schema, for the OpenAPI document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from shared.errors import FieldError, Invalid

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)


class Parameter:
    """One parameter: how its text is read and what it is when it is missing."""

    def __init__(
        self,
        convert: Callable[[str], Any],
        schema: dict[str, Any],
        *,
        default: Any = None,
        required: bool = False,
    ) -> None:
        self.convert, self.default, self.required = convert, default, required
        self.schema = schema if default is None else {**schema, "default": default}

    def parse(self, raw: str | None) -> Any:
        if raw is not None:
            return self.convert(raw)
        if self.required:
            raise ValueError("is required")
        return self.default


def integer(minimum: int, maximum: int, *, default: int | None = None, required: bool = False) -> Parameter:
    """A whole number from minimum to maximum."""

    def convert(raw: str) -> int:
        if not _WHOLE.fullmatch(raw) or not minimum <= int(raw) <= maximum:
            raise ValueError(f"must be a whole number from {minimum} to {maximum}")
        return int(raw)

    schema = {"type": "integer", "minimum": minimum, "maximum": maximum}
    return Parameter(convert, schema, default=default, required=required)


def text(max_length: int, *, default: str | None = None, required: bool = False) -> Parameter:
    """Text of 1 to max_length characters."""

    def convert(raw: str) -> str:
        if not 1 <= len(raw) <= max_length:
            raise ValueError(f"must have 1 to {max_length} characters")
        return raw

    schema = {"type": "string", "minLength": 1, "maxLength": max_length}
    return Parameter(convert, schema, default=default, required=required)


def boolean(*, default: bool | None = None, required: bool = False) -> Parameter:
    """`true` or `false`."""
    return Parameter(_boolean, {"type": "boolean"}, default=default, required=required)


def _boolean(raw: str) -> bool:
    if raw not in ("true", "false"):
        raise ValueError("must be true or false")
    return raw == "true"


def day(*, default: date | None = None, required: bool = False) -> Parameter:
    """A date as YYYY-MM-DD."""
    parameter = Parameter(parse_day, {"type": "string", "format": "date"}, required=required)
    parameter.default = default
    return parameter


def parse_day(raw: str) -> date:
    """A date from exactly YYYY-MM-DD, which date.fromisoformat is too generous for. Raises ValueError."""
    try:
        if _DAY.fullmatch(raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise ValueError("must be a date as YYYY-MM-DD")


def choice(*values: str, default: str | None = None, required: bool = False) -> Parameter:
    """One of the values."""

    def convert(raw: str) -> str:
        if raw not in values:
            raise ValueError(f"must be one of {', '.join(values)}")
        return raw

    return Parameter(convert, {"type": "string", "enum": list(values)}, default=default, required=required)


def read(raw_query: str, declared: dict[str, Parameter]) -> dict[str, Any]:
    """The declared parameters' values by name. Raises Invalid naming every unknown, repeated, missing and
    wrong one.
    """
    if not raw_query and not declared:
        return {}
    errors: list[FieldError] = []
    given: dict[str, str] = {}
    for name, value in parse_qsl(raw_query, keep_blank_values=True):
        if name not in declared:
            errors.append(FieldError(f"?{name}", f"is not known; known are: {', '.join(declared) or 'none'}"))
        elif name in given:
            errors.append(FieldError(f"?{name}", "is given twice"))
        given[name] = value
    values = {}
    for name, parameter in declared.items():
        try:
            values[name] = parameter.parse(given.get(name))
        except ValueError as error:
            errors.append(FieldError(f"?{name}", str(error)))
    if errors:
        raise Invalid("Some query parameters are not valid.", errors)
    return values
