from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tools.terraform import offline
from tools.terraform.errors import TerraformError


@pytest.mark.enable_socket
def test_whose_account_it_is_and_whether_a_machine_is_one_is_answered() -> None:
    with offline._account() as (address, asked):
        sts = boto3.client("sts", endpoint_url=address)
        states = boto3.client("stepfunctions", endpoint_url=address)
        assert sts.get_caller_identity()["Account"] == offline.ACCOUNT
        assert states.validate_state_machine_definition(definition="{}")["result"] == "OK"
        assert asked == []


@pytest.mark.enable_socket
def test_what_else_is_asked_is_refused_and_remembered() -> None:
    with offline._account() as (address, asked):
        with pytest.raises(ClientError):
            boto3.client("sqs", endpoint_url=address).list_queues()
        with pytest.raises(ClientError):
            boto3.client("route53", endpoint_url=address).list_hosted_zones()
    assert asked == ["AmazonSQS.ListQueues", "GET /2013-04-01/hostedzone"]
    assert offline._advice(asked) == (
        "An offline plan knows no answer to: AmazonSQS.ListQueues, GET /2013-04-01/hostedzone."
    )
    assert offline._advice([]) == ""


def test_the_plan_is_found_between_terraforms_warnings() -> None:
    assert offline._document('\nWarning: deprecated\n{"format_version": "1.2"}\n') == {
        "format_version": "1.2"
    }
    with pytest.raises(TerraformError, match="did not answer with a plan:\nError: no file"):
        offline._document("Error: no file\n")


def test_an_environment_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TerraformError, match="no environment 'prd'"):
        offline.plan("prd", tmp_path)


def test_the_same_plan_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def planned(environment: str, _: Path, variables: Any) -> dict[str, Any]:
        made.append((environment, dict(variables)))
        return {"plan": len(made)}

    monkeypatch.setattr(offline, "_plan", planned)
    assert offline.plan("dev", tmp_path) == offline.plan("dev", tmp_path) == {"plan": 1}
    assert offline.plan("dev", tmp_path, {"tracing": True}) == {"plan": 2}
    assert made == [("dev", {}), ("dev", {"tracing": True})]
    assert json.loads((tmp_path / "plan.json").read_text()) == {"plan": 2}
