"""Bringing the local servers what the repository holds: functions, Terraform's resources, the web app."""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tools.local.choices import flavour_of, identity_of
from tools.local.cloud_client import REAL_ACCOUNTS, aws_environment, aws_settings, client, endpoint_url
from tools.local.emulator_environment import ACCOUNT, REGION
from tools.local.errors import LocalError
from tools.local.files import write_json
from tools.local.paths import LocalPaths
from tools.local.steps import Job, Progress, jobs
from tools.terraform import TerraformError, local_cloud, media_key, output

STATE_BUCKET = f"daybook-local-state-{ACCOUNT}"
_SMOKE_SECONDS = 30
_AGAIN_ADVICE = "Correct what the log names and run `make up` again."
_RESET_ADVICE = (
    "Correct what the log names and run `make up` again. If the local cloud itself seems broken:\n"
    "`invoke local.reset` and `make up` start it afresh (without the local data)."
)


def deploy(
    paths: LocalPaths, ports: Mapping[str, int], progress: Progress, servers: Callable[[], None]
) -> dict[str, Any]:
    """Builds, calls `servers` to have them started, applies, uploads. Returns what endpoints.json then holds.

    What has not changed is found out by each part itself. Raises LocalError at the first part that fails.
    """
    with jobs() as running:
        part = partial(_start_part, paths, ports["gateway"], running)
        functions = part("functions", {"out": str(paths.dist)}, "The functions could not be built.")
        servers()
        with progress.step("Building the functions"):
            functions.finish()
        web = part("web-build", {}, "The web app could not be built.")
        with progress.step("Applying Terraform (the first time takes two minutes)"):
            _prepare_state(ports["gateway"])
            _prepare_media_key(paths, ports["gateway"])
            variables = {"variables": _terraform_variables(paths, ports)}
            part("terraform", variables, "Terraform could not apply the stack.", _RESET_ADVICE).finish()
            outputs = _outputs(aws_settings(paths, ports["gateway"]))
            part("release", _versions(outputs), "The new versions could not be made live.").finish()
        with progress.step("Building the web app"):
            web.finish()
        with progress.step("Uploading the web app"):
            part(
                "web-upload", _site(outputs, ports["gateway"]), "The web app could not be uploaded."
            ).finish()
    endpoints = describe(outputs, ports)
    with progress.step("Asking the API for its document"):
        await_api(endpoints["api_url"])
    write_json(paths.endpoints, endpoints)
    return endpoints


def _start_part(
    paths: LocalPaths,
    port: int,
    running: list[Job],
    part: str,
    options: Mapping[str, Any],
    failure: str,
    advice: str = _AGAIN_ADVICE,
) -> Job:
    """One of tools.local.parts, at work from now on; it is ended when `running` is."""
    command = [sys.executable, "-m", "tools.local.parts", part, json.dumps(options)]
    running.append(Job(command, paths.logs / f"{part}.log", failure, advice, aws_environment(paths, port)))
    return running[-1]


def _terraform_variables(paths: LocalPaths, ports: Mapping[str, int]) -> dict[str, Any]:
    address = {
        "aws_endpoint_url": endpoint_url(ports["gateway"]),
        "region": REGION,
        "database_port": ports["database"],
        "identity": identity_of(paths),
        "api_flavour": flavour_of(paths),
    }
    return local_cloud.of(address, paths.root)[0]


def _versions(outputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "functions": list(outputs["function_names"].values()),
        "prefix": outputs["name_prefix"],
        "region": REGION,
        "bucket": STATE_BUCKET,
    }


def _site(outputs: Mapping[str, Any], port: int) -> dict[str, str]:
    return {
        "bucket": outputs["site_bucket"],
        "distribution_id": outputs["distribution_id"],
        "endpoint_url": endpoint_url(port),
        "region": REGION,
    }


def _prepare_state(port: int) -> None:
    """Makes the state's bucket, and removes a lock that an apply left behind which was killed.

    Only one `make up` is at work at a time, so that a lock found here belongs to nobody.
    """
    s3 = client("s3", port)
    names = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    if STATE_BUCKET not in names:
        s3.create_bucket(Bucket=STATE_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for entry in s3.list_objects_v2(Bucket=STATE_BUCKET).get("Contents", []):
        if entry["Key"].endswith(".tflock"):
            s3.delete_object(Bucket=STATE_BUCKET, Key=entry["Key"])


def _prepare_media_key(paths: LocalPaths, port: int) -> None:
    """What `invoke bootstrap` does for other environments."""
    public = media_key.public_key(client("ssm", port), media_key.parameter("local"))
    (paths.root / local_cloud.MEDIA_KEY).write_text(public)


def _outputs(settings: Mapping[str, str]) -> dict[str, Any]:
    try:
        return output("local", dict.fromkeys(REAL_ACCOUNTS, "") | dict(settings))
    except TerraformError as problem:
        raise LocalError(str(problem)) from problem


def describe(outputs: Mapping[str, Any], ports: Mapping[str, int]) -> dict[str, Any]:
    """What endpoints.json holds: Terraform's outputs, with addresses that work on this machine."""
    label = outputs["distribution_domain"].split(".")[0]
    api = f"/_aws/execute-api/{outputs['api_id']}/{outputs['api_stage']}"
    return dict(outputs) | {
        "app_url": f"http://{label}.cloudfront.localhost:{ports['gateway']}",
        "api_url": f"{endpoint_url(ports['gateway'])}{api}/v1",
        "aws_endpoint_url": endpoint_url(ports["gateway"]),
        "mail_url": f"http://127.0.0.1:{ports['mail']}",
        "region": REGION,
    }


def await_api(api_url: str) -> None:
    """Raises LocalError when the API does not serve its document."""
    deadline = time.monotonic() + _SMOKE_SECONDS
    while True:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                f"{api_url}/openapi.json", timeout=10
            ):
                return
        except (OSError, urllib.error.URLError) as problem:
            if time.monotonic() > deadline:
                raise LocalError(
                    f"The API does not answer at {api_url}: {problem}.\n"
                    "What its functions say: `invoke local.logs`."
                ) from problem
        time.sleep(0.5)
