"""Opening and renewing sessions, and making up for what got lost when the person signed up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from functions.login.provider import subject_of
from shared.identity import profile
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from functions.login.provider import Tokens, UserPool
    from functions.login.repository import Profiles
    from shared.identity.pacing import Pacer

# A refusal takes this long or a multiple of it, however far Cognito went before it refused.
REFUSAL_STEP_S = 0.5


def log_in(
    pool: UserPool, profiles: Profiles, pacer: Pacer, email: str, password: str, now: datetime
) -> Tokens:
    """Raises Unauthenticated or Forbidden (see UserPool.open_session). `now` is aware."""
    with pacer.even(REFUSAL_STEP_S, failures_only=True):
        tokens = pool.open_session(email, password)
    heal(pool, profiles, tokens, now)
    return tokens


def renew(pool: UserPool, profiles: Profiles, refresh_token: str, now: datetime) -> Tokens:
    """Raises Unauthenticated (see UserPool.renew_session). `now` is aware."""
    tokens = pool.renew_session(refresh_token)
    heal(pool, profiles, tokens, now)
    return tokens


def heal(pool: UserPool, profiles: Profiles, tokens: Tokens, now: datetime) -> None:
    """Writes the profile if the post-confirmation trigger could not."""
    try:
        user_id = subject_of(tokens.access)
        if not profiles.exists(user_id) and profiles.add(profile.new_item(pool.attributes(user_id), now)):
            logger.warning("made up for a missing profile", user_id=user_id)
            count("ProfilesHealed")
    except Exception:  # noqa: BLE001  # the credentials were right, and the next login tries again
        logger.exception("could not make sure of the profile")
        count("ProfileHealFailures")
