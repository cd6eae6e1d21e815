"""People are told: by the real queue, under the function's own role, in the inbox, by mail and by phone."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from shared.notify_message import Message, to_body
from tests.support.people import mails
from tests.support.stack import Account, Api, Stack, code_for, eventually, sign_up

ALL = {"in_app": True, "mail": True, "sms": True}


@pytest.fixture
def nina(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Nina", timezone="Europe/Berlin")


def send(stack: Stack, *bodies: Any) -> None:
    """Puts messages, or texts as they are, into the queue."""
    sqs = stack.aws("sqs")
    (url,) = [url for url in sqs.list_queues()["QueueUrls"] if url.endswith("-notify")]
    for body in bodies:
        text = json.dumps(to_body(body, datetime.now(timezone.utc))) if isinstance(body, Message) else body
        sqs.send_message(QueueUrl=url, MessageBody=text)


def habit_with_reminder(account: Account, at: datetime, name: str) -> Message:
    """A habit that reminds at that minute, and the message that it sends then."""
    local = at.astimezone(ZoneInfo("Europe/Berlin"))
    reminders = [{"time": f"{local:%H:%M}"}]
    habit = account.api.post("/habits", {"name": name, "reminders": reminders}).expect(201)
    ref = {"of": "habit", "id": habit["id"], "date": local.date().isoformat(), "time": f"{local:%H:%M}"}
    return Message(f"test#{habit['id']}", "reminder", account.id, ref, at)


def this_minute() -> datetime:
    return datetime.now(timezone.utc).replace(second=0, microsecond=0)


def of_subject(stack: Stack, account: Account, subject: str) -> list[dict[str, Any]]:
    return [mail for mail in mails(stack, account.email) if subject in mail["subject"]]


def inbox(account: Account) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = account.api.get("/notifications").expect(200)["items"]
    return items


@contextmanager
def nothing_more(stack: Stack, account: Account, subject: str) -> Iterator[None]:
    """Within the block, and a while after it, no further mail of this subject arrives. Another message, which
    goes the same way, is the measure of that while."""
    before, flag = len(of_subject(stack, account, subject)), f"Flag {uuid.uuid4()}"
    yield
    ref = {"order_id": "o", "state": "fulfilled", "name": flag}
    send(stack, Message(flag, "order", account.id, ref))
    eventually(lambda: flag in str(inbox(account)), "the message behind it")
    assert len(of_subject(stack, account, subject)) == before


def test_a_reminder_arrives_once_with_the_right_local_time(stack: Stack, nina: Account) -> None:
    message = habit_with_reminder(nina, this_minute(), "Läufe")
    send(stack, message)
    (mail,) = eventually(lambda: of_subject(stack, nina, "Läufe"), "the reminder by mail")
    assert mail["subject"] == "Reminder: Läufe"
    assert f"at {message.ref['time']}." in mail["text"] and f"at {message.ref['time']}." in mail["html"]
    (told,) = inbox(nina)
    assert (told["kind"], told["title"], told["read"]) == ("reminder", "Läufe", False)
    assert nina.api.get("/notifications/unread").expect(200) == {"unread": 1}
    with nothing_more(stack, nina, "Läufe"):
        send(stack, message, message, message)
    assert len([one for one in inbox(nina) if one["kind"] == "reminder"]) == 1

    nina.api.put(f"/notifications/{told['id']}/read").expect(204)
    newest = inbox(nina)[0]["id"]
    nina.api.put("/notifications/read", {"until": newest}).expect(204)
    assert nina.api.get("/notifications/unread").expect(200) == {"unread": 0}


def test_what_is_done_is_not_reminded_of(stack: Stack, nina: Account) -> None:
    message = habit_with_reminder(nina, this_minute(), "Done already")
    path = f"/habits/{message.ref['id']}/checkins/{message.ref['date']}"
    nina.api.put(path, {"status": "done"}).expect(200)
    with nothing_more(stack, nina, "Done already"):
        send(stack, message)
    assert "Done already" not in str(inbox(nina))


def test_the_way_out_of_a_mail_works_for_who_is_not_signed_in(stack: Stack, nina: Account) -> None:
    send(stack, habit_with_reminder(nina, this_minute(), "Too much"))
    (mail,) = eventually(lambda: of_subject(stack, nina, "Too much"), "the reminder by mail")
    (address,) = re.findall(r"No more of these: (\S+)", mail["text"])
    app, _, token = address.partition("/act#")
    assert app == stack.app_url
    body = {"List-Unsubscribe": "One-Click"}
    requests.post(f"{stack.api_url}/unsubscribe/{token}", data=body, timeout=30).raise_for_status()
    channels = nina.api.get("/notifications/preferences").expect(200)["channels"]
    assert channels["reminder"] == {"in_app": True, "mail": False, "sms": False, "push": False}
    with nothing_more(stack, nina, "Still there"):
        send(stack, habit_with_reminder(nina, this_minute(), "Still there"))
    eventually(lambda: "Still there" in str(inbox(nina)), "the reminder in the inbox")


def test_a_button_of_a_mail_marks_the_day(stack: Stack, nina: Account) -> None:
    message = habit_with_reminder(nina, this_minute(), "Button")
    send(stack, message)
    (mail,) = eventually(lambda: of_subject(stack, nina, "Button"), "the reminder by mail")
    (token,) = re.findall(r"Done: \S+/act#(\S+)", mail["text"])
    anybody = Api(stack.api_url)
    assert anybody.post("/links/read", {"token": token}).expect(200)["state"] == "open"
    assert anybody.post("/links", {"token": token}).expect(200)["state"] == "done"
    day = message.ref["date"]
    marks = nina.api.get(f"/habits/{message.ref['id']}/checkins?from={day}&to={day}").expect(200)
    assert [one["status"] for one in marks["items"]] == ["done"]


def test_in_quiet_hours_the_inbox_knows_and_no_mail_comes(stack: Stack, nina: Account) -> None:
    quiet = {"from": "00:00", "to": "23:59"}
    nina.api.patch("/notifications/preferences", {"quiet_hours": quiet}).expect(200)
    with nothing_more(stack, nina, "Hush"):
        send(stack, habit_with_reminder(nina, this_minute(), "Hush"))
        eventually(lambda: "Hush" in str(inbox(nina)), "the reminder in the inbox")
    held = stack.aws("dynamodb").query(
        TableName=stack.endpoints["table_name"],
        KeyConditionExpression="pk = :pk AND begins_with(sk, :held)",
        ExpressionAttributeValues={":pk": {"S": f"USER#{nina.id}"}, ":held": {"S": "REMINDER#held#"}},
    )["Items"]
    assert len(held) == 1


def texts(stack: Stack, number: str) -> list[str]:
    """The text messages to a number, which the local cloud shows among its mail."""
    return [mail["text"] for mail in mails(stack, number)]


def test_a_proven_number_gets_text_messages(stack: Stack, nina: Account) -> None:
    number = f"+4479{uuid.uuid4().int % 10**8:08}"
    nina.api.post("/notifications/phone", {"number": number}).expect(204)
    (sent,) = eventually(lambda: texts(stack, number), "the code by text message")
    code = re.search(r"\b(\d{6}) is your code", sent)
    assert code
    nina.api.post(
        "/notifications/phone/verify", {"code": "000000" if code[1] != "000000" else "1" * 6}
    ).problem(422)
    nina.api.post("/notifications/phone/verify", {"code": code[1]}).expect(204)
    shown = nina.api.patch("/notifications/preferences", {"channels": {"reminder": ALL}}).expect(200)
    assert (shown["phone"], shown["sms_available"]) == ({"number": number, "verified": True}, True)
    send(stack, habit_with_reminder(nina, this_minute(), "Ring"))
    eventually(lambda: [text for text in texts(stack, number) if "Daybook: Ring" in text], "the text message")
    nina.api.delete("/notifications/phone").expect(204)


@pytest.mark.parametrize("kind", ["bounce", "complaint"])
def test_mail_that_comes_back_keeps_optional_mail_away_and_is_shown(stack: Stack, kind: str) -> None:
    """With SES's own addresses for that. The code is sent nevertheless: whoever sends it asks nobody."""
    email = f"{kind}+{uuid.uuid4().hex[:12]}@simulator.amazonses.com"
    sign_up(stack, email, name="Nobody", timezone="Europe/Berlin")
    code = {"email": email, "code": code_for(stack, email)}
    Api(stack.api_url).post("/auth/confirm", code).expect(204)
    nobody = Account.log_in(stack, email)

    def problem() -> str | None:
        found: str | None = nobody.api.get("/notifications/preferences").expect(200)["mail_problem"]
        return found

    send(stack, habit_with_reminder(nobody, this_minute(), "Comes back"))
    assert eventually(problem, "what SES says of the mail") == kind
    with nothing_more(stack, nobody, "Unread"):
        send(stack, habit_with_reminder(nobody, this_minute(), "Unread"))
    eventually(lambda: "Unread" in str(inbox(nobody)), "the reminder in the inbox")


def test_a_week_comes_with_its_chart(stack: Stack, nina: Account) -> None:
    habit = nina.api.post("/habits", {"name": "Weekly", "start_date": "2020-01-01"}).expect(201)
    today = datetime.now(timezone.utc).date()
    monday = today - timedelta(days=today.weekday() + 7)
    days = [{"date": str(monday + timedelta(days=number)), "status": "done"} for number in range(5)]
    nina.api.put(f"/habits/{habit['id']}/checkins", {"days": days}).expect(200)
    nina.api.patch("/notifications/preferences", {"channels": {"digest": {"mail": True}}}).expect(200)
    message = Message(f"digest#{monday}", "digest", nina.id, {"week": str(monday)}, this_minute())
    send(stack, message, message)
    (mail,) = eventually(lambda: of_subject(stack, nina, "Your week"), "the digest", seconds=60)
    assert mail["subject"] == "Your week: 5 of 7"
    assert "Weekly: ●●●●●○○  5 of 7" in mail["text"] and 'src="cid:week"' in mail["html"]
    assert inbox(nina) == []


def test_a_message_that_is_none_stops_no_other(stack: Stack, nina: Account) -> None:
    order = {"order_id": "o", "state": "fulfilled", "name": "Behind the poison"}
    send(stack, "no message", '{"kind": "gossip"}', Message(f"order#{uuid.uuid4()}", "order", nina.id, order))
    eventually(lambda: "Behind the poison" in str(inbox(nina)), "the message behind the poison")


def test_a_browser_subscribes_and_ends(nina: Account) -> None:
    """No push service can be reached from here: what is sent to one is tried in tests/unit/push."""
    key = nina.api.get("/notifications/push-key").expect(200)["key"]
    assert key == nina.api.get("/notifications/push-key").expect(200)["key"]
    device = {"endpoint": "https://fcm.googleapis.com/fcm/send/1", "p256dh": key, "auth": "A" * 22}
    nina.api.put("/notifications/devices/phone", device).expect(204)
    everything = nina.api.get("/users/me/export").expect(200)
    assert [one["name"] for one in everything["push_devices"]] == ["phone"]
    elsewhere = {**device, "endpoint": "https://169.254.169.254/latest"}
    nina.api.put("/notifications/devices/phone", elsewhere).problem(422)
    nina.api.delete("/notifications/devices/phone").expect(204)
