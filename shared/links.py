"""Links that do one thing for whoever holds them: in mails and text messages to people who are not signed in.

    address = url(app_address, Links(table).token(Purpose.CHECK_IN, user_id, habit_id, day, now + VALID, now))

A token says what it may do, for whom, until when, and is signed (HMAC-SHA256); nothing is kept of it. It
stands behind the `#` of the address, which browsers send to nobody: it is in no log. Opening the page does
nothing, since mail scanners open pages; a button on it does.

Keys: `KEYS#LINKS`/<number of the 90 days since 1970>, `key` (32 random bytes); each is made when it is
first used and expires when its last token has.

A token (base64url without padding) is: version and purpose (a byte each), the key's number (2), expiry in
epoch minutes (4), the day as a proleptic ordinal, 0 for none (4), the person's id (16), what it is about
(16 of a ULID, else text), signature (16 of 32 bytes: 128 bits, which nobody guesses). About 80 characters,
so that a text message is no longer than it must be.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import struct
from datetime import date, datetime, timedelta, timezone
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from shared.ids import is_ulid
from shared.table import ConditionFailed, Table

PARTITION = "KEYS#LINKS"
VALID = timedelta(hours=48)
UNSUBSCRIBE_VALID = timedelta(days=60)
MAX_LENGTH = 200

_VERSION = 1
_KEY_BYTES = 32
_KEY_USED = timedelta(days=90)
_HEAD = struct.Struct(">BBHII16s")
_MAC_BYTES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Purpose(IntEnum):
    """The one thing that a link does. The numbers are in tokens that are out: never give one anew."""

    CHECK_IN = 1
    SKIP = 2
    SNOOZE = 3
    DONE = 4
    UNSUBSCRIBE = 5
    SNOOZE_TASK = 6


class Link(NamedTuple):
    """What a token says. ref: a habit's or task's id, or what is unsubscribed from (a kind of message)."""

    purpose: Purpose
    user_id: str
    ref: str
    day: date | None
    expires_at: datetime


class NoLink(Exception):
    """This is no token, or is none any more. `expired`: it was one."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("expired" if expired else "not signed by us")
        self.expired = expired


def url(app_address: str, token: str) -> str:
    """Where a person opens it. app_address: https://…, without a slash at its end."""
    return f"{app_address}/act#{token}"


def is_token(text: str) -> bool:
    """Whether it has the form of one; whether it is one, `Links.read` tells."""
    return re.fullmatch(rf"[\w-]{{1,{MAX_LENGTH}}}", text, re.ASCII) is not None


class Links:
    """Signed with keys in `table`, which are kept while this object is. Methods raise Unavailable."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._keys: dict[int, bytes] = {}

    def token(
        self, purpose: Purpose, user_id: str, ref: str, day: date | None, expires_at: datetime, now: datetime
    ) -> str:
        """A new token, good until `expires_at` (to the minute; 60 days at most). Raises ValueError for what
        is no person's id."""
        number = (now - _EPOCH) // _KEY_USED
        head = _HEAD.pack(
            _VERSION,
            purpose,
            number,
            _minutes(expires_at),
            day.toordinal() if day else 0,
            UUID(user_id).bytes,
        )
        body = head + _packed(ref)
        return _text(body + _signature(self._key(number, make=now) or b"", body))

    def read(self, token: str, now: datetime) -> Link:
        """What the token is for. Raises NoLink for one that is not ours or has expired."""
        raw = _bytes(token)
        body, signature = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
        if len(body) <= _HEAD.size or body[0] != _VERSION:
            raise NoLink
        _, purpose, number, minutes, ordinal, user = _HEAD.unpack_from(body)
        key = self._key(number)
        if key is None or not hmac.compare_digest(_signature(key, body), signature):
            raise NoLink
        expires_at = _EPOCH + timedelta(minutes=minutes)
        if expires_at <= now:
            raise NoLink(expired=True)
        day = date.fromordinal(ordinal) if ordinal else None
        return Link(Purpose(purpose), str(UUID(bytes=user)), _unpacked(body[_HEAD.size :]), day, expires_at)

    def _key(self, number: int, make: datetime | None = None) -> bytes | None:
        """The key of that number, which is made if it must be; None when there is none (any more)."""
        if number not in self._keys:
            item = self._table.get(PARTITION, str(number), consistent=True)
            found = item["key"] if item else self._make(number) if make else None
            if found is None:
                return None
            self._keys[number] = found
        return self._keys[number]

    def _make(self, number: int) -> bytes:
        until = _EPOCH + (number + 1) * _KEY_USED + UNSUBSCRIBE_VALID
        key = secrets.token_bytes(_KEY_BYTES)
        item = {"pk": PARTITION, "sk": str(number), "key": key, "ttl": int(until.timestamp())}
        try:
            self._table.put(item, only_if_new=True)
        except ConditionFailed as sooner:
            key = (sooner.item or {})["key"]
        return key


def _signature(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:_MAC_BYTES]


def _minutes(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(minutes=1)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(token: str) -> bytes:
    try:
        if not 0 < len(token) <= MAX_LENGTH:
            raise ValueError
        return base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True)
    except ValueError:
        raise NoLink from None


def _packed(ref: str) -> bytes:
    """A ULID as its number with a zero byte ahead, which begins no text."""
    if not is_ulid(ref):
        return ref.encode()
    number = 0
    for character in ref:
        number = number << 5 | _ALPHABET.index(character)
    return b"\0" + number.to_bytes(16, "big")


def _unpacked(raw: bytes) -> str:
    if raw[0]:
        return raw.decode()
    number = int.from_bytes(raw[1:], "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
