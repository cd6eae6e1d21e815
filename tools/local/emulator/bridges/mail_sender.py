"""Gap: MiniStack asks for ses:SendEmail on `*`; on AWS it is the identity that the sender belongs to, so that
a role is held to one sender.

The identity is the address where that is verified, else its domain:
docs.aws.amazon.com/ses/latest/dg/sending-authorization-policies.html, …/control-user-access.html
"""

from __future__ import annotations

import json
from email.utils import parseaddr
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(emulator.ses_v2, "_identities")
    replace(
        emulator.iam_actions, "_ses_v2_resource_arn", lambda original: _of_sender(emulator.ses_v2, original)
    )


def _of_sender(service: Any, original: Any) -> Any:
    def resource_arn(method: str, path: str, body: bytes, region: str, account: str) -> str:
        sender = _sender(body) if path.rstrip("/") == "/v2/email/outbound-emails" else ""
        if not sender:
            return str(original(method, path, body, region, account))
        identity = sender if sender in service._identities else sender.rpartition("@")[2]
        return f"arn:aws:ses:{region}:{account}:identity/{identity}"

    return resource_arn


def _sender(body: bytes) -> str:
    """The address of a SendEmail request's FromEmailAddress, which may have a name before it."""
    try:
        request = json.loads(body or b"{}")
    except (ValueError, UnicodeDecodeError):
        return ""
    return parseaddr(str(request.get("FromEmailAddress", "")))[1] if isinstance(request, dict) else ""
