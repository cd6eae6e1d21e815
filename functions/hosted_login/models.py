"""What signing in elsewhere gives."""

from __future__ import annotations

from typing_extensions import TypedDict


class SignInProvider(TypedDict):
    name: str
    """What GET /auth/hosted wants as `provider`."""


class SignInProviders(TypedDict):
    items: list[SignInProvider]
