"""Gap: a function that is called asynchronously by its alias gets the retries and the on-failure destination
of $LATEST, which has none; what was set for the alias is never looked at. Here it counts.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

Record = dict[str, Any]


def install(emulator: SimpleNamespace) -> None:
    require(emulator.lambda_svc, "_functions")
    replace(
        emulator.lambda_svc,
        "invoke_async_with_retry",
        lambda original: _configured(emulator.lambda_svc, original),
    )


def _configured(lambda_svc: Any, original: Any) -> Any:
    def invoke(record: Record, event: Record) -> None:
        config = record.get("config") or record
        function = lambda_svc._functions.get(config["FunctionName"])
        chosen = _settings(function, config) if function else None
        original({**record, "event_invoke_config": chosen} if chosen else record, event)

    return invoke


def _settings(function: Record, config: Record) -> Record | None:
    """What was set for the alias in the called ARN, or else for one that leads to the called version."""
    known: dict[str, Record] = function.get("event_invoke_configs") or {}
    aliases = function.get("aliases") or {}
    named = config["FunctionArn"].rpartition(":")[2]
    leading = [name for name, alias in aliases.items() if config.get("Version") in _versions(alias)]
    return next((known[name] for name in (named, *leading) if name in known), None)


def _versions(alias: Record) -> set[str]:
    """The versions that an alias leads to, each to a part of the calls."""
    return {alias["FunctionVersion"], *(alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights", {})}
