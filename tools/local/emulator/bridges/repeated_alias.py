"""Gap: under load the emulator's answer to CreateAlias can come so late that the client asks again, and the
repeated request is refused: Terraform then fails now and at every later apply. The same alias made twice is
answered like the first time.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(emulator.lambda_svc, "_functions", "_get_alias")
    replace(emulator.lambda_svc, "_create_alias", lambda original: _repeatable(emulator.lambda_svc, original))


def _repeatable(functions: Any, original: Any) -> Any:
    def create(function: str, wanted: dict[str, Any]) -> Any:
        known = functions._functions[function]["aliases"] if function in functions._functions else {}
        there = known.get(wanted.get("Name"))
        if there is not None and there["FunctionVersion"] == wanted.get("FunctionVersion"):
            return functions._get_alias(function, wanted["Name"])
        return original(function, wanted)

    return create
