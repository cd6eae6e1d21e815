"""Cold starts: from the start of the process to its first answer, under awslambdaric, DynamoDB being a stub.

1 is the plain handler of references/plain without bytecode, as a zip made by hand has none. The variants
run in turns, so that what else the machine does hits all of them alike; the medians are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.events import http_event
from tools.bench.environment import REFERENCES, Environment, prepare, python
from tools.bench.promises import Promise, require
from tools.bench.stubs import DynamoDB, Invocation, runtime, serving

ROUNDS = 21  # with 11 the medians of a busy machine still scatter by a tenth
READ = http_event("GET", "/v1/users/me")
WRITE = http_event("POST", "/v1/habits", {"name": "Read"}, headers={"content-type": "application/json"})


@dataclass(frozen=True)
class Variant:
    """`folders` go onto the path, `handler` is what Lambda is told."""

    name: str
    folders: tuple[Path, ...]
    handler: str
    event: dict[str, Any]
    status: int


def promises(rounds: int = ROUNDS) -> tuple[list[Promise], list[str]]:
    """The two promises, and a line for each other variant."""
    environment = prepare()
    variants = _variants(environment)
    with serving(DynamoDB) as port:
        times = [[_cold_start(variant, environment, port) for variant in variants] for _ in range(rounds)]
    medians = dict(
        zip((v.name for v in variants), map(statistics.median, zip(*times, strict=True)), strict=True)
    )
    ratios = {
        name: seconds / medians[f"plain boto3, {name.rpartition(', ')[2]}"]
        for name, seconds in medians.items()
    }
    kept = [
        Promise("Daybook, read", ratios["Daybook, read"], 0.38, _unit(medians, "read")),
        Promise("Daybook, write", ratios["Daybook, write"], 0.52, _unit(medians, "write")),
    ]
    others = [f"{name:<28}{ratio:>7.3g}" for name, ratio in ratios.items() if not name.startswith("Daybook")]
    return kept, others


def _unit(medians: dict[str, float], path: str) -> str:
    return f"of plain boto3's {medians[f'plain boto3, {path}'] * 1000:.0f} ms"


def _variants(environment: Environment) -> list[Variant]:
    def reference(name: str, folder: str, packages: Path) -> list[Variant]:
        folders = (REFERENCES / folder, packages)
        version = _version_1 if folder == "chalice_app" else dict
        return [
            Variant(f"{name}, read", folders, "handler.lambda_handler", version(READ), 200),
            Variant(
                f"{name}, write",
                folders,
                "handler.lambda_handler",
                version(WRITE),
                200 if folder == "powertools" else 201,
            ),
        ]

    def daybook(path: str, function: str, event: dict[str, Any], status: int) -> Variant:
        folders = (environment.task(function), environment.layer)
        return Variant(
            f"Daybook, {path}", folders, f"functions.{function}.handler.lambda_handler", event, status
        )

    return [
        daybook("read", "get_user", READ, 200),
        daybook("write", "habits", WRITE, 201),
        *reference("plain boto3", "plain", environment.plain),
        *reference("Powertools, all parts", "powertools", environment.compiled),
        *reference("Chalice", "chalice_app", environment.compiled),
        *reference("FastAPI + Mangum", "fastapi_app", environment.compiled),
    ]


def _version_1(event: dict[str, Any]) -> dict[str, Any]:
    """The same request in API Gateway's payload 1.0."""
    http = event["requestContext"]["http"]
    return {
        "httpMethod": http["method"],
        "path": http["path"],
        "headers": event["headers"],
        "multiValueHeaders": {},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": event.get("body"),
        "isBase64Encoded": False,
        "requestContext": {"resourcePath": http["path"], "httpMethod": http["method"]},
    }


def _cold_start(variant: Variant, environment: Environment, dynamodb: int) -> float:
    invocation = Invocation(variant.event)
    with serving(runtime(invocation)) as port:
        started = time.perf_counter()
        process = subprocess.Popen(
            [python(), "-S", "-s", "-m", "awslambdaric", variant.handler],
            env=_process_environment(variant, environment, port, dynamodb),
            cwd=variant.folders[0],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            answered = invocation.answered.wait(60)
        finally:
            process.kill()
            process.wait()
    if not answered or invocation.answer.get("statusCode") != variant.status:
        raise SystemExit(f"{variant.name} did not answer {variant.status}: {invocation.answer or 'nothing'}")
    return invocation.at - started


def _process_environment(
    variant: Variant, environment: Environment, port: int, dynamodb: int
) -> dict[str, str]:
    folders = (*variant.folders, environment.runtime)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, folders)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "LAMBDA_TASK_ROOT": str(variant.folders[0]),
        "AWS_REGION": "eu-west-2",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_SESSION_TOKEN": "test",
        "AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{dynamodb}",
        "TABLE_NAME": "table",
        "ENVIRONMENT": "bench",
        "SERVICE_NAME": "bench",
        "LOG_LEVEL": "INFO",
        "POWERTOOLS_TRACE_DISABLED": "true",
    }


def main() -> None:
    kept, others = promises()
    print("\n".join(others))
    require(kept)
