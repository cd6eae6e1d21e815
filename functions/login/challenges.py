"""Logins that wait for their second factor: what the client holds meanwhile, and how often it may guess."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from shared.errors import Unauthenticated
from shared.identity.provider import Challenge
from shared.identity.sealing import SECRET_LENGTH, digest, matches, new_secret, seal, unseal
from shared.ids import new_ulid

if TYPE_CHECKING:
    from functions.login.repository import Challenges

GOOD_FOR_S = 300
MOST_TRIES = 5


class Pending(NamedTuple):
    """A challenge whose holder has shown that it is theirs."""

    id: str
    challenge: Challenge


def expired() -> Unauthenticated:
    """For whatever cannot be answered any more, and for what never was a challenge."""
    return Unauthenticated("That took too long. Sign in again.", code="challenge-expired")


def keep(challenges: Challenges, challenge: Challenge, now: datetime) -> str:
    """What the client sends along with the code: `<user id>_<challenge id>_<secret>`."""
    challenge_id, secret = new_ulid(now), new_secret()
    item = {
        "hash": digest(secret),
        "state": seal(challenge.state, secret, _purpose(challenge.user_id, challenge_id)),
        "ttl": int(now.timestamp()) + GOOD_FOR_S,
    }
    challenges.put(challenge.user_id, challenge_id, item)
    return f"{challenge.user_id}_{challenge_id}_{secret}"


def find(challenges: Challenges, session: str, now: datetime) -> Pending:
    """Raises Unauthenticated unless it is a challenge that was given out in the last five minutes."""
    ids, secret = session[: -SECRET_LENGTH - 1], session[-SECRET_LENGTH:]
    user_id, _, challenge_id = ids.rpartition("_")
    item = challenges.get(user_id, challenge_id) if user_id and challenge_id else None
    if item is None or item["ttl"] <= now.timestamp() or not matches(secret, item["hash"]):
        raise expired()
    state = unseal(item["state"], secret, _purpose(user_id, challenge_id))
    return Pending(challenge_id, Challenge(user_id, state))


def count_try(challenges: Challenges, pending: Pending) -> None:
    """Raises Unauthenticated after as many tries as there are."""
    if not challenges.count_try(pending.challenge.user_id, pending.id, MOST_TRIES):
        raise expired()


def _purpose(user_id: str, challenge_id: str) -> str:
    return f"state of {user_id}/{challenge_id}"
