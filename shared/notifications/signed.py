"""The links of a notification, each good for one thing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from shared import links as signed

if TYPE_CHECKING:
    from shared.app_address import AppAddress
    from shared.links import Links, Purpose


class LinkSet(NamedTuple):
    """Addresses; "" where there is no such link, and everywhere while there is no web app.

    app: of the page that it is about. unsubscribe: a page that asks; one_click: where mail programs post to
    (RFC 8058).
    """

    app: str = ""
    check_in: str = ""
    skip: str = ""
    snooze: str = ""
    done: str = ""
    unsubscribe: str = ""
    one_click: str = ""


_PAGES = {"milestone": "/today", "order": "/rewards", "digest": "/insights"}


def page_of(kind: str, ref: Mapping[str, Any]) -> str:
    """The path of the app's page that a notification is about."""
    return _PAGES.get(kind, "/tasks" if ref.get("of") == "task" else "/today")


class SignedLinks:
    """Made with the keys of `links`, leading to the app at `address`. Kept while a function is warm."""

    def __init__(self, links: Links, address: AppAddress) -> None:
        self._links, self._address = links, address

    def of(self, user_id: str, kind: str, ref: Mapping[str, Any], now: datetime) -> LinkSet:
        """Those of a notification to `user_id`. Raises Unavailable."""
        app = self._address.at(now)
        if not app:
            return LinkSet()
        out = self._links.token(
            signed.Purpose.UNSUBSCRIBE, user_id, kind, None, now + signed.UNSUBSCRIBE_VALID, now
        )
        return LinkSet(
            app=app + page_of(kind, ref),
            **(self._of_reminder(app, user_id, ref, now) if kind == "reminder" else {}),
            unsubscribe=signed.url(app, out),
            one_click=f"{app}/v1/unsubscribe/{out}",
        )

    def _of_reminder(self, app: str, user_id: str, ref: Mapping[str, Any], now: datetime) -> dict[str, str]:
        def link(purpose: Purpose) -> str:
            day, until = date.fromisoformat(ref["date"]), now + signed.VALID
            return signed.url(app, self._links.token(purpose, user_id, ref["id"], day, until, now))

        if ref["of"] == "task":
            return {"snooze": link(signed.Purpose.SNOOZE_TASK), "done": link(signed.Purpose.DONE)}
        # An amount cannot be told by a link.
        done = {} if ref.get("numeric") else {"check_in": link(signed.Purpose.CHECK_IN)}
        return {"snooze": link(signed.Purpose.SNOOZE), **done, "skip": link(signed.Purpose.SKIP)}
