"""Credentials that Daybook keeps itself, in its table. What each method does: shared/identity/provider.py.

It reads and writes AUTH#* and EMAIL#* items, writes the profile when an address is confirmed, sends mail, and
signs access tokens with a key from Secrets Manager. Passwords cost 128 MiB and some tenths of a second of a
whole processor to check (shared/identity/scrypt.py), so a function that asks for them gets at least 512 MB.
"""

from __future__ import annotations

from shared.identity.native_accounts import Accounts
from shared.identity.native_people import People
from shared.identity.native_sessions import Sessions
from shared.identity.provider import Provider
from shared.table import Table


class NativeProvider(Accounts, Sessions, People):
    """The table and the clock are given; the signing key and the mail come when they are needed."""


def from_settings() -> Provider:
    return NativeProvider(Table())
