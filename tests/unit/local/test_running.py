from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.local import running
from tools.local.cloud_client import REAL_ACCOUNTS, aws_environment
from tools.local.deploy import describe
from tools.local.emulator_environment import emulator_environment
from tools.local.errors import LocalError
from tools.local.files import read_json, write_json
from tools.local.paths import REPOSITORY, LocalPaths
from tools.local.processes import ProcessIdentity
from tools.local.status import describe as describe_status

PORTS = {"gateway": 4566, "database": 5532, "smtp": 2525, "mail": 8025}


@pytest.fixture
def paths(tmp_path: Path) -> LocalPaths:
    made = LocalPaths(tmp_path / "cloud")
    made.make()
    return made


def test_the_directory_is_the_checkouts_unless_told_otherwise(tmp_path: Path) -> None:
    assert LocalPaths.of({}).root == REPOSITORY / ".local"
    assert LocalPaths.of({"DAYBOOK_LOCAL_DIR": ".local/test"}).root == REPOSITORY / ".local/test"
    assert LocalPaths.of({"DAYBOOK_LOCAL_DIR": str(tmp_path)}).root == tmp_path


def test_only_the_owner_looks_into_what_holds_secrets(paths: LocalPaths) -> None:
    for folder in (paths.aws, paths.tls, paths.mail, paths.logs, paths.terraform):
        assert folder.stat().st_mode & 0o077 == 0


def test_a_second_up_is_refused_while_the_first_is_at_work(paths: LocalPaths) -> None:
    with running.only_one(paths), pytest.raises(LocalError, match="Another"), running.only_one(paths):
        pass
    with running.only_one(paths):
        pass


def test_nothing_runs_where_the_processes_are_gone_or_others(paths: LocalPaths) -> None:
    own = ProcessIdentity.of(os.getpid())
    assert own
    for started, expected in ((own.started, ["supervisor"]), ("long ago", [])):
        processes = {"supervisor": {"pid": own.pid, "started": started}}
        write_json(paths.run, {"state": "ready", "processes": processes})
        assert list(running.processes(paths)) == expected
        assert running.is_up(paths) == bool(expected)


def test_sweeping_ends_servers_that_a_killed_supervisor_left(paths: LocalPaths, tmp_path: Path) -> None:
    sockets = tmp_path / "sockets"
    sockets.mkdir()
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    identity = ProcessIdentity.of(left.pid)
    write_json(paths.run, {"sockets": str(sockets), "processes": {"emulator": vars(identity)}})
    write_json(paths.endpoints, {})
    running.sweep(paths)
    assert left.wait(10) != 0
    assert not paths.run.exists() and not paths.endpoints.exists() and not sockets.exists()


def test_status_says_why_it_is_down(paths: LocalPaths) -> None:
    write_json(paths.run, {"state": "failed", "reason": "The emulator has ended by itself."})
    assert any("ended by itself" in line for line in describe_status(paths))


def test_a_broken_or_missing_file_reads_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("{")
    assert read_json(tmp_path / "broken") is None
    assert read_json(tmp_path / "missing") is None


def test_tools_reach_the_emulator_and_no_real_account(paths: LocalPaths) -> None:
    outer = {
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "real",
        "HOME": "/home/ada",
        "NO_PROXY": "intranet",
    }
    made = aws_environment(paths, 4567, outer)
    assert made["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4567"
    assert not set(REAL_ACCOUNTS) & set(made)
    assert made["AWS_CONFIG_FILE"] == made["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert made["HOME"] == "/home/ada"
    assert made["NO_PROXY"].split(",") == ["127.0.0.1", "localhost", "intranet"]


def test_nothing_of_the_developers_environment_reaches_a_function(paths: LocalPaths) -> None:
    outer = {
        "PATH": "/bin",
        "PYTHONPATH": "/secret",
        "AWS_PROFILE": "production",
        "HTTPS_PROXY": "http://proxy",
    }
    made = emulator_environment(paths, PORTS, Path("/run/sockets"), "/bin/python", outer)
    assert made["PATH"] == "/bin"
    assert not {"PYTHONPATH", "AWS_PROFILE", "HTTPS_PROXY"} & set(made)
    assert (made["AUTH"], made["BIND_HOST"]) == ("true", "127.0.0.1")
    assert (made["PGHOSTADDR"], made["PGSSLROOTCERT"]) == ("127.0.0.1", str(paths.tls / "ca.pem"))


def test_addresses_of_aws_become_addresses_of_this_machine() -> None:
    outputs = {
        "distribution_domain": "d123.cloudfront.net",
        "api_id": "abc",
        "api_stage": "$default",
        "table_name": "data",
    }
    made = describe(outputs, PORTS)
    assert made["app_url"] == "http://d123.cloudfront.localhost:4566"
    assert made["api_url"] == "http://127.0.0.1:4566/_aws/execute-api/abc/$default/v1"
    assert (made["mail_url"], made["table_name"]) == ("http://127.0.0.1:8025", "data")
    rest = describe({**outputs, "api_stage": "live"}, PORTS)
    assert rest["api_url"] == "http://127.0.0.1:4566/_aws/execute-api/abc/live/v1"
