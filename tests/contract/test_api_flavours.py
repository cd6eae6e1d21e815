"""An HTTP API and a REST API are the same to functions and callers (terraform/modules/http_api, rest_api)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from shared import errors
from shared.http import problems
from tools import openapi
from tools.manifests import ROOT

MODULES = ROOT / "terraform" / "modules"
PROBLEMS: dict[str, dict[str, Any]] = json.loads((MODULES / "rest_api" / "gateway_problems.json").read_text())
BY_CODE = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.DomainError) and kind in problems.STATUS
}
# More particular kinds, as shared/http/auth.py names them, and those that only API Gateway finds.
PARTICULAR = {
    "token-missing": errors.Unauthenticated,
    "token-expired": errors.Unauthenticated,
    "token-invalid": errors.Unauthenticated,
    "api-key-missing": errors.Forbidden,
    "quota-exceeded": errors.Throttled,
}
OTHERS = {"internal": 500, "timed-out": 504, "unsupported-media-type": 415}
# https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
TYPES = {
    *("ACCESS_DENIED", "API_CONFIGURATION_ERROR", "AUTHORIZER_CONFIGURATION_ERROR", "AUTHORIZER_FAILURE"),
    *("BAD_REQUEST_BODY", "BAD_REQUEST_PARAMETERS", "DEFAULT_4XX", "DEFAULT_5XX", "EXPIRED_TOKEN"),
    *("INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "INVALID_API_KEY", "INVALID_SIGNATURE"),
    *("MISSING_AUTHENTICATION_TOKEN", "QUOTA_EXCEEDED", "REQUEST_TOO_LARGE", "RESOURCE_NOT_FOUND"),
    *("THROTTLED", "UNAUTHORIZED", "UNSUPPORTED_MEDIA_TYPE", "WAF_FILTERED"),
}


def blocks(module: str, kind: str, file: str) -> dict[str, str]:
    """Variables or outputs of a module, by name."""
    text = (MODULES / module / file).read_text()
    found = re.findall(rf'^{kind} "(\w+)" {{\n(.*?)^}}', text, re.MULTILINE | re.DOTALL)
    return dict(found)


@pytest.mark.parametrize(
    "name", ["functions", "authorizer", "throttle", "cors_origins", "access_logs", "log_key"]
)
def test_both_are_told_the_same(name: str) -> None:
    http, rest = (blocks(module, "variable", "variables.tf")[name] for module in ("http_api", "rest_api"))
    assert _type(http) == _type(rest)


def test_a_rest_apis_routes_are_those_of_an_http_api_and_more() -> None:
    http, rest = (blocks(module, "variable", "variables.tf")["routes"] for module in ("http_api", "rest_api"))
    fields = re.compile(r"^    (\w+) += (?:string|bool|optional)", re.MULTILINE)
    assert set(fields.findall(http)) == {"function", "authorized", "throttle"}
    assert set(fields.findall(http)) < set(fields.findall(rest))


def test_both_say_the_same_of_themselves() -> None:
    http, rest = (blocks(module, "output", "outputs.tf") for module in ("http_api", "rest_api"))
    assert rest.keys() - http.keys() == {"api_keys"}
    assert http.keys() <= rest.keys()


def test_every_answer_of_api_gateways_own_is_a_problem() -> None:
    assert PROBLEMS.keys() == TYPES


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_problem_reads_like_a_functions(kind: str) -> None:
    problem = PROBLEMS[kind]
    if problem["code"] in OTHERS:
        assert problem["status"] == OTHERS[problem["code"]]
        return
    error = (BY_CODE | PARTICULAR)[problem["code"]]
    assert (problem["status"], problem["title"]) == (problems.STATUS[error], error.title)
    if problem["status"] in (429, 503):
        assert problem["retry_after"] >= 1


def test_no_answer_is_bytes() -> None:
    """A REST API would send them as base64: which types are binary is not told to it."""
    annotations = {
        f"{name}.{route}": endpoint.function.__annotations__.get("return", "")
        for name, app in openapi.apps().items()
        for route, endpoint in app.endpoints.items()
    }
    assert [where for where, annotation in annotations.items() if "bytes" in annotation] == []


def _type(block: str) -> str:
    found = re.search(r"^  type\s+= (.+)$", block, re.MULTILINE)
    assert found
    return found[1]
