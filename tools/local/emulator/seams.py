"""Replacing functions of the emulator, so that a release that no longer has them is noticed at start."""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

PINNED_VERSION = "1.5.33"
_SERVICES = (
    "acm",
    "apigateway",
    "apigateway_v1",
    "cloudfront",
    "cloudfront_keyvaluestore",
    "cloudtrail",
    "cloudwatch",
    "cloudwatch_logs",
    "cognito",
    "dynamodb",
    "ec2",
    "eventbridge",
    "lambda_svc",
    "rds",
    "s3",
    "scheduler",
    "secretsmanager",
    "ses_v2",
    "sns",
    "sqs",
    "stepfunctions",
    "sts",
    "waf",
)
_CORE = (
    "cloudfront_js",
    "iam_actions",
    "iam_evaluator",
    "lambda_runtime",
    "persistence",
    "rds_iam",
    "responses",
)


class SeamMissing(RuntimeError):
    """The emulator has no such name: it is another version than the bridges were written for."""


def check_version() -> None:
    """Raises SeamMissing unless the installed MiniStack is the pinned one."""
    installed = importlib.metadata.version("ministack")
    if installed != PINNED_VERSION:
        raise SeamMissing(f"MiniStack {installed} is installed, the bridges are for {PINNED_VERSION}.")


def load_emulator() -> SimpleNamespace:
    """MiniStack's modules that bridges touch, each under its own name (`app`, `cognito`, …)."""
    modules = {name: importlib.import_module(f"ministack.services.{name}") for name in _SERVICES}
    modules |= {name: importlib.import_module(f"ministack.core.{name}") for name in _CORE}
    return SimpleNamespace(app=importlib.import_module("ministack.app"), **modules)


def require(owner: Any, *names: str) -> None:
    """Raises SeamMissing for the first of `names` that `owner` (module or class) does not have."""
    for name in names:
        if not hasattr(owner, name):
            place = getattr(owner, "__name__", repr(owner))
            raise SeamMissing(f"{place} has no {name}; the bridges are for MiniStack {PINNED_VERSION}.")


def replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Sets `owner.name` to `make(original)`; raises SeamMissing when there is no original."""
    require(owner, name)
    setattr(owner, name, make(getattr(owner, name)))
