"""Bodies and answers of the notifications' API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.identity.fields import Code
from shared.ids import is_ulid
from shared.models import Input, Text, without_default
from shared.notify_message import Kind
from shared.push.devices import MAX_ENDPOINT

_LEFT_OUT: Any = Field(default=None, json_schema_extra=without_default)


def _ulid(text: str) -> str:
    if not is_ulid(text):
        raise ValueError("must be the id of a notification")
    return text


NotificationId = Annotated[
    str,
    AfterValidator(_ulid),
    WithJsonSchema({"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$", "description": "A ULID."}),
]
TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Number = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$")]


class ReadUntil(Input):
    until: NotificationId
    """This notification and all before it have been read."""


class ChannelChange(Input):
    in_app: bool = _LEFT_OUT
    mail: bool = _LEFT_OUT
    sms: bool = _LEFT_OUT
    """Text messages need a verified number (`set_phone`)."""
    push: bool = _LEFT_OUT
    """On the devices that have been given (`set_push_device`)."""


class MailChange(Input):
    mail: bool = _LEFT_OUT


class ChannelsChange(Input):
    """By kind of notification; what is left out stays as it is."""

    reminder: ChannelChange = _LEFT_OUT
    milestone: ChannelChange = _LEFT_OUT
    order: ChannelChange = _LEFT_OUT
    digest: MailChange = _LEFT_OUT


class QuietHoursChange(Input):
    """When no mail, no text message and no push comes, in the person's local time. What comes up meanwhile is
    sent at their end: of several reminders of a thing the last, and none whose day is over by then. A snoozed
    one comes when it was asked for."""

    from_: TimeOfDay = Field(alias="from")
    """HH:MM; later than `to` when the night lies between them."""
    to: TimeOfDay


class PreferencesChange(Input):
    """The preferences to change; the others stay."""

    channels: ChannelsChange = _LEFT_OUT
    quiet_hours: QuietHoursChange | None = None
    """Null: none."""


class PhoneNumber(Input):
    number: Number
    """With country code, as in +447700900123 (E.164). A code is sent to it."""


class PhoneCode(Input):
    code: Code
    """From the text message."""


class PushDevice(Input):
    """What a browser gives to whoever may send to it (PushSubscription)."""

    endpoint: Annotated[str, Text(MAX_ENDPOINT)]
    """Of one of the known push services."""
    p256dh: Annotated[str, Text(100)]
    auth: Annotated[str, Text(50)]


class PushKey(TypedDict):
    key: str
    """With which browsers subscribe: `applicationServerKey`, in base64url."""


class Notification(TypedDict):
    id: str
    """A ULID; a later notification has a greater one."""
    kind: Kind
    at: str
    """RFC 3339, UTC."""
    read: bool
    title: str
    text: str
    """Title and text are in the person's language."""
    ref: dict[str, Any]
    """What it is about, by kind: of a reminder {of: habit or task, id, date, time, name}, of a milestone
    {habit_id, streak, points, name, unit}, of an order {order_id, state, name, item_id, quantity}."""


class NotificationPage(TypedDict):
    """Newest first; of the last 90 days."""

    items: list[Notification]
    next_cursor: str | None
    unread: int
    """At most 100 are counted."""


class Unread(TypedDict):
    unread: int
    """At most 100 are counted."""


class Channels(TypedDict):
    in_app: bool
    mail: bool
    sms: bool
    push: bool


class MailOnly(TypedDict):
    mail: bool


class AllChannels(TypedDict):
    reminder: Channels
    milestone: Channels
    order: Channels
    digest: MailOnly
    """A weekly summary."""


QuietHours = TypedDict("QuietHours", {"from": str, "to": str})


class Phone(TypedDict):
    number: str
    verified: bool
    """Text messages go to verified numbers only."""


class NotificationPreferences(TypedDict):
    channels: AllChannels
    quiet_hours: QuietHours | None
    phone: Phone | None
    """The number that text messages go to, or that waits for its code when there is no other."""
    sms_available: bool
    """Whether this Daybook sends text messages at all."""
    mail_problem: Literal["bounce", "complaint"] | None
    """Why no notifications are mailed: the address does not exist (any more), or a mail to it was reported as
    spam. Codes and notices about the account's safety are sent nevertheless."""
