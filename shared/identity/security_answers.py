"""What the API says about events and access tokens. Imported by models.py files, and for types."""

from __future__ import annotations

from typing_extensions import TypedDict

from shared.identity.events import Kind


class AccessToken(TypedDict):
    id: str
    name: str
    scopes: list[str]
    created_at: str
    expires_at: str | None
    """Null: it does not expire."""
    last_used_at: str | None
    """To the hour; null: it has not been used."""


class SecurityEvent(TypedDict):
    id: str
    kind: Kind
    at: str
    device: str
    address: str
    detail: str
    """Which one: the name of a token, the device of another session, or nothing."""
