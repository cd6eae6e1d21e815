"""What people change about their own account once they are signed in. The access token is not needed here:
whoever calls has had it checked."""

from __future__ import annotations

from shared.identity import codes, native_mails, scrypt, taken, totp
from shared.identity.native_accounts import attributes_of
from shared.identity.native_base import Base, Item, is_confirmed, session_ended
from shared.identity.provider import AddressTaken, CodeRefused
from shared.table import ConditionFailed


class People(Base):
    """See Provider."""

    def change_password(self, user_id: str, password: str) -> None:
        self._change(user_id, {"password": scrypt.hashed(password)})

    def begin_email_change(self, user_id: str, email: str, access_token: str) -> None:
        item = self.person(user_id)
        # Also for an address that is taken: there are no more mails to strangers than there are codes.
        code = codes.issue(self.table, user_id, codes.EMAIL, self.clock(), {"email": email})
        if code is None:
            return
        owner = self.credentials.find(email)
        if owner is None:
            native_mails.send_code(email, codes.EMAIL.name, code, self.language(item))
        elif is_confirmed(owner):
            taken.tell_owner(self.table, email, self.language(owner), self.clock())

    def confirm_email_change(self, user_id: str, code: str, access_token: str) -> str:
        item = self.person(user_id)
        email: str = codes.redeem(self.table, user_id, codes.EMAIL, code, self.clock())["email"]
        try:
            self.credentials.move(item, email, self.clock())
        except AddressTaken as refused:
            raise CodeRefused from refused
        return email

    def has_totp(self, user_id: str) -> bool:
        return "totp" in self.person(user_id)

    def enrol_totp(self, user_id: str, access_token: str) -> str:
        secret = totp.new_secret()
        self._change(user_id, {"totp_pending": secret})
        return secret

    def verify_totp(self, user_id: str, access_token: str, code: str) -> None:
        secret = self.person(user_id).get("totp_pending")
        step = None if secret is None else totp.step_of(secret, code, self.clock(), None)
        if step is None:
            raise CodeRefused
        active = {"totp": secret, "totp_last_step": step, "totp_pending": None}
        try:
            self.credentials.change(user_id, active, "#totp_pending = :secret", {"secret": secret})
        except ConditionFailed as failed:
            raise CodeRefused from failed

    def disable_totp(self, user_id: str) -> None:
        self._change(user_id, {"totp": None, "totp_last_step": None, "totp_pending": None})

    def attributes(self, user_id: str) -> dict[str, str]:
        return attributes_of(self.person(user_id))

    def delete(self, user_id: str) -> None:
        self.credentials.delete(user_id)

    def _change(self, user_id: str, changes: Item) -> None:
        try:
            self.credentials.change(user_id, changes)
        except ConditionFailed as failed:
            raise session_ended() from failed
