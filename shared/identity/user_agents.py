"""What a client calls itself (User-Agent), in words that its owner recognises: "Firefox on Linux"."""

from __future__ import annotations

import re

UNKNOWN = "Unknown device"
MAX_LENGTH = 60

# The order matters: browsers name the ones they descend from, so the particular comes before the general.
# https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/User-Agent
_CLIENTS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]*")


def device_of(user_agent: str) -> str:
    """A short name for the device; only letters, digits and plain punctuation, whatever the header holds.

    Versions are left out: a browser that has updated itself is the same device.
    """
    client = _first(_CLIENTS, user_agent) or _product(user_agent)
    system = _first(_SYSTEMS, user_agent)
    if not client:
        return system or UNKNOWN
    return f"{client} on {system}" if system else client


def _first(marks: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for mark, name in marks if mark in text), None)


def _product(user_agent: str) -> str:
    """The first product of a script or an app: "curl/8.5.0" is curl."""
    name = user_agent.partition("/")[0].strip()
    return name[:MAX_LENGTH] if name != "Mozilla" and _PRODUCT.fullmatch(name) else ""
