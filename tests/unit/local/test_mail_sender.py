from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from tools.local.emulator.bridges import mail_sender

SEND = "/v2/email/outbound-emails"


def asked_for(sender: str, path: str = SEND, identities: tuple[str, ...] = ()) -> str:
    """The resource on which a request of the role is judged."""
    actions = SimpleNamespace(_ses_v2_resource_arn=lambda *_: "*")
    service = SimpleNamespace(_identities=dict.fromkeys(identities))
    mail_sender.install(SimpleNamespace(iam_actions=actions, ses_v2=service))
    body = json.dumps({"FromEmailAddress": sender}).encode()
    return str(actions._ses_v2_resource_arn("POST", path, body, "eu-west-2", "1"))


def test_mail_is_judged_by_the_identity_of_its_sender() -> None:
    verified = ("daybook@example.com",)
    assert asked_for("daybook@example.com", identities=verified).endswith(":1:identity/daybook@example.com")
    assert asked_for("Daybook <daybook@example.com>", identities=verified).endswith("/daybook@example.com")
    assert asked_for("daybook@example.com").endswith(":identity/example.com")


@pytest.mark.parametrize(("sender", "path"), [("", SEND), ("daybook@example.com", "/v2/email/identities")])
def test_everything_else_is_judged_as_before(sender: str, path: str) -> None:
    assert asked_for(sender, path) == "*"
