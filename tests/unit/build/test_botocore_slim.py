"""What is cut from botocore is what no client reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import botocore
import pytest

from tools.build.botocore_slim import slim, without_documentation
from tools.build.errors import BuildError
from tools.build.packages import used_extras
from tools.manifests import all_clients, load

KEPT, CUT = ("dynamodb", "cognito-idp", "s3"), "sqs"

# Without a network: the request is answered by an event handler before it would be sent.
_USE = """
import sys
sys.path[:0] = sys.argv[1:]
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.exceptions import UnknownServiceError
session = botocore.session.Session()
session.set_credentials("key", "secret")
dynamodb = session.create_client("dynamodb", region_name="eu-west-2")
session.create_client("cognito-idp", region_name="eu-west-2")
def answer(request, **_):
    print(request.url, request.body, request.headers["Authorization"].decode()[:16])
    return AWSResponse(request.url, 200, {}, type("Raw", (), {"stream": lambda self: [b"{}"]})())
dynamodb.meta.events.register("before-send", answer)
dynamodb.put_item(TableName="table", Item={"documentation": {"S": "kept"}})
s3 = session.create_client("s3", region_name="eu-west-2")
s3.meta.events.register("before-send", answer)
s3.get_object(Bucket="bucket", Key="key")
try:
    session.create_client("sqs", region_name="eu-west-2")
except UnknownServiceError:
    print("no sqs")
"""


@pytest.fixture(scope="module")
def slimmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = Path(botocore.__file__).parent
    folder = tmp_path_factory.mktemp("slim")

    def leave_out(parent: str, entries: list[str]) -> list[str]:
        if Path(parent) != whole / "data":
            return ["__pycache__"]
        return [name for name in entries if Path(parent, name).is_dir() and name not in (*KEPT, CUT)]

    shutil.copytree(whole, folder / "botocore", ignore=leave_out)
    slim(folder / "botocore", KEPT)
    return folder


def test_a_client_of_the_slim_botocore_sends_what_the_whole_one_would(slimmed: Path) -> None:
    packages = Path(botocore.__file__).parent.parent
    # -S leaves site-packages out until after the slim copy, which therefore wins.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _USE, str(slimmed), str(packages)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("https://dynamodb.eu-west-2.amazonaws.com/ ")
    assert '"Item": {"documentation": {"S": "kept"}}}\' AWS4-HMAC-SHA256' in done.stdout
    assert "https://bucket.s3.eu-west-2.amazonaws.com/key None AWS4-HMAC-SHA256" in done.stdout
    assert done.stdout.endswith("no sqs\n")


def test_only_what_clients_read_stays(slimmed: Path) -> None:
    data = slimmed / "botocore/data"
    files = {path.name for service in KEPT for path in (data / service).rglob("*") if path.is_file()}

    assert {path.name for path in data.iterdir() if path.is_dir()} == set(KEPT)
    assert {"service-2.json", "endpoint-rule-set-1.json"} <= files
    assert not {name for name in files if "paginators" in name or "examples" in name or name.endswith(".gz")}
    assert '"documentation":"' not in (data / KEPT[0] / "2012-08-10/service-2.json").read_text()


def test_a_member_called_documentation_is_kept() -> None:
    model = {"documentation": "Text.", "members": {"documentation": {"shape": "S", "documentation": "More."}}}

    assert without_documentation(model) == {"members": {"documentation": {"shape": "S"}}}


def test_an_action_of_no_known_service_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data/dynamodb").mkdir(parents=True)

    with pytest.raises(BuildError, match="names an action of nonesuch, but botocore has no such client"):
        slim(tmp_path, ["dynamodb", "nonesuch"])


def test_clients_follow_the_grants_and_unsigned_actions(tmp_path: Path) -> None:
    folder = tmp_path / "alpha"
    folder.mkdir()
    (folder / "function.json").write_text(
        '{"description": "x", "memory_mb": 1, "timeout_s": 1, "unsigned": ["cognito-idp:SignUp"],'
        ' "grants": [{"resource": "event_bus", "actions": ["events:PutEvents"]},'
        ' {"resource": "database_user", "actions": ["rds-db:connect"]}]}'
    )

    assert all_clients({"alpha": load(folder)}) == {"cognito-idp", "events"}


def test_paginators_are_kept_when_the_code_asks_for_one() -> None:
    assert used_extras([b"client.get_paginator('query')"]) == {"paginators-1"}
    assert used_extras([b"client.query()"]) == frozenset()
