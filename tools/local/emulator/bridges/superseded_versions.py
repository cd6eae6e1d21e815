"""Gap: the code of every version of a function that was ever published stays in memory, with its layers.

Here a version goes when an alias has moved on and none points to it; the newest always stays.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(emulator.lambda_svc, "_functions", "_sweep_extract_cache")
    replace(emulator.lambda_svc, "_update_alias", lambda original: _pruning(original, emulator.lambda_svc))


def _pruning(original: Any, lambda_svc: Any) -> Any:
    def update_alias(function: str, alias: str, data: dict[str, Any]) -> Any:
        response = original(function, alias, data)
        if response[0] == 200:
            record = lambda_svc._functions[function]
            for version in set(record["versions"]) - _wanted(record):
                del record["versions"][version]
            lambda_svc._sweep_extract_cache()
        return response

    return update_alias


def _wanted(record: dict[str, Any]) -> set[str]:
    wanted = {max(record["versions"], key=int)} if record["versions"] else set()
    for alias in record["aliases"].values():
        weights = (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
        wanted |= {alias["FunctionVersion"], *weights}
    return wanted
