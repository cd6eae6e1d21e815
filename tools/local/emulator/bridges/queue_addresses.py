"""Gap: a queue's address has the emulator's port in it. When it starts on another port, as the old one is
taken, Lambda no longer finds the queues that it reads, and their messages lie there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(emulator.sqs, "_queues", "_queue_url_for_account", "_rebuild_queue_name_index")
    replace(
        emulator.sqs, "load_persisted_state", lambda original: _at_the_port_of_today(emulator.sqs, original)
    )


def _at_the_port_of_today(service: Any, original: Any) -> Any:
    def load_persisted_state(data: dict[str, Any]) -> None:
        original(data)
        queues = service._queues._data
        for (account, region, address), queue in list(queues.items()):
            queue["url"] = service._queue_url_for_account(account, queue["name"])
            queues[account, region, queue["url"]] = queues.pop((account, region, address))
        service._rebuild_queue_name_index()

    return load_persisted_state
