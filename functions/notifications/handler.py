"""The inbox, the preferences and the telephone number over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.notifications import logic
from shared import cursors
from shared.http import App, Request, Response, query
from shared.notifications import phone, preferences
from shared.notifications.inbox import Inbox
from shared.push import devices
from shared.table import Table

if TYPE_CHECKING:
    from functions.notifications.models import (
        NotificationPage,
        NotificationPreferences,
        PhoneCode,
        PhoneNumber,
        PreferencesChange,
        PushDevice,
        PushKey,
        ReadUntil,
        Unread,
    )

app = App(__name__)
lambda_handler = app


@app.route(
    "list_notifications", query={"limit": query.integer(1, 100, default=30), "cursor": query.text(500)}
)
def list_notifications(request: Request) -> NotificationPage:
    """What the person has been told in the last 90 days, newest first."""
    user_id, given = request.user.id, request.query["cursor"]
    start = _position(user_id, given) if given else None
    found = logic.page(_inbox(request), _language(request), request.query["limit"], start)
    following = cursors.encode(user_id, {"after": found.next_id}) if found.next_id else None
    return {"items": found.items, "next_cursor": following, "unread": found.unread}


@app.route("count_unread_notifications")
def count_unread_notifications(request: Request) -> Unread:
    """How many the person has not read."""
    inbox = _inbox(request)
    return {"unread": inbox.unread(inbox.read_until())}


@app.route("mark_notification_read", status=204)
def mark_notification_read(request: Request, notification_id: str) -> None:
    """The person has read this one."""
    logic.mark(_inbox(request), notification_id, request.received_at)


@app.route("mark_notifications_read", status=204)
def mark_notifications_read(request: Request, body: ReadUntil) -> None:
    """The person has read this one and all before it."""
    logic.mark_until(_inbox(request), body.until, request.received_at)


@app.route("get_notification_preferences")
def get_notification_preferences(request: Request) -> Response[NotificationPreferences]:
    """What the person wants to be told of, and how."""
    return _preferences(request, preferences.read(Table(), request.user.id))


@app.route("update_notification_preferences")
def update_notification_preferences(
    request: Request, body: PreferencesChange
) -> Response[NotificationPreferences]:
    """Changes the given preferences; with If-Match only if nobody else has changed them."""
    change = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return _preferences(request, logic.change(Table(), request.user.id, change, request.if_match))


@app.route("set_phone", status=204)
def set_phone(request: Request, body: PhoneNumber) -> None:
    """Sends a code to the number, which counts once the code has come back (`verify_phone`). Until then a
    number that was verified before stays in use."""
    logic.set_phone(Table(), request.user.id, body.number, _language(request), request.received_at)


@app.route("verify_phone", status=204)
def verify_phone(request: Request, body: PhoneCode) -> None:
    """Proves that the number is the person's with the code that was sent to it."""
    logic.verify_phone(Table(), request.user.id, body.code, request.received_at)


@app.route("delete_phone", status=204)
def delete_phone(request: Request) -> None:
    """Forgets the number: no more text messages."""
    phone.forget(Table(), request.user.id)


@app.route("get_push_key")
def get_push_key(request: Request) -> PushKey:
    """The key with which browsers subscribe. It stays the same."""
    from shared.push.vapid import Vapid

    return {"key": Vapid(Table()).public_key}


@app.route("set_push_device", status=204)
def set_push_device(request: Request, body: PushDevice, device: str) -> None:
    """Has a browser show what the person wants to be told there (`channels`). `device` is the name that it
    gives in its edits; what it gave before is replaced."""
    logic.set_device(Table(), request.user.id, device, body.model_dump(), request.received_at)


@app.route("delete_push_device", status=204)
def delete_push_device(request: Request, device: str) -> None:
    """Has a browser show nothing any more."""
    devices.forget(Table(), request.user.id, device)


def _inbox(request: Request) -> Inbox:
    return Inbox(Table(), request.user.id)


def _language(request: Request) -> str:
    return logic.language_of(Table(), request.user.id, request.headers.get("accept-language", ""))


def _preferences(request: Request, item: dict[str, Any]) -> Response[NotificationPreferences]:
    return Response(logic.shape(Table(), request.user.id, item), etag=item.get("version", 0))


def _position(user_id: str, cursor: str) -> str:
    return str(cursors.decode(user_id, cursor)["after"])
