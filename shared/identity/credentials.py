"""What Daybook's own identity knows of a person, apart from their data: how they prove who they are.

`AUTH#<user>`/`CREDENTIALS`: email, name, timezone, language, password (shared/identity/scrypt.py),
confirmed_at, totp (base32), totp_pending, totp_last_step, sessions_after (epoch ms).
`EMAIL#<email>`/`ACCOUNT`: user_id.
Both have a ttl until the address is confirmed, so what was never finished goes away by itself.

An address belongs to one account because both items are always written in one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

from shared.identity import codes
from shared.identity.provider import AddressTaken
from shared.table import ConditionFailed, Table

SORT_KEY = "CREDENTIALS"
UNCONFIRMED_LIFE_S = 7 * 24 * 3600

# Read in the place of somebody who is not there, so that both cases make the same requests.
_NOBODY = "nobody"
_FREE = "attribute_not_exists(#pk) OR #ttl < :now"

Item = dict[str, Any]


class Person(NamedTuple):
    """Somebody who signs up. `password` as shared/identity/scrypt.py stores it."""

    email: str
    password: str
    name: str
    timezone: str
    language: str | None


class Credentials:
    """Addresses are normalised; `now` is in epoch seconds. All methods raise Unavailable as Table does."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def get(self, user_id: str) -> Item | None:
        """The CREDENTIALS item. Consistent, because a password that was just replaced must not work."""
        return self.table.get(_auth(user_id), SORT_KEY, consistent=True)

    def find(self, email: str) -> Item | None:
        """The CREDENTIALS item of an address. An address that seems unknown is looked up again, consistently:
        it may be a moment old. Whoever asks takes equally long for both (shared/identity/pacing.py).
        """
        place = _address(email), "ACCOUNT"
        account = self.table.get(*place) or self.table.get(*place, consistent=True)
        return self.get(account["user_id"] if account else _NOBODY)

    def add(self, person: Person, now: float) -> str:
        """Makes an account that waits for its confirmation; its new id. Raises AddressTaken."""
        user_id, expires = str(uuid.uuid4()), int(now) + UNCONFIRMED_LIFE_S
        known = {name: value for name, value in person._asdict().items() if value is not None}
        item = {"pk": _auth(user_id), "sk": SORT_KEY, "user_id": user_id, **known, "ttl": expires}
        try:
            self.table.transact(
                self._claim(person.email, user_id, now, expires),
                self.table.put_operation(item, only_if_new=True),
            )
        except ConditionFailed as failed:
            raise AddressTaken from failed
        return user_id

    def confirm(self, item: Item, now: float) -> None:
        """The account stays. Raises ConditionFailed when it was confirmed already, or is gone."""
        confirmed_at = datetime.fromtimestamp(int(now), timezone.utc).isoformat().replace("+00:00", "Z")
        address = self.table.update_operation(
            _address(item["email"]),
            "ACCOUNT",
            remove=["ttl"],
            condition="#user_id = :user",
            values={"user": item["user_id"]},
        )
        credentials = self.table.update_operation(
            item["pk"],
            SORT_KEY,
            set={"confirmed_at": confirmed_at},
            remove=["ttl"],
            condition="attribute_exists(#pk) AND attribute_not_exists(#confirmed_at)",
        )
        self.table.transact(address, credentials)

    def change(
        self,
        user_id: str,
        changes: Mapping[str, Any],
        condition: str = "attribute_exists(#pk)",
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Sets attributes, and removes those whose new value is None. Raises ConditionFailed, also when there
        is no such person.
        """
        self.table.update(
            _auth(user_id),
            SORT_KEY,
            set={name: value for name, value in changes.items() if value is not None},
            remove=[name for name, value in changes.items() if value is None],
            condition=f"attribute_exists(#pk) AND ({condition})",
            values=values,
            return_new=False,
        )

    def move(self, item: Item, email: str, now: float) -> None:
        """Gives the account another address and sets the old one free. Raises AddressTaken."""
        try:
            self.table.transact(
                self._claim(email, item["user_id"], now, expires=None),
                self._released(item),
                self.table.update_operation(
                    item["pk"],
                    SORT_KEY,
                    set={"email": email},
                    condition="#email = :old",
                    values={"old": item["email"]},
                ),
            )
        except ConditionFailed as failed:
            raise AddressTaken from failed

    def delete(self, user_id: str) -> None:
        """Removes the credentials, the address and the codes that are out. May be repeated."""
        item = self.get(user_id)
        if item is not None:
            self._remove(item)
        for purpose in codes.PURPOSES:
            self.table.delete(*codes.key(user_id, purpose))

    def _remove(self, item: Item) -> None:
        try:
            self.table.transact(self._released(item), self.table.delete_operation(item["pk"], SORT_KEY))
        except ConditionFailed:  # the address has become somebody else's
            self.table.delete(item["pk"], SORT_KEY)

    def _claim(self, email: str, user_id: str, now: float, expires: int | None) -> Item:
        # An expired address is free even before DynamoDB gets round to removing it.
        return self.table.update_operation(
            _address(email),
            "ACCOUNT",
            set={"user_id": user_id, **({} if expires is None else {"ttl": expires})},
            remove=["ttl"] if expires is None else None,
            condition=_FREE,
            values={"now": int(now)},
        )

    def _released(self, item: Item) -> Item:
        return self.table.delete_operation(
            _address(item["email"]),
            "ACCOUNT",
            condition="attribute_not_exists(#pk) OR #user_id = :user",
            values={"user": item["user_id"]},
        )


def _auth(user_id: str) -> str:
    return f"AUTH#{user_id}"


def _address(email: str) -> str:
    return f"EMAIL#{email}"
