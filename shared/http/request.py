"""The request as handlers see it."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import cached_property
from typing import Any, NamedTuple

from shared import viewer


class User(NamedTuple):
    """Who calls. `id` is the user pool's `sub`; `scopes` is what the token may do, `*` everything."""

    id: str
    session_id: str
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        return "*" in self.scopes or scope in self.scopes


class Headers(dict[str, str]):
    """Header values by name in any case."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name.lower() if isinstance(name, str) else name)

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)


class Request:
    """One call of a route. Everything but the identity is read from the event when it is first asked for.

    `query` holds the declared parameters by name, already parsed.
    """

    def __init__(self, event: dict[str, Any], user: User | None, query: dict[str, Any]) -> None:
        self.event = event
        self._user = user
        self.query = query

    @property
    def id(self) -> str:
        """The request's id, also in X-Request-Id and on every log line."""
        identifier: str = self.event["requestContext"]["requestId"]
        return identifier

    @property
    def user(self) -> User:
        """The caller. Raises RuntimeError on a route whose manifest says auth "none": nobody has been checked
        there.
        """
        if self._user is None:
            raise RuntimeError('this route is declared with auth "none", so there is no user')
        return self._user

    @cached_property
    def headers(self) -> Headers:
        """Headers by name in any case; several of one name are joined by commas, as API Gateway hands them
        over.
        """
        return Headers({name.lower(): value for name, value in (self.event.get("headers") or {}).items()})

    @cached_property
    def cookies(self) -> dict[str, str]:
        """Cookies by name; the first of a name counts."""
        parts = list(self.event.get("cookies") or [])
        if not parts:  # some emulators of API Gateway leave them in the header
            parts = self.headers.get("cookie", "").split(";")
        pairs = (part.strip().partition("=") for part in reversed(parts))
        return {name: value.strip('"') for name, _, value in pairs if name}

    @property
    def if_match(self) -> str | None:
        """The entity tag that the caller expects, without quotes; None when it does not matter (absent or
        `*`).
        """
        tag = self.headers.get("if-match", "").strip()
        return unquoted(tag) if tag and tag != "*" else None

    @property
    def idempotency_key(self) -> str | None:
        """The caller's Idempotency-Key, None when there is none."""
        return self.headers.get("idempotency-key", "").strip() or None

    @property
    def source_address(self) -> str:
        """The viewer's address: CloudFront's word when it came that way, else the connection's."""
        connection: str = self.event["requestContext"]["http"].get("sourceIp", "")
        return viewer.address(self.headers.get(viewer.HEADER), connection)

    @property
    def viewer_host(self) -> str:
        """The host in the viewer's address bar: CloudFront's word (it overwrites the header), else the Host
        header.
        """
        host: str = self.headers.get("x-viewer-host") or self.headers.get("host", "")
        return host

    @cached_property
    def received_at(self) -> datetime:
        """When API Gateway took the request (aware, UTC)."""
        milliseconds = self.event["requestContext"].get("timeEpoch")
        if not milliseconds:
            return datetime.now(timezone.utc)
        return datetime.fromtimestamp(int(milliseconds) / 1000, timezone.utc)


def unquoted(tag: str) -> str:
    """An entity tag (RFC 9110, 8.8.3) without its quotes and weakness: `W/"3"` is `3`."""
    return tag.removeprefix("W/").strip('"')
