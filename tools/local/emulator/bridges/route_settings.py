"""Gap: DeleteRouteSettings, which Terraform calls for each route that is gone and had a throttle of its own,
deletes the whole stage of an HTTP API.

Request: docs.aws.amazon.com/apigatewayv2/latest/api-reference/, "RouteSettings".
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from tools.local.emulator.seams import replace, require

_PATH = re.compile(r"^/v2/apis/([^/]+)/stages/([^/]+)/routesettings/(.+)$")


def install(emulator: SimpleNamespace) -> None:
    require(emulator.apigateway, "_stages")
    replace(
        emulator.apigateway, "handle_request", lambda original: _keeping_stages(emulator.apigateway, original)
    )


def _keeping_stages(service: Any, original: Any) -> Any:
    async def handle(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        named = _PATH.match(path) if method == "DELETE" else None
        if not named:
            return await original(method, path, headers, body, query)
        api, stage, route = map(unquote, named.groups())
        settings = service._stages.get(api, {}).get(stage, {}).get("routeSettings", {})
        settings.pop(route, None)
        return 204, {}, b""

    return handle
