"""Accounts of people who are not signed in. What the answers tell nobody: docs/decisions/0202."""

from __future__ import annotations

from datetime import datetime, timezone

from shared.identity import codes, native_mails, profile, scrypt
from shared.identity.credentials import Person
from shared.identity.native_base import Base, Item, is_confirmed
from shared.identity.pacing import pacer
from shared.identity.provider import CodeRefused
from shared.log import logger
from shared.metrics import count
from shared.table import ConditionFailed

# How long scrypt takes depends on the machine; without this, a caller's step of a second could end just
# before a mail went out or just after.
HASH_STEP_S = 0.5


class Accounts(Base):
    """See Provider."""

    def sign_up(
        self, email: str, password: str, name: str, timezone: str, language: str | None = None
    ) -> None:
        # Before it is known whether the address is free: a hash for nothing, so that the time is the same.
        with pacer.even(HASH_STEP_S):
            stored = scrypt.hashed(password)
        user_id = self.credentials.add(Person(email, stored, name, timezone, language), self.clock())
        self._send_code(user_id, email, codes.CONFIRM, language)

    def confirm(self, email: str, code: str) -> None:
        item = self.credentials.find(email)
        if item is None or is_confirmed(item):
            raise CodeRefused
        codes.redeem(self.table, item["user_id"], codes.CONFIRM, code, self.clock())
        try:
            self.credentials.confirm(item, self.clock())
        except ConditionFailed as failed:
            raise CodeRefused from failed
        self._welcome(item)

    def resend(self, email: str) -> None:
        item = self.credentials.find(email)
        if item is not None and not is_confirmed(item):
            self._send_code(item["user_id"], email, codes.CONFIRM, item.get("language"))

    def forgot(self, email: str) -> None:
        item = self.credentials.find(email)
        if item is not None and is_confirmed(item):
            self._send_code(item["user_id"], email, codes.RESET, self.language(item))

    def reset(self, email: str, code: str, password: str) -> str:
        item = self.credentials.find(email)
        if item is None or not is_confirmed(item):
            raise CodeRefused
        user_id: str = item["user_id"]
        item = codes.redeem(self.table, user_id, codes.RESET, code, self.clock())
        # A code that went to an address which the person has left since is in the wrong hands.
        if item.get("email") != email:
            raise CodeRefused
        self.credentials.change(user_id, {"password": scrypt.hashed(password)})
        return user_id

    def _send_code(self, user_id: str, email: str, purpose: codes.Purpose, language: str | None) -> None:
        code = codes.issue(self.table, user_id, purpose, self.clock(), {"email": email})
        if code is None:
            logger.warning("no more codes this hour", purpose=purpose.name, user_id=user_id)
            return
        native_mails.send_code(email, purpose.name, code, language)

    def _welcome(self, item: Item) -> None:
        """Writes the profile. What goes wrong is made up for at the next login (docs/decisions/0204)."""
        try:
            now = datetime.fromtimestamp(self.clock(), timezone.utc)
            profile.write_if_missing(self.table, profile.new_item(attributes_of(item), now))
        except Exception:  # noqa: BLE001  # the account is confirmed, and that is not taken back
            logger.exception("the profile could not be written")
            count("ProfileWriteFailures")


def attributes_of(item: Item) -> dict[str, str]:
    """A CREDENTIALS item in Cognito's words, which everything above the provider uses."""
    known = {
        "sub": item["user_id"],
        "email": item["email"],
        "name": item["name"],
        "zoneinfo": item["timezone"],
        "locale": item.get("language"),
    }
    return {name: value for name, value in known.items() if value is not None}
