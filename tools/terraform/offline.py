"""The plan of an environment as if its account were empty: without credentials, network, state or a build.

The real Terraform, provider and tfvars; only AWS is left out. A plan asks it two things, whose account this
is and whether a state machine is one, and they are answered here. For what wants to look at a whole
environment: costs, policies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tools.terraform import program
from tools.terraform.errors import TerraformError
from tools.terraform.runner import check_known
from tools.terraform.stub_build import write_stub_build
from tools.terraform.workspace import REPOSITORY, ROOT, Workspace, copy_tree

ACCOUNT = "111122223333"
# As after `invoke bootstrap`. Nobody has the private half.
_MEDIA_KEY = "-----BEGIN PUBLIC KEY-----\nbm8ga2V5\n-----END PUBLIC KEY-----"
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
_IDENTITY = f"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<GetCallerIdentityResult><Arn>arn:aws:iam::{ACCOUNT}:user/offline</Arn><UserId>AIDAOFFLINE</UserId>
<Account>{ACCOUNT}</Account></GetCallerIdentityResult>
<ResponseMetadata><RequestId>offline</RequestId></ResponseMetadata></GetCallerIdentityResponse>"""
# What is asked → (content type, answer). The second:
# https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
_ANSWERS = {
    "Action=GetCallerIdentity": ("text/xml", _IDENTITY),
    "AWSStepFunctions.ValidateStateMachineDefinition": (
        "application/x-amz-json-1.0", '{"result": "OK", "diagnostics": [], "truncated": false}'
    ),
}
_REFUSED = "<ErrorResponse><Error><Code>Offline</Code><Message>No AWS here.</Message></Error></ErrorResponse>"


def plan(environment: str, scratch: Path, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What `terraform show -json` says of a first apply; `variables` win over the environment's tfvars.

    `scratch` is a folder for this run's files. A plan of the same files and variables that is there is not
    made again (half a minute). Raises TerraformError when the environment is unknown, Terraform refuses, or
    the plan asks AWS for what is not answered here.
    """
    check_known(environment)
    file, stamp = scratch / "plan.json", scratch / "planned"
    wanted = _fingerprint(environment, variables or {})
    if not (file.is_file() and stamp.is_file() and stamp.read_text() == wanted):
        scratch.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_plan(environment, scratch, variables or {})))
        stamp.write_text(wanted)
    document: dict[str, Any] = json.loads(file.read_text())
    return document


def _fingerprint(environment: str, variables: Mapping[str, Any]) -> str:
    """Of all that a plan is made of."""
    told = json.dumps([environment, variables, program.find().version], sort_keys=True)
    digest = hashlib.sha256(told.encode())
    terraform = (file for file in ROOT.rglob("*") if file.is_file() and ".terraform" not in file.parts)
    manifests = (REPOSITORY / "functions").glob("*/function.json")
    for file in sorted([*terraform, *manifests, REPOSITORY / "docs" / "openapi.json", Path(__file__)]):
        digest.update(f"\0{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _plan(environment: str, scratch: Path, variables: Mapping[str, Any]) -> dict[str, Any]:
    tree = copy_tree(scratch / "terraform")
    # Overrides the S3 backend: https://developer.hashicorp.com/terraform/language/files/override
    (tree / "offline_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
    own = {"allowed_account_ids": [ACCOUNT], "media_public_key": _MEDIA_KEY}
    (scratch / "own.tfvars.json").write_text(json.dumps(own | dict(variables)))
    with _account() as (address, asked):
        extra = _environment(address, scratch)
        workspace = Workspace(tree, scratch / "data")
        workspace.initialise(extra=extra)
        arguments = (f"-var-file=envs/{environment}.tfvars", f"-var-file={scratch / 'own.tfvars.json'}",
                     f"-out={scratch / 'plan'}")
        done = workspace.terraform("plan", "-input=false", "-no-color", *arguments, extra=extra, quiet=True)
        if done.returncode:
            raise TerraformError(f"{done.stdout.strip()}\n{_advice(asked)}".strip())
        shown = workspace.terraform("show", "-json", str(scratch / "plan"), extra=extra, quiet=True)
    return _document(shown.stdout)


def _environment(address: str, scratch: Path) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "offline", "AWS_SECRET_ACCESS_KEY": "offline", "AWS_SESSION_TOKEN": "",
        "AWS_PROFILE": "", "AWS_EC2_METADATA_DISABLED": "true",
        "TF_VAR_dist_dir": str(write_stub_build(scratch / "dist")),
        "TF_VAR_functions_dir": str(REPOSITORY / "functions"),
        # As in testing.py: Go's garbage collector is a fifth of the time otherwise.
        "GOGC": "400",
    }


def _advice(asked: list[str]) -> str:
    if not asked:
        return ""
    return f"An offline plan knows no answer to: {', '.join(sorted(set(asked)))}."


def _document(said: str) -> dict[str, Any]:
    """The one line of JSON; warnings of Terraform's may stand around it."""
    for line in said.splitlines():
        if line.startswith("{"):
            found: dict[str, Any] = json.loads(line)
            return found
    raise TerraformError(f"terraform show -json did not answer with a plan:\n{said.strip()}")


@contextmanager
def _account() -> Iterator[tuple[str, list[str]]]:
    """(Address of what stands in for AWS, what it was asked for and could not answer)."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")
            what = self.headers.get("X-Amz-Target") or body.partition("&")[0] or self.path
            if what in _ANSWERS:
                self._answer(200, *_ANSWERS[what])
                return
            asked.append(what)
            self._answer(400, "text/xml", _REFUSED)

        def do_GET(self) -> None:
            asked.append(f"GET {self.path}")
            self._answer(400, "text/xml", _REFUSED)

        def _answer(self, status: int, kind: str, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
