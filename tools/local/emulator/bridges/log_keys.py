"""Gap: a log group gets a key when it is made, and none later: AssociateKmsKey and DisassociateKmsKey are
unknown. (What is in it is encrypted by neither.)

docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_KEY_OF_ACTION = {"AssociateKmsKey": "kmsKeyId", "DisassociateKmsKey": None}


def install(emulator: SimpleNamespace) -> None:
    service = emulator.cloudwatch_logs
    require(service, "_log_groups", "json_response", "error_response_json")
    replace(service, "handle_request", lambda original: _with_keys(original, service))


def _with_keys(original: Any, service: Any) -> Any:
    async def handle_request(method: str, path: str, headers: Any, body: Any, query: Any) -> Any:
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        if action not in _KEY_OF_ACTION:
            return await original(method, path, headers, body, query)
        asked = json.loads(body)
        group = service._log_groups.get(asked.get("logGroupName"))
        if group is None:
            return service.error_response_json(
                "ResourceNotFoundException", "The specified log group does not exist.", 400
            )
        member = _KEY_OF_ACTION[action]
        group["kmsKeyId"] = asked[member] if member else None
        return service.json_response({})

    return handle_request
