"""What links do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from shared.errors import Conflict, NotFound
from shared.links import Link, NoLink, Purpose, is_token, url

if TYPE_CHECKING:
    from functions.links.models import LinkAction, LinkPurpose, Topic

Item = dict[str, Any]

_NAMES: dict[Purpose, LinkPurpose] = {
    Purpose.CHECK_IN: "check_in",
    Purpose.SKIP: "skip",
    Purpose.SNOOZE: "snooze",
    Purpose.SNOOZE_TASK: "snooze",
    Purpose.DONE: "done",
    Purpose.UNSUBSCRIBE: "unsubscribe",
}
_STATUS = {Purpose.CHECK_IN: "done", Purpose.SKIP: "skip"}
_OF_TASKS = (Purpose.DONE, Purpose.SNOOZE_TASK)


class Things(Protocol):
    """Methods raise Unavailable."""

    def link(self, token: str, now: datetime) -> Link:
        """Raises NoLink."""

    def thing(self, link: Link) -> Item | None:
        """The habit or task; for a kind of message the person themselves. None when it is gone."""

    def is_done(self, link: Link, thing: Item) -> bool: ...

    def mark(self, link: Link, habit: Item, status: str, now: datetime) -> None: ...

    def complete(self, link: Link, now: datetime) -> None: ...

    def snooze(self, link: Link, until: datetime, now: datetime) -> None: ...

    def unsubscribe(self, link: Link) -> None: ...


def look(things: Things, token: str, now: datetime) -> LinkAction:
    """What the link would do. Raises NotFound for one that is none (any more)."""
    link = _link(things, token, now)
    thing = _thing(things, link)
    return _shape(link, thing, done=things.is_done(link, thing))


def follow(things: Things, token: str, minutes: int, now: datetime) -> LinkAction:
    """Does it, unless it is done. Raises NotFound, and Conflict for what takes more than a link."""
    link = _link(things, token, now)
    thing = _thing(things, link)
    until = None
    if link.purpose in (Purpose.SNOOZE, Purpose.SNOOZE_TASK):
        until = now + timedelta(minutes=minutes)
        things.snooze(link, until, now)
    elif not things.is_done(link, thing):
        _do(things, link, thing, now)
    return _shape(link, thing, done=True, until=until)


def unsubscribe(things: Things, token: str, now: datetime) -> None:
    """Of a kind of mail. Raises NotFound."""
    link = _link(things, token, now)
    if link.purpose is not Purpose.UNSUBSCRIBE:
        raise _unknown()
    _thing(things, link)
    things.unsubscribe(link)


def page_of(token: str) -> str:
    """Where the web app asks about the link, on the host that it was opened on. Raises NotFound for what
    cannot be a token."""
    if not is_token(token):
        raise _unknown()
    return url("", token)


def _do(things: Things, link: Link, thing: Item, now: datetime) -> None:
    if link.purpose in _STATUS:
        if link.purpose is Purpose.CHECK_IN and thing["kind"] == "numeric":
            raise Conflict("This habit wants an amount. Open Daybook to enter it.", code="amount-needed")
        things.mark(link, thing, _STATUS[link.purpose], now)
    elif link.purpose is Purpose.DONE:
        things.complete(link, now)
    else:
        things.unsubscribe(link)


def _link(things: Things, token: str, now: datetime) -> Link:
    try:
        return things.link(token, now)
    except NoLink as refused:
        if refused.expired:
            detail = "This link has expired. Open Daybook instead."
            raise NotFound(detail, code="link-expired") from None
        raise _unknown() from None


def _unknown() -> NotFound:
    return NotFound("This link is not complete or not from Daybook. Open it from the mail again.")


def _thing(things: Things, link: Link) -> Item:
    thing = things.thing(link)
    if thing is None:
        raise NotFound("What this link is about has been deleted.", code="link-outdated")
    return thing


def _topic(link: Link) -> Topic:
    if link.purpose is Purpose.UNSUBSCRIBE:
        return link.ref  # type: ignore[return-value]  # a kind of message, which we have signed
    return "task" if link.purpose in _OF_TASKS else "habit"


def _shape(link: Link, thing: Item, *, done: bool, until: datetime | None = None) -> LinkAction:
    about_mail = link.purpose is Purpose.UNSUBSCRIBE
    return {
        "purpose": _NAMES[link.purpose],
        "topic": _topic(link),
        "name": None if about_mail else thing.get("name") or thing.get("title"),
        "date": link.day.isoformat() if link.day else None,
        "state": "done" if done else "open",
        "until": _time(until) if until else None,
        "expires_at": _time(link.expires_at),
    }


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
