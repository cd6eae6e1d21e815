"""Opening and renewing sessions. What is kept of them: shared/identity/sessions.py."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone

from shared.clients import client
from shared.errors import Forbidden, Unauthenticated
from shared.identity import scrypt, totp
from shared.identity.native_base import Base, Item, is_confirmed, session_ended
from shared.identity.provider import Challenge, CodeRefused, SignedIn
from shared.ids import is_ulid, milliseconds_of, new_ulid
from shared.settings import settings
from shared.table import ConditionFailed

# Not the one that was used last, nor any before it. The secret: the app may have been replaced meanwhile.
_UNUSED = "#totp = :secret AND (attribute_not_exists(#totp_last_step) OR #totp_last_step < :step)"


class Sessions(Base):
    """See Provider. A session's id is a ULID, which tells when it was opened."""

    def log_in(self, email: str, password: str) -> SignedIn | Challenge:
        item = self.credentials.find(email)
        # Nobody's password takes as long to be wrong as somebody's.
        if not _matches(password, item) or item is None:
            raise Unauthenticated("E-mail address or password is wrong.", code="invalid-credentials")
        if not is_confirmed(item):
            raise Forbidden(
                "Confirm your e-mail address first, with the code we sent.", code="email-not-confirmed"
            )
        item = self._upgraded(item, password)
        if "totp" in item:
            return Challenge(item["user_id"], _state(item))
        return self._opened(item["user_id"])

    def answer(self, challenge: Challenge, code: str) -> SignedIn:
        item = self.credentials.get(challenge.user_id)
        if item is None or "totp" not in item or _state(item) != challenge.state:
            raise Unauthenticated("That took too long. Sign in again.", code="challenge-expired")
        step = totp.step_of(item["totp"], code, self.clock(), item.get("totp_last_step"))
        if step is None:
            raise CodeRefused
        try:
            values = {"secret": item["totp"], "step": step}
            self.credentials.change(challenge.user_id, {"totp_last_step": step}, _UNUSED, values)
        except ConditionFailed as failed:
            raise CodeRefused from failed
        return self._opened(challenge.user_id)

    def renew(self, user_id: str, session_id: str, renewal: str) -> SignedIn:
        item = self.person(user_id)
        if not is_ulid(session_id) or milliseconds_of(session_id) <= item.get("sessions_after", -1):
            raise session_ended()
        return self._signed_in(user_id, session_id)

    def end(self, renewal: str) -> None:
        """There is nothing to do: without its SESSION# item a session is renewed no more."""

    def end_all(self, user_id: str) -> None:
        try:
            self.credentials.change(user_id, {"sessions_after": int(self.clock() * 1000)})
        except ConditionFailed:
            return  # nobody, who has no sessions

    def check_password(self, user_id: str, email: str, password: str) -> bool:
        item = self.credentials.get(user_id)
        return _matches(password, item)

    def _upgraded(self, item: Item, password: str) -> Item:
        """The item, its password stored at today's cost from now on."""
        if not scrypt.is_weaker(item["password"]):
            return item
        stored = scrypt.hashed(password)
        try:
            values = {"old": item["password"]}
            self.credentials.change(item["user_id"], {"password": stored}, "#password = :old", values)
        except ConditionFailed:  # it was set anew at this moment: that one is kept
            return item
        return {**item, "password": stored}

    def _opened(self, user_id: str) -> SignedIn:
        return self._signed_in(user_id, new_ulid(datetime.fromtimestamp(self.clock(), timezone.utc)))

    def _signed_in(self, user_id: str, session_id: str) -> SignedIn:
        # Here, as they need PyJWT: signing up and confirming do not, and are spared the layer.
        from shared.identity import native_tokens, signing_keys

        claims = native_tokens.claims_of(settings.issuer, user_id, session_id, new_ulid(), self.clock())
        signer = signing_keys.signer(client("secretsmanager"), settings.signing_secret_arn)
        return SignedIn(user_id, session_id, signer.sign(claims), native_tokens.LIFE_S, renewal="")


def _matches(password: str, item: Item | None) -> bool:
    return scrypt.matches(password, None if item is None else item["password"])


def _state(item: Item) -> str:
    """What a challenge remembers of the password that was right: with another one it counts for nothing."""
    return hashlib.sha256(item["password"].encode()).hexdigest()
