"""Reading and marking the inbox, changing preferences, proving a telephone number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from shared import sms
from shared.errors import Conflict, FieldError, Invalid, NotFound, StaleVersion, Throttled, Unavailable
from shared.identity import profile
from shared.ids import is_ulid, milliseconds_of
from shared.notifications import inbox as inboxes
from shared.notifications import limits, phone, preferences, suppression
from shared.push import devices

if TYPE_CHECKING:
    from functions.notifications.models import Notification, NotificationPreferences
    from shared.notifications.inbox import Inbox
    from shared.table import Table

Item = dict[str, Any]
_ATTEMPTS = 5
MAX_DEVICE_NAME = 64  # as of `device` in an edit
# A phone's clock may be a little ahead, and so may be that of who asks for one of now.
_AHEAD_MS = 60_000


def language_of(table: Table, user_id: str, accept_language: str) -> str:
    """ "en" or "de": the person's, else the browser's."""
    person = table.get(profile.partition_key(user_id), profile.SORT_KEY) or {}
    return profile.language_of(person.get("language"), accept_language)


class Page(NamedTuple):
    """Some of the inbox, newest first, as the API shows it, and the id to go on from; None at the end."""

    items: list[Notification]
    unread: int
    next_id: str | None


def page(inbox: Inbox, language: str, limit: int, start_after: str | None) -> Page:
    """At most `limit` notifications, from the newest or from `start_after` (an id) on."""
    until = inbox.read_until()
    found = inbox.page(limit, start_after)
    return Page([_shape(item, until, language) for item in found.items], inbox.unread(until), found.next_id)


def _shape(item: Mapping[str, Any], read_until: str, language: str) -> Notification:
    from shared.notifications.texts import words_of

    notification_id = inboxes.notification_id(item)
    words = words_of(item["kind"], item["ref"], language)
    return {
        "id": notification_id,
        "kind": item["kind"],
        "at": item["at"],
        "read": "read_at" in item or notification_id <= read_until,
        "title": words.title,
        "text": words.text,
        "ref": item["ref"],
    }


def mark(inbox: Inbox, notification_id: str, now: datetime) -> None:
    """One has been read. Raises NotFound."""
    if not is_ulid(notification_id) or not inbox.mark(notification_id, now.strftime("%Y-%m-%dT%H:%M:%SZ")):
        raise NotFound("There is no such notification; it may have been too old to be kept.")


def mark_until(inbox: Inbox, notification_id: str, now: datetime) -> None:
    """All up to this one have been read. Raises Invalid for one of the future: what comes until then would
    count as read."""
    if milliseconds_of(notification_id) > now.timestamp() * 1000 + _AHEAD_MS:
        message = "must be the id of a notification that is there"
        raise Invalid("That is no notification of yours.", [FieldError("/until", message)])
    inbox.mark_until(notification_id)


def shape(table: Table, user_id: str, item: Mapping[str, Any]) -> NotificationPreferences:
    """The preferences as the API shows them."""
    person = table.get(profile.partition_key(user_id), profile.SORT_KEY) or {}
    shown: Any = {
        "channels": preferences.channels(item),
        "quiet_hours": item.get("quiet_hours"),
        "phone": phone.shape(phone.read(table, user_id)),
        "sms_available": sms.available(),
        "mail_problem": suppression.why(table, person["email"]) if "email" in person else None,
    }
    return shown  # type: ignore[no-any-return]  # built from dicts


def change(table: Table, user_id: str, wanted: Mapping[str, Any], if_match: str | None) -> Item:
    """The item with the change of the API's form. Raises Invalid; StaleVersion for a version other than
    `if_match`; Conflict when others change it all the time."""
    _check_quiet_hours(wanted.get("quiet_hours"))
    for _ in range(_ATTEMPTS):
        before = preferences.read(table, user_id, consistent=True)
        if if_match not in (None, str(before.get("version", 0))):
            raise StaleVersion("Your preferences have changed since you read them. Read them again.")
        new = preferences.changed(before, wanted)
        if preferences.write(table, user_id, before, new):
            return new
    raise Conflict("Your preferences are being changed by someone else. Repeat the request.")


def _check_quiet_hours(quiet: Mapping[str, str] | None) -> None:
    if quiet and quiet["from"] == quiet["to"]:
        message = "must not be the time at which they begin"
        raise Invalid("Quiet hours end at another time.", [FieldError("/quiet_hours/to", message)])


def set_phone(table: Table, user_id: str, number: str, language: str, now: datetime) -> None:
    """Sends a code to `number`. Raises Conflict where no text messages are sent; Throttled; Invalid for the
    same number; Unavailable."""
    if not sms.available():
        raise Conflict("This Daybook sends no text messages.", code="no-text-messages")
    if phone.verified(phone.read(table, user_id)) == number:
        raise Invalid("Choose another number.", [FieldError("/number", "is your number already")])
    code = phone.issue(table, user_id, number, now)
    if code is None or not limits.may_send_code(table, number, now):
        raise Throttled("That were enough codes for one day. Try again tomorrow.", 24 * 3600)
    from shared.notifications.texts import code_message

    try:
        sms.send(number, code_message(code, language))
    except sms.Refused as refused:
        message = "cannot be reached by text message"
        raise Invalid("Choose another number.", [FieldError("/number", message)]) from refused
    except sms.NotNow as failed:
        raise Unavailable("No text message can be sent right now. Try again in a moment.", 5) from failed


def verify_phone(table: Table, user_id: str, code: str, now: datetime) -> None:
    """Raises Invalid for a wrong code."""
    try:
        phone.redeem(table, user_id, code, now)
    except phone.WrongCode as refused:
        message = "is wrong or too old: ask for another one"
        raise Invalid("The code is not valid.", [FieldError("/code", message)]) from refused


def set_device(table: Table, user_id: str, name: str, subscription: Mapping[str, str], now: datetime) -> None:
    """Raises Invalid for what no known push service gave; Conflict when there are too many."""
    if len(name) > MAX_DEVICE_NAME:
        message = f"must have at most {MAX_DEVICE_NAME} characters"
        raise Invalid("The address does not name a device.", [FieldError("/device", message)])
    devices.keep(table, user_id, devices.checked(devices.Device(name, **subscription)), now)
