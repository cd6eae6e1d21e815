from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges import log_keys

KEY = "arn:aws:kms:eu-west-2:111122223333:key/1"


def asked(service: Any, action: str, **members: str) -> tuple[int, str]:
    headers = {"x-amz-target": f"Logs_20140328.{action}"}
    return asyncio.run(service.handle_request("POST", "/", headers, json.dumps(members), {}))


def logs() -> Any:
    async def others(*_: Any) -> tuple[int, str]:
        return 200, "others"

    service = SimpleNamespace(
        _log_groups={"group": {"kmsKeyId": None}},
        handle_request=others,
        json_response=lambda _: (200, ""),
        error_response_json=lambda code, _, status: (status, code),
    )
    log_keys.install(SimpleNamespace(cloudwatch_logs=service))
    return service


def test_a_group_gets_a_key_and_loses_it_again() -> None:
    service = logs()
    assert asked(service, "AssociateKmsKey", logGroupName="group", kmsKeyId=KEY)[0] == 200
    assert service._log_groups["group"]["kmsKeyId"] == KEY
    assert asked(service, "DisassociateKmsKey", logGroupName="group")[0] == 200
    assert service._log_groups["group"]["kmsKeyId"] is None


def test_what_is_not_there_is_said_and_what_is_known_goes_on() -> None:
    service = logs()
    assert asked(service, "AssociateKmsKey", logGroupName="no", kmsKeyId=KEY) == (
        400,
        "ResourceNotFoundException",
    )
    assert asked(service, "DescribeLogGroups") == (200, "others")
