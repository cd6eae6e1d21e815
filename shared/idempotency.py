"""A repeated request does its work once: the first answer is kept for a day under the caller's
Idempotency-Key.

    outcome = idempotency.once(table, request.user.id, request.idempotency_key, body, produce)
    return Response(**outcome)
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

from shared.errors import Conflict, Invalid
from shared.ids import new_ulid
from shared.table import ConditionFailed, Table

KEPT_FOR_S = 24 * 60 * 60
# Longer than any function with routes may run: a claim this old belongs to an attempt that died.
CLAIMED_FOR_S = 60
MAX_KEY_LENGTH = 200

Outcome = dict[str, Any]


def once(table: Table, user_id: str, key: str | None, body: Any, produce: Callable[[], Outcome]) -> Outcome:
    """What `produce()` gives, or gave when this key came first; just `produce()` without a key.

    body: the request's (a model or JSON), to notice when a key comes back with another one. The outcome is a
    dict of JSON values, kept and returned as it is (for instance the arguments of Response). When `produce`
    raises, the key is free again. Raises Conflict for the same key with another body, or while the first
    request is still at work; Invalid for an unfit key.
    """
    if key is None:
        return produce()
    claim = _Claim(table, partition(user_id), checked(key), fingerprint(body))
    kept = claim.take()
    if kept is not None:
        return kept
    try:
        outcome = produce()
    except BaseException:
        claim.release()
        raise
    claim.keep(outcome)
    return outcome


def partition(user_id: str) -> str:
    return f"IDEMPOTENCY#{user_id}"


def checked(key: str) -> str:
    """`key`. Raises Invalid for an unfit one."""
    if len(key) > MAX_KEY_LENGTH:
        raise Invalid(f"The Idempotency-Key must not have more than {MAX_KEY_LENGTH} characters.")
    return key


def fingerprint(body: Any) -> str:
    """The same for the same body (a model or JSON) only."""
    plain = body.model_dump(mode="json") if hasattr(body, "model_dump") else body
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def reused() -> Conflict:
    """For a key that comes back with another body."""
    return Conflict(
        "This Idempotency-Key was used with another body. Use a new key for a new request.",
        code="idempotency-key-reused",
    )


class _Claim:
    def __init__(self, table: Table, pk: str, key: str, fingerprint: str) -> None:
        self.table, self.pk, self.key, self.fingerprint = table, pk, key, fingerprint
        self.id = new_ulid()

    def take(self) -> Outcome | None:
        """Claims the key, or gives the outcome that is kept under it."""
        now = int(time.time())
        try:
            self.table.update(
                self.pk,
                self.key,
                set={
                    "body": self.fingerprint,
                    "claim": self.id,
                    "claimed_until": now + CLAIMED_FOR_S,
                    "ttl": now + KEPT_FOR_S,
                },
                remove=["outcome"],
                condition="attribute_not_exists(#pk) OR #ttl < :now OR "
                "(attribute_not_exists(#outcome) AND #body = :body AND #claimed_until < :now)",
                values={":now": now, ":body": self.fingerprint},
                return_new=False,
            )
        except ConditionFailed as failure:
            return self._kept(failure.item or {})
        return None

    def _kept(self, item: dict[str, Any]) -> Outcome | None:
        if item.get("claim") == self.id:  # the client repeated the update because its answer was lost
            return None
        if item.get("body") != self.fingerprint:
            raise reused()
        if "outcome" not in item:
            raise Conflict(
                "The first request with this Idempotency-Key is still at work. Repeat it in a second.",
                code="request-in-progress",
            )
        outcome: Outcome = json.loads(item["outcome"])
        return outcome

    def keep(self, outcome: Outcome) -> None:
        self.table.update(self.pk, self.key, set={"outcome": json.dumps(outcome)}, return_new=False)

    def release(self) -> None:
        self.table.delete(self.pk, self.key)
