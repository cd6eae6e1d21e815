from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import route_settings

STAGE = "/v2/apis/a1/stages/$default"


class Gateway:
    def __init__(self) -> None:
        self.kept = {"GET /v1/today": {}, "GET /v1/habits": {}}
        self.service = SimpleNamespace(
            _stages={"a1": {"$default": {"routeSettings": self.kept}}}, handle_request=self.handle
        )
        route_settings.install(SimpleNamespace(apigateway=self.service))

    async def handle(self, *_: Any) -> Any:
        return 200, {}, b"as before"

    def ask(self, method: str, path: str) -> Any:
        return asyncio.run(self.service.handle_request(method, path, {}, b"", {}))


@pytest.mark.parametrize("route", ["GET%20%2Fv1%2Ftoday", "GET /v1/today"])
def test_a_routes_settings_go_and_the_stage_stays(route: str) -> None:
    gateway = Gateway()
    assert gateway.ask("DELETE", f"{STAGE}/routesettings/{route}")[0] == 204
    assert set(gateway.service._stages["a1"]["$default"]["routeSettings"]) == {"GET /v1/habits"}


def test_settings_that_are_gone_already_are_no_error() -> None:
    assert Gateway().ask("DELETE", "/v2/apis/other/stages/$default/routesettings/GET /v1/today")[0] == 204


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", STAGE), ("PATCH", STAGE), ("GET", f"{STAGE}/routesettings/x")]
)
def test_everything_else_is_asked_as_before(method: str, path: str) -> None:
    gateway = Gateway()
    assert gateway.ask(method, path)[2] == b"as before"
    assert len(gateway.kept) == 2
