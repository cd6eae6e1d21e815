"""The environment whose failures are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tools.terraform import local_cloud, runner

ASYNC_FAILURES = "async-failures"
_FUNCTIONS_MOST_S = 910


class FailuresError(Exception):
    """A message for people: what was asked for cannot be done."""


@dataclass(frozen=True)
class Stack:
    """`outputs`: Terraform's. `client`: gives boto3's client of a service by its name."""

    outputs: dict[str, Any]
    client: Callable[[str], Any]

    @property
    def queues(self) -> dict[str, str]:
        """Addresses of the queues of what failed for good, by name: each dead-letter queue under the name of
        the queue it belongs to, and asynchronous calls."""
        return {
            **self.outputs["dead_letter_queue_urls"],
            ASYNC_FAILURES: self.outputs["async_failures_queue_url"],
        }

    def queue(self, name: str) -> str:
        """Raises FailuresError when there is none of this name."""
        if name not in self.queues:
            raise FailuresError(f"There is no queue {name}, only {', '.join(sorted(self.queues))}.")
        return self.queues[name]

    def function_of(self, arn: str) -> str:
        """Lambda's name of the function with this ARN, with or without version. Raises FailuresError when it
        is none of this environment's."""
        parts = arn.split(":")
        name = parts[6] if len(parts) > 6 else ""
        if name not in self.outputs["function_names"].values():
            raise FailuresError(f"{arn or 'A function without a name'} is no function of this environment.")
        return name


def of_environment(env: str) -> Stack:
    """Raises tools.terraform's TerraformError when the environment is not there."""
    import boto3
    from botocore.config import Config

    _, environment = local_cloud.settings() if env == "local" else ({}, {})
    outputs = runner.output(env, environment)
    session = boto3.Session(
        aws_access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
        region_name=outputs["region"],
    )
    # Longer than a function may run, and asked once: it is not to do the same twice.
    patient = Config(read_timeout=_FUNCTIONS_MOST_S, retries={"total_max_attempts": 1})
    return Stack(
        outputs,
        lambda name: session.client(
            name,
            endpoint_url=environment.get("AWS_ENDPOINT_URL"),
            config=patient if name == "lambda" else None,
        ),
    )
