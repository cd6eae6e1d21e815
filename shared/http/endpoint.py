"""A route of the manifest together with the function that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from shared.http.query import Parameter

_PATH_PARAMETER = re.compile(r"{(\w+)}")
_OR_NONE = " | None"
_RESPONSE = re.compile(r"^Response(?:\[(\w+)\])?$")


class Endpoint:
    """What App knows of a route. `body_model` and `result_model` are names out of the function's models.py,
    or None. A handler that can do without a body says so: `body: SessionToken | None`.
    """

    def __init__(
        self,
        declared: dict[str, Any],
        function: Callable[..., Any],
        status: int,
        query: dict[str, Parameter],
        media_type: str | None = None,
        instead: Callable[[str], Any] | None = None,
    ) -> None:
        self.declared = declared
        self.name: str = declared["name"]
        self.method: str = declared["method"]
        self.path: str = declared["path"]
        self.scope: str | None = declared.get("scope")
        self.function, self.status, self.query, self.media_type = function, status, query, media_type
        self.instead = instead
        self.path_parameters: list[str] = _PATH_PARAMETER.findall(self.path)
        body = _annotation(function, "body") or ""
        self.body_model = body.removesuffix(_OR_NONE) or None
        self.body_required = not body.endswith(_OR_NONE)
        self.result_model = _result_model(function)
        _check_arguments(self)


def _annotation(function: Callable[..., Any], name: str) -> str | None:
    """The annotation as it is written: models are not imported until they are needed."""
    annotation = function.__annotations__.get(name)
    if annotation is not None and not isinstance(annotation, str):
        raise TypeError(f"{function.__module__} needs `from __future__ import annotations` for its routes")
    return None if annotation == "None" else annotation


def _result_model(function: Callable[..., Any]) -> str | None:
    annotation = _annotation(function, "return")
    model = annotation and _RESPONSE.sub(r"\1", annotation)
    return None if model in ("", "None", "Any", "str", "bytes") else model


def _check_arguments(endpoint: Endpoint) -> None:
    """A mistake in a signature shall fail when the function loads, not when the first request comes."""
    code = endpoint.function.__code__
    taken = list(code.co_varnames[: code.co_argcount])
    expected = ["request", *(["body"] if "body" in taken else []), *endpoint.path_parameters]
    if sorted(taken) != sorted(expected) or taken[0] != "request":
        raise TypeError(f"{endpoint.name} must take ({', '.join(expected)}), not ({', '.join(taken)})")
    if "body" in taken and endpoint.body_model is None:
        raise TypeError(f"{endpoint.name} must annotate body with a model of its models.py")
