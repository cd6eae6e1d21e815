"""Request bodies: from bytes to a model. pydantic is imported when the first body comes in."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from importlib import import_module
from typing import Any, NoReturn

from shared.errors import BadRequest, FieldError, Invalid, TooLarge

MAX_BYTES = 256 * 1024
MAX_ERRORS = 50


def read(event: dict[str, Any]) -> Any:
    """The JSON value of the event's body. Raises TooLarge over 256 kB and BadRequest for what is not JSON
    (RFC 8259).
    """
    text = _text(event)
    try:
        return _decode(text)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise BadRequest(f"The body is not JSON: {_place(error)}.", code="malformed-json") from None


def parse(event: dict[str, Any], package: str, model: str) -> Any:
    """The body as an instance of the model named `model` in `<package>.models`. Raises Invalid with a pointer
    per error.
    """
    value = read(event)
    model_class = _model(package, model)
    from pydantic import ValidationError

    try:
        return model_class.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)[:MAX_ERRORS]
        raise Invalid("Some values are not valid.", [_field_error(item) for item in found]) from None
    except RecursionError:
        raise _too_deep() from None


def _text(event: dict[str, Any]) -> str:
    body = event.get("body") or ""
    if len(body) > MAX_BYTES * 4 // 3 + 4:  # cannot fit however it is encoded
        raise _too_large()
    if event.get("isBase64Encoded"):
        raw = _from_base64(body)
        if len(raw) > MAX_BYTES:
            raise _too_large()
        return _decoded(raw)
    if len(body) > MAX_BYTES or len(body.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _too_large()
    return str(body)


def _from_base64(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        raise BadRequest("The body is marked as base64 but is not.", code="malformed-json") from None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8.", code="malformed-json") from None


def _too_large() -> TooLarge:
    return TooLarge(f"The body must not have more than {MAX_BYTES // 1024} kB.")


def _too_deep() -> BadRequest:
    return BadRequest("The body is nested too deeply.", code="malformed-json")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return str(error).partition(";")[0]


@cache
def _model(package: str, name: str) -> Any:
    return getattr(import_module(f"{package}.models"), name)


def _field_error(error: Any) -> FieldError:
    return FieldError(_pointer(error["loc"]), _message(error))


def _pointer(location: tuple[int | str, ...]) -> str:
    # RFC 6901: "~" and "/" in a key are escaped.
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


_MESSAGES = {"extra_forbidden": "is not a known field", "missing": "is required"}
_SUBJECT = re.compile(r"^\w+ should ")  # "String should have at least 12 characters": the pointer says what


def _message(error: Any) -> str:
    """pydantic's message in the words of this API, without its inner names."""
    if error["type"] in _MESSAGES:
        return _MESSAGES[error["type"]]
    return _SUBJECT.sub("must ", error["msg"].removeprefix("Value error, "))
