"""Addresses of bookmarks. They are kept as typed and never fetched."""

from __future__ import annotations

from urllib.parse import urlsplit


def check(text: str) -> str:
    """`text`. Raises ValueError for what no browser shall be led to: another scheme than http and https
    (javascript:), no host, or a password in it."""
    if any(character.isspace() for character in text):
        raise ValueError("must not have spaces")
    try:
        parts = urlsplit(text)
        host, user, _ = parts.hostname, parts.username or parts.password, parts.port
    except ValueError:
        raise ValueError("must be an address, like https://example.com/page") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("must begin with https:// or http://")
    if not host:
        raise ValueError("must be an address, like https://example.com/page")
    if user:
        raise ValueError("must not have a user name or password in it")
    return text
