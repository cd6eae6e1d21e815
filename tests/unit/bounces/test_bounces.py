"""What SES says of mails, and what follows."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace
from typing import Any

import pytest

from functions.bounces.handler import lambda_handler
from shared.identity import footprint
from shared.notifications import suppression
from shared.table import Table

CONTEXT = SimpleNamespace(aws_request_id="request-1")
AT = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def bounce(*emails: str, kind: str = "Permanent", at: str = AT) -> dict[str, Any]:
    recipients = [{"emailAddress": email, "status": "5.1.1"} for email in emails]
    said = {"bounceType": kind, "bounceSubType": "General", "bouncedRecipients": recipients, "timestamp": at}
    return {"eventType": "Bounce", "bounce": said, "mail": {"messageId": "m1"}}


def complaint(*emails: str, **said: Any) -> dict[str, Any]:
    recipients = [{"emailAddress": email} for email in emails]
    return {
        "eventType": "Complaint",
        "complaint": {"complainedRecipients": recipients, "timestamp": AT, **said},
    }


def told(*events: dict[str, Any]) -> None:
    lambda_handler({"Records": [{"Sns": {"Message": json.dumps(event)}} for event in events]}, CONTEXT)


def test_who_does_not_exist_gets_no_optional_mail_and_others_do(table: Table) -> None:
    told(bounce("gone@example.com", "Away <AWAY@Example.com>"))
    assert suppression.why(table, "gone@example.com") == "bounce"
    assert suppression.why(table, "away@example.com") == "bounce"
    assert suppression.why(table, "here@example.com") is None


def test_who_has_complained_is_left_alone_whatever_bounces_later(table: Table) -> None:
    told(bounce("a@example.com"), complaint("a@example.com", complaintFeedbackType="abuse"))
    assert suppression.why(table, "a@example.com") == "complaint"
    told(bounce("a@example.com"))
    assert suppression.why(table, "a@example.com") == "complaint"
    item = table.get(*suppression.key("a@example.com"))
    assert item is not None and "ttl" not in item


def test_a_bounce_is_forgotten_after_a_month(table: Table) -> None:
    told(bounce("a@example.com", at="2020-01-01T00:00:00.000Z"))
    assert suppression.why(table, "a@example.com") is None
    told(bounce("a@example.com"))
    assert suppression.why(table, "a@example.com") == "bounce"


@pytest.mark.parametrize(
    "event",
    [
        bounce("a@example.com", kind="Transient"),
        bounce("a@example.com", kind="Undetermined"),
        complaint("a@example.com", complaintFeedbackType="not-spam"),
        {"eventType": "Delivery", "delivery": {"recipients": ["a@example.com"]}},
    ],
)
def test_what_passes_or_is_no_complaint_changes_nothing(table: Table, event: dict[str, Any]) -> None:
    told(event)
    assert suppression.why(table, "a@example.com") is None


def test_the_form_of_plain_notifications_is_understood_too(table: Table) -> None:
    event = bounce("a@example.com")
    event["notificationType"] = event.pop("eventType")
    told(event)
    assert suppression.why(table, "a@example.com") == "bounce"


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("event", [{}, {"eventType": "Bounce"}, bounce("")])
def test_what_cannot_be_read_is_not_passed_over(event: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        told(event)


def test_the_address_itself_is_kept_nowhere(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    told(bounce("gone@example.com"))
    item = table.get(*suppression.key("gone@example.com"))
    assert item is not None and "gone" not in str(item) + capsys.readouterr().out
    assert footprint.suppressed_key("gone@example.com")[0] == item["pk"]
