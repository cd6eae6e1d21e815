"""Gap: SES forgets which configuration set an identity's mail goes by, and no mail ever bounces.

Here the identity keeps its set, and the addresses of SES's own simulator answer as on AWS: mail to
bounce@simulator.amazonses.com bounces for good, mail to complaint@simulator.amazonses.com is complained about
(a label may be added: bounce+ada@…), and the set's SNS destinations are told:
docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator-how-to-use and
docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parseaddr
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_SIMULATOR = "simulator.amazonses.com"
_IDENTITIES = "/v2/email/identities"


def install(emulator: SimpleNamespace) -> None:
    require(emulator.ses_v2, "_identities", "_config_sets")
    require(emulator.sns, "_fanout")
    replace(emulator.ses_v2, "handle_request", lambda original: _keeping_set(emulator.ses_v2, original))
    replace(emulator.ses_v2, "_smtp_relay", lambda original: _answered(emulator, original))


def _keeping_set(service: Any, original: Any) -> Any:
    async def handle_request(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        place = path.rstrip("/")
        if method == "PUT" and place.startswith(_IDENTITIES) and place.endswith("/configuration-set"):
            name = place.removeprefix(_IDENTITIES + "/").removesuffix("/configuration-set")
            _set_of(service, name, json.loads(body or b"{}"))
            return 200, {"Content-Type": "application/json"}, b"{}"
        answer = await original(method, path, headers, body, query)
        if method == "POST" and place == _IDENTITIES and answer[0] == 200:
            request = json.loads(body)
            _set_of(service, request["EmailIdentity"], request)
        return answer

    return handle_request


def _set_of(service: Any, identity: str, request: dict[str, Any]) -> None:
    known = service._identities.get(identity)
    if known is not None:
        known["ConfigurationSetName"] = request.get("ConfigurationSetName") or None


def _answered(emulator: SimpleNamespace, original: Any) -> Any:
    def relay(source: str, recipients: list[str], message: str) -> None:
        original(source, recipients, message)
        for recipient in recipients:
            event = _event(recipient, source)
            for topic in _topics(emulator.ses_v2, source, event) if event else ():
                emulator.sns._fanout(topic, str(uuid.uuid4()), json.dumps(event), "")

    return relay


def _topics(service: Any, source: str, event: dict[str, Any]) -> Iterator[str]:
    sender = parseaddr(source)[1]
    identity = service._identities.get(sender) or service._identities.get(sender.rpartition("@")[2]) or {}
    known = service._config_sets.get(identity.get("ConfigurationSetName") or "") or {}
    for destination in (known.get("EventDestinations") or {}).values():
        wanted = event["eventType"].upper() in destination["MatchingEventTypes"]
        if destination.get("Enabled") and wanted and "SnsDestination" in destination:
            yield destination["SnsDestination"]["TopicArn"]


def _event(recipient: str, source: str) -> dict[str, Any] | None:
    """What SES tells of mail to this address; None for one that takes its mail."""
    address = parseaddr(recipient)[1].lower()
    name, _, domain = address.partition("@")
    kind = name.partition("+")[0]
    if domain != _SIMULATOR or kind not in ("bounce", "complaint"):
        return None
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    mail = {"timestamp": now, "source": source, "messageId": str(uuid.uuid4()), "destination": [recipient]}
    common = {"timestamp": now, "feedbackId": str(uuid.uuid4())}
    if kind == "bounce":
        report = {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": recipient, "status": "5.1.1", "action": "failed"}],
        }
        return {"eventType": "Bounce", "bounce": report | common, "mail": mail}
    complaint = {"complainedRecipients": [{"emailAddress": recipient}], "complaintFeedbackType": "abuse"}
    return {"eventType": "Complaint", "complaint": complaint | common, "mail": mail}
