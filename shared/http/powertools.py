"""Powertools' HTTP API resolver, without the rest of Powertools.

`import aws_lambda_powertools.event_handler.api_gateway` first runs the __init__ of `aws_lambda_powertools`
(logger, metrics, tracer), of `event_handler` (AppSync, Bedrock, asyncio) and of `data_classes` (forty kinds
of events), which is most of the time and none of the use. So these packages are put in place unexecuted while
the resolver's module is imported; each runs as usual as soon as somebody asks it for a name that it would
have made. See docs/decisions/0105-powertools-without-its-packages.md.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_DATA_CLASSES = "aws_lambda_powertools.utilities.data_classes"
# The names that the resolver's module takes from data_classes, and where they are. A name that is not here,
# or no longer there, only costs the time of the whole package.
_HOMES = {
    "ALBEvent": "alb_event",
    "APIGatewayProxyEvent": "api_gateway_proxy_event",
    "APIGatewayProxyEventV2": "api_gateway_proxy_event",
    "BedrockAgentEvent": "bedrock_agent_event",
    "LambdaFunctionUrlEvent": "lambda_function_url_event",
    "VPCLatticeEvent": "vpc_lattice",
    "VPCLatticeEventV2": "vpc_lattice",
}


class _Unexecuted(ModuleType):
    """A package whose __init__ runs when it is asked for a name that none of its modules has or is."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        home = _HOMES.get(name, name) if self.__name__ == _DATA_CLASSES else name
        if find_spec(f"{self.__name__}.{home}") is not None:
            module = import_module(f"{self.__name__}.{home}")
            if home == name:
                return module
            if hasattr(module, name):
                return getattr(module, name)
        if (origin := _origins(self).get(name)) is not None:
            return getattr(import_module(f"{self.__name__}.{origin}"), name)
        self.__class__ = ModuleType  # type: ignore[assignment]  # from now on a module like others
        _execute(self)
        return getattr(self, name)


def _origins(package: ModuleType) -> dict[str, str]:
    """Which module of the package each name comes from that its __init__ takes over from one of them.

    A module of the package may ask for such a name while it is itself imported; the whole __init__ would
    then want the unfinished module.
    """
    import ast

    with open(str(package.__file__), encoding="utf-8") as file:
        imports = [node for node in ast.parse(file.read()).body if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name: node.module
        for node in imports
        if node.level == 1 and node.module
        for alias in node.names
    }


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


for _name in ("aws_lambda_powertools", "aws_lambda_powertools.event_handler", _DATA_CLASSES):
    _place_unexecuted(_name)

from aws_lambda_powertools.event_handler.api_gateway import (  # noqa: E402 - the packages must be in place first
    APIGatewayHttpResolver as APIGatewayHttpResolver,
)
from aws_lambda_powertools.event_handler.api_gateway import Response as WireResponse  # noqa: E402 - as above
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder as ResponseBuilder  # noqa: E402 - as above
from aws_lambda_powertools.event_handler.api_gateway import Route as Route  # noqa: E402 - as above

__all__ = ["APIGatewayHttpResolver", "ResponseBuilder", "Route", "WireResponse"]
