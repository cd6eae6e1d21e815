"""A new signing key, in four steps that may each be repeated, and during which every token stays good:

createSecret: a new private key waits in the secret as AWSPENDING. setSecret: its public half is published.
testSecret: a token signed with it verifies. finishSecret: it becomes AWSCURRENT, and the key before it
verifies until the last token that it can have signed is gone.

Where two regions share the table (a standby), each has a secret of its own, and both keys stand side by side:
a rotation retires those of its own region only, since the other one goes on signing with its own.

The first key is made in the same way: then nothing is AWSCURRENT before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.identity import native_tokens, signing_keys
from shared.ids import new_ulid

if TYPE_CHECKING:
    from functions.rotate_secret.repository import PublishedKeySet, Secret

# Who signs keeps a key for a while, so the last token may begin its life that much after the change.
GOOD_AFTER_S = native_tokens.LIFE_S + signing_keys.RETIRED_S


class RotationRefused(Exception):
    """The step cannot be done; the message says why, without anything secret."""


def rotate(step: str, secret: Secret, keys: PublishedKeySet, issuer: str, now: float) -> None:
    """Does one step. `now`: epoch seconds. Raises RotationRefused."""
    if step == "createSecret":
        _create(secret)
    elif not secret.is_under_way():
        # An old key must not come back by a call with an old token.
        raise RotationRefused("this version of the signing secret waits for no rotation")
    elif step == "setSecret":
        keys.change(lambda known: _published(known, secret.pending(), secret.region, now))
    elif step == "testSecret":
        _test(secret, keys, issuer, now)
    elif step == "finishSecret":
        _finish(secret, keys, now)
    else:
        raise RotationRefused(f"{step!r} is no step of a rotation")


def _create(secret: Secret) -> None:
    if secret.has_pending():
        return
    secret.make_pending(signing_keys.secret_of(signing_keys.new_key()))


def _published(
    known: list[dict[str, Any]], key: signing_keys.Key, region: str, now: float
) -> list[dict[str, Any]]:
    alive = [one for one in known if one["until"] is None or one["until"] > now]
    if key.id in {one["kid"] for one in alive}:
        return alive
    return [*alive, signing_keys.published(key) | {"region": region}]


def _test(secret: Secret, keys: PublishedKeySet, issuer: str, now: float) -> None:
    claims = native_tokens.claims_of(issuer, "rotation-test", "rotation-test", new_ulid(), now)
    token = signing_keys.signed(secret.pending(), claims)
    try:
        native_tokens.verify(token, keys.reader(), issuer, now)
    except native_tokens.TokenRefused as refused:
        raise RotationRefused(f"a token of the new key does not verify: {refused}") from refused


def _finish(secret: Secret, keys: PublishedKeySet, now: float) -> None:
    key = secret.pending()
    # A repeated set: a key must never become current unpublished, whatever happened to the table since.
    keys.change(lambda known: _published(known, key, secret.region, now))
    secret.make_current()
    keys.change(lambda known: [_after(one, key.id, secret.region, now) for one in known])


def _after(one: dict[str, Any], current: str, region: str, now: float) -> dict[str, Any]:
    """A published key, once `current` signs in `region`. Keys from before there were two have no region."""
    replaced = one["kid"] != current and one.get("region", region) == region
    return {**one, "until": int(now) + GOOD_AFTER_S} if replaced and one["until"] is None else one
