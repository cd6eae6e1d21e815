"""Mail that comes back, in the local cloud; and text messages beside the mail."""

from __future__ import annotations

import asyncio
import email
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import mail_feedback, text_messages
from tools.local.mailbox import Mailbox

TOPIC = "arn:aws:sns:eu-west-2:000000000000:feedback"
SENDER = "daybook@example.com"


class Emulator(SimpleNamespace):
    """SES with one configuration set, and what the topics and the mail server are told."""

    def __init__(self, **destination: Any) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.relayed: list[tuple[str, list[str], str]] = []
        identities: dict[str, dict[str, Any]] = {}

        async def handle_request(method: str, path: str, *rest: Any) -> tuple[int, dict[str, str], bytes]:
            if method == "POST" and path == "/v2/email/identities":
                identities[json.loads(rest[1])["EmailIdentity"]] = {}
            return 200, {}, b"{}"

        to = {
            "Enabled": True,
            "MatchingEventTypes": ["BOUNCE", "COMPLAINT"],
            "SnsDestination": {"TopicArn": TOPIC},
        }
        self.ses_v2 = SimpleNamespace(
            _identities=identities,
            _config_sets={"ours": {"EventDestinations": {"feedback": to | destination}}},
            handle_request=handle_request,
            _smtp_relay=lambda *mail: self.relayed.append(mail),
        )
        self.sns = SimpleNamespace(
            _fanout=lambda topic, _, message, subject: self.told.append((topic, json.loads(message))),
            _p=lambda parameters, name: parameters.get(name, ""),
            _publish=lambda parameters: (200 if parameters.get("Message") else 400, {}, b""),
        )
        mail_feedback.install(self)
        text_messages.install(self)

    def ask(self, method: str, path: str, **request: Any) -> None:
        asyncio.run(self.ses_v2.handle_request(method, path, {}, json.dumps(request).encode(), {}))


@pytest.fixture
def emulator() -> Emulator:
    emulator = Emulator()
    emulator.ask("POST", "/v2/email/identities", EmailIdentity=SENDER, ConfigurationSetName="ours")
    return emulator


@pytest.mark.parametrize(
    ("address", "kind", "part"),
    [
        ("bounce@simulator.amazonses.com", "Bounce", "bouncedRecipients"),
        ("complaint+ada@simulator.amazonses.com", "Complaint", "complainedRecipients"),
    ],
)
def test_the_simulators_addresses_answer(emulator: Emulator, address: str, kind: str, part: str) -> None:
    emulator.ses_v2._smtp_relay(f"Daybook <{SENDER}>", ["ada@example.com", address], "…")
    ((topic, event),) = emulator.told
    assert (topic, event["eventType"]) == (TOPIC, kind)
    assert event[kind.lower()][part][0]["emailAddress"] == address
    assert emulator.relayed == [(f"Daybook <{SENDER}>", ["ada@example.com", address], "…")]


@pytest.mark.parametrize("address", ["success@simulator.amazonses.com", "bounce@example.com"])
def test_other_addresses_take_their_mail(emulator: Emulator, address: str) -> None:
    emulator.ses_v2._smtp_relay(SENDER, [address], "…")
    assert emulator.told == []


@pytest.mark.parametrize("destination", [{"Enabled": False}, {"MatchingEventTypes": ["COMPLAINT"]}])
def test_only_who_asked_is_told(destination: dict[str, Any]) -> None:
    emulator = Emulator(**destination)
    emulator.ask("POST", "/v2/email/identities", EmailIdentity=SENDER, ConfigurationSetName="ours")
    emulator.ses_v2._smtp_relay(SENDER, ["bounce@simulator.amazonses.com"], "…")
    assert emulator.told == []


def test_an_identity_keeps_the_set_that_it_is_given_later(emulator: Emulator) -> None:
    place = f"/v2/email/identities/{SENDER}/configuration-set"
    emulator.ask("PUT", place)
    emulator.ses_v2._smtp_relay(SENDER, ["bounce@simulator.amazonses.com"], "…")
    assert emulator.told == []
    emulator.ask("PUT", place, ConfigurationSetName="ours")
    assert emulator.ses_v2._identities[SENDER] == {"ConfigurationSetName": "ours"}


def test_text_messages_are_among_the_mail(emulator: Emulator, tmp_path: Path) -> None:
    emulator.sns._publish({"PhoneNumber": "+447700900123", "Message": "Your code is 123456."})
    emulator.sns._publish({"PhoneNumber": "+447700900123"})
    emulator.sns._publish({"TopicArn": TOPIC, "Message": "…"})
    ((sender, recipients, message),) = emulator.relayed
    kept = Mailbox(tmp_path).keep(sender, recipients, message.encode())
    assert email.message_from_string(message)["Subject"] == "Text message"
    assert (kept.recipients, kept.code) == (["+447700900123"], "123456")
