"""The routes of the manifests, each with its application, as somebody who attacks them sees them."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from types import SimpleNamespace
from typing import Any, NamedTuple

from functions.authorizer.logic import Checks, authorize
from shared.http import App
from shared.settings import Setting, Settings
from shared.table import Table
from tests.support.events import call, http_event
from tests.support.memory import MemoryClient, copied
from tools import openapi
from tools.manifests import Route, load_all

_PARAMETER = re.compile(r"{(\w+)}")

# What stands in an address where nobody's id is asked for. A parameter that is not here must be one of the
# owner's ids (`path_with`): so a new one cannot be forgotten.
NOBODYS = {"date": date.today().isoformat(), "device": "device-1", "token": "A" * 43}  # noqa: DTZ011
UNKNOWN_ID = "01HZZZZZZZZZZZZZZZZZZZZZZZ"


class AttackedRoute(NamedTuple):
    route: Route
    app: App
    operation: dict[str, Any]
    """Of docs/openapi.json; {} while that is not fresh."""

    def __str__(self) -> str:
        return self.route.name

    @property
    def documented(self) -> dict[str, Any]:
        """The documented answers, by status."""
        return self.operation.get("responses", {})

    @property
    def parameters(self) -> list[str]:
        return _PARAMETER.findall(self.route.path)

    def path_with(self, ids: dict[str, str]) -> str:
        """The address with these values of its parameters; what is left out is somebody's or nobody's."""
        return _PARAMETER.sub(
            lambda found: ids.get(found[1]) or NOBODYS.get(found[1], UNKNOWN_ID), self.route.path
        )


def call_as(
    attacked: AttackedRoute,
    path: str,
    checks: Checks,
    token: str | None,
    body: Any = None,
    query: dict[str, Any] | None = None,
) -> SimpleNamespace:
    """The answer to a request with this token, through the authorizer and the handler."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    event = http_event(attacked.route.method, path, body or {}, user=None, headers=headers, query=query)
    context = authorize(event, checks, time.time())["context"]
    event["requestContext"]["authorizer"] = {"lambda": context}
    return call(attacked.app, event)


def any_settings() -> dict[str, Any]:
    """A value for every setting that has none by itself: who is refused never gets to what it means."""
    declared = {name: value for name, value in vars(Settings).items() if isinstance(value, Setting)}
    return {name: each.convert("1") for name, each in declared.items() if each.default is None}


def items(table: Table) -> dict[tuple[str, str], Any]:
    """Everything in the table in memory."""
    assert isinstance(table._client, MemoryClient)
    return copied(table._client.items)


def _routes() -> list[AttackedRoute]:
    document = json.loads(openapi.DOCUMENT.read_text(encoding="utf-8"))
    apps = openapi.apps()
    found = []
    for name, manifest in load_all().items():
        for route in manifest.routes:
            operation = document["paths"].get(route.path, {}).get(route.method.lower(), {})
            found.append(AttackedRoute(route, apps[name], operation))
    return found


ROUTES = _routes()
PRIVATE = [attacked for attacked in ROUTES if attacked.route.auth == "user"]
PUBLIC = [attacked for attacked in ROUTES if attacked.route.auth == "none"]
