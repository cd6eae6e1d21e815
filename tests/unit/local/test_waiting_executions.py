"""What was waiting when the emulator stopped goes on when it is back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import waiting_executions
from tools.local.emulator.seams import SeamMissing

PLACE = ("000000000000", "eu-west-2")


class Cloud:
    """Step Functions as it comes back: executions by name, and which of them run, and where."""

    def __init__(self, **executions: dict[str, Any]) -> None:
        self.executions = {(*PLACE, name): execution for name, execution in executions.items()}
        self.ran: list[tuple[str, ...]] = []
        self.scope: tuple[str, ...] = ()
        self.done = threading.Event()
        service = SimpleNamespace(
            _executions=SimpleNamespace(_data=self.executions),
            _run_execution=self.run,
            load_persisted_state=lambda data: None,
        )
        self.emulator = SimpleNamespace(
            stepfunctions=service, responses=SimpleNamespace(request_scope=self.enter)
        )
        waiting_executions.install(self.emulator, pause_s=0)

    @contextmanager
    def enter(self, account: str, region: str) -> Iterator[None]:
        self.scope = account, region
        yield

    def run(self, name: str) -> None:
        self.ran.append((*self.scope, name))
        self.done.set()


def test_what_was_cut_off_runs_again_and_what_was_over_does_not() -> None:
    cut_off = {"status": "FAILED", "error": "States.ServiceRestart", "cause": "…", "stopDate": "now"}
    failed = {"status": "FAILED", "error": "NotErased", "stopDate": "then"}
    cloud = Cloud(waiting=dict(cut_off), over=dict(failed), good={"status": "SUCCEEDED"})
    cloud.emulator.stepfunctions.load_persisted_state({})

    assert cloud.done.wait(5)
    assert cloud.ran == [(*PLACE, "waiting")]
    assert cloud.executions[*PLACE, "waiting"]["status"] == "RUNNING"
    assert cloud.executions[*PLACE, "waiting"]["error"] is None
    assert cloud.executions[*PLACE, "over"] == failed


def test_another_emulator_is_noticed_at_start() -> None:
    with pytest.raises(SeamMissing):
        waiting_executions.install(SimpleNamespace(stepfunctions=SimpleNamespace(), responses=None))
