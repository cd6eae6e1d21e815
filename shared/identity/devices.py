"""DEVICE items: what the devices are called of which edits only keep a hash."""

from __future__ import annotations

from shared.habits.marks import device_hash

PREFIX = "DEVICE#"


def sort_key(hashed: int) -> str:
    """Of the device with this hash (0 to 0x3FFF, as in a Stamp)."""
    return f"{PREFIX}{hashed:04x}"


def key_of(device: str) -> str:
    """Of the device that calls itself so in its edits."""
    return sort_key(device_hash(device))
