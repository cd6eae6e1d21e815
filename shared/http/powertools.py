"""Powertools' HTTP API resolver, without the rest of Powertools.

`import aws_lambda_powertools.event_handler.api_gateway` first runs the __init__ of `aws_lambda_powertools`
(logger, metrics, tracer) and of `event_handler` (AppSync, Bedrock, asyncio), which is three quarters of the
time and none of the use. So both packages are put in place unexecuted while the resolver's module is
imported; they run as usual as soon as somebody asks them for a name.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


class _Unexecuted(ModuleType):
    """A package whose __init__ runs when it is asked for a name that is none of its modules."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if find_spec(f"{self.__name__}.{name}") is not None:
            return import_module(f"{self.__name__}.{name}")
        self.__class__ = ModuleType  # type: ignore[assignment]  # from now on a module like others
        _execute(self)
        return getattr(self, name)


def _execute(package: ModuleType) -> None:
    spec = package.__spec__
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(package)


def _place_unexecuted(name: str) -> None:
    spec = find_spec(name) if name not in sys.modules else None
    if spec is None:
        return
    module = module_from_spec(spec)
    module.__class__ = _Unexecuted
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


_place_unexecuted("aws_lambda_powertools")
_place_unexecuted("aws_lambda_powertools.event_handler")

from aws_lambda_powertools.event_handler.api_gateway import (  # noqa: E402 - the packages must be in place first
    APIGatewayHttpResolver as APIGatewayHttpResolver,
)
from aws_lambda_powertools.event_handler.api_gateway import Response as WireResponse  # noqa: E402
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder as ResponseBuilder  # noqa: E402
from aws_lambda_powertools.event_handler.api_gateway import Route as Route  # noqa: E402

__all__ = ["APIGatewayHttpResolver", "ResponseBuilder", "Route", "WireResponse"]
