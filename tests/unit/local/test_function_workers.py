from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import function_workers, shared_layers
from tools.local.emulator.seams import SeamMissing
from tools.local.function_interpreter import write_function_interpreter

SCRIPT = (
    "import sys\n_real_stdout = sys.stdout\nfor line in sys.stdin:\n        print(line, file=sys.stderr)\n"
)
ENDING = "        _real_stdout.flush()\n\nrun()\n"


def emulator(script: str = SCRIPT + ENDING) -> SimpleNamespace:
    runtime = SimpleNamespace(
        _PYTHON_WORKER_SCRIPT=script,
        _detect_runtime_binary=lambda runtime: (
            "own",
            script if runtime.startswith("python") else "node script",
        ),
        Worker=type("Worker", (), {"_drain_stderr_bounded": None}),
        _workers={},
        _lock=threading.Lock(),
        _LOCAL_WORKER_TTL=60.0,
        kill_workers=lambda workers: killed.extend(workers),
    )
    killed: list[Any] = []
    sessions: dict[str, Any] = {}
    service = SimpleNamespace(reap_idle_workers=None)
    made = SimpleNamespace(
        lambda_runtime=runtime,
        lambda_svc=service,
        sts=SimpleNamespace(register_session=sessions.__setitem__),
        killed=killed,
        sessions=sessions,
    )
    function_workers.install(made, "/bin/other-python")
    return made


def test_functions_run_on_their_own_interpreter() -> None:
    detect = emulator().lambda_runtime._detect_runtime_binary
    assert detect("python3.13")[0] == "/bin/other-python"
    assert detect("nodejs22.x") == ("own", "node script")


def test_another_worker_script_is_noticed_at_start() -> None:
    with pytest.raises(SeamMissing):
        emulator(SCRIPT)


class TestLogOfCall:
    def log(self, *lines: str) -> str:
        made = emulator()
        worker = made.lambda_runtime.Worker()
        worker._stderr_queue = queue.Queue()
        for line in lines:
            worker._stderr_queue.put(line)
        self.left = worker._stderr_queue
        text: str = worker._drain_stderr_bounded()
        return text

    def end(self) -> str:
        script = emulator().lambda_runtime._detect_runtime_binary("python3.13")[1]
        written = script.split("sys.stderr.write(")[1].split(")\n")[0]
        return str(json.loads(written.replace("'", '"').replace("\\x1e", "\\u001e"))).rstrip("\n")

    def test_it_ends_where_the_worker_says_so(self) -> None:
        assert self.log("one", "two", self.end(), "of the next call") == "one\ntwo"
        assert self.left.get_nowait() == "of the next call"

    def test_a_line_without_an_end_is_not_lost(self) -> None:
        assert self.log("one", "unfinished" + self.end()) == "one\nunfinished"

    def test_a_call_that_logs_nothing_has_no_log(self) -> None:
        assert self.log(self.end()) == ""

    def test_what_a_dead_worker_said_is_its_log(self) -> None:
        assert self.log("last words") == "last words"


def test_credentials_of_functions_expire_as_the_database_demands() -> None:
    made = emulator()
    made.sts.register_session("key", {"Arn": "a"})
    made.sts.register_session("own", {"Expiration": 5})
    assert made.sessions["key"]["Expiration"] > time.time()
    assert made.sessions["own"]["Expiration"] == 5


def test_idle_workers_go_and_busy_ones_stay() -> None:
    made = emulator()
    old, now = time.time() - 100, time.time()
    idle = SimpleNamespace(in_use=False, last_used=old)
    busy = SimpleNamespace(in_use=True, last_used=old)
    fresh = SimpleNamespace(in_use=False, last_used=now)
    made.lambda_runtime._workers.update(f=[idle, busy], g=[fresh])
    assert made.lambda_svc.reap_idle_workers() == 1
    assert made.killed == [idle]
    assert made.lambda_runtime._workers == {"f": [busy], "g": [fresh]}


def test_the_functions_interpreter_sees_no_installed_package(tmp_path: Path) -> None:
    command = write_function_interpreter(tmp_path)
    program = "import importlib.util as u, sys; print(u.find_spec('invoke'), sys.version_info[:2])"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    found = subprocess.run(
        [command, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert found.stdout.strip() == f"None {tuple(sys.version_info[:2])}"


class TestSharedLayers:
    def layer(self, text: str) -> bytes:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("python/shared.py", text)
        return content.getvalue()

    def spawned(self, folder: Path, *layers: bytes | None) -> tuple[dict[str, Any], Any]:
        seen: dict[str, Any] = {}
        contents = {str(number): layer for number, layer in enumerate(layers)}

        class Worker:
            config: dict[str, Any] = {"Layers": list(contents), "Environment": {"Variables": {"A": "1"}}}

            def _spawn(self) -> None:
                seen.update(self.config)

        service = SimpleNamespace(_resolve_layer_zip=contents.__getitem__)
        runtime = SimpleNamespace(Worker=Worker)
        shared_layers.install(SimpleNamespace(lambda_svc=service, lambda_runtime=runtime), folder)
        worker = Worker()
        worker._spawn()
        return seen, worker

    def test_a_worker_gets_the_unpacked_layers_in_order(self, tmp_path: Path) -> None:
        seen, worker = self.spawned(tmp_path, self.layer("one"), None, self.layer("two"))
        folders = seen["Environment"]["Variables"]["_LAMBDA_LAYERS_DIRS"].split(os.pathsep)
        assert [(Path(folder) / "python/shared.py").read_text() for folder in folders] == ["one", "two"]
        assert (seen["Layers"], seen["Environment"]["Variables"]["A"]) == ([], "1")
        assert worker.config["Layers"] == ["0", "1", "2"]

    def test_the_same_layer_is_unpacked_once(self, tmp_path: Path) -> None:
        content = self.layer("one")
        first = shared_layers.unpacked(content, tmp_path)
        (first / "mark").touch()
        assert (shared_layers.unpacked(content, tmp_path) / "mark").exists()
