"""Gap: an execution of a state machine that runs or waits when the emulator stops has failed after a restart.

AWS keeps it, for up to a year. Here it begins anew, from its first state: the steps of Daybook's machines
bear that (docs/erasure.md).
"""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_CUT_OFF = "States.ServiceRestart"
# By then the functions are back too.
_PAUSE_S = 5.0


def install(emulator: SimpleNamespace, pause_s: float = _PAUSE_S) -> None:
    require(emulator.stepfunctions, "_executions", "_run_execution")
    require(emulator.responses, "request_scope")
    replace(
        emulator.stepfunctions, "load_persisted_state", lambda original: _resumed(emulator, original, pause_s)
    )


def _resumed(emulator: SimpleNamespace, original: Any, pause_s: float) -> Any:
    def load_persisted_state(data: dict[str, Any]) -> None:
        original(data)
        for (account, region, arn), execution in list(emulator.stepfunctions._executions._data.items()):
            if execution.get("error") == _CUT_OFF:
                execution.update(status="RUNNING", stopDate=None, error=None, cause=None)
                work = threading.Timer(pause_s, _run, (emulator, account, region, arn))
                work.daemon = True
                work.start()

    return load_persisted_state


def _run(emulator: SimpleNamespace, account: str, region: str, arn: str) -> None:
    with emulator.responses.request_scope(account, region):
        emulator.stepfunctions._run_execution(arn)
