"""What tests of a keeper of credentials do again and again (tests/support/providers.py makes the keepers)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared.errors import DomainError, Unauthenticated
from shared.identity.provider import AddressTaken, Challenge, CodeRefused, SignedIn
from tests.support.providers import Keeper

ADA, EVE, NOBODY = "ada@example.com", "eve@example.com", "nobody@example.com"
PASSWORD, OTHER = "correct horse battery staple", "another battery, still correct"

INVALID_CREDENTIALS = (Unauthenticated, "invalid-credentials")
SESSION_ENDED = (Unauthenticated, "session-ended")
CHALLENGE_EXPIRED = (Unauthenticated, "challenge-expired")
REFUSED = (CodeRefused, "")


def join(keeper: Keeper, email: str = ADA, password: str = PASSWORD) -> SignedIn:
    """Somebody signs up, confirms and signs in."""
    keeper.provider.sign_up(email, password, "Ada", "Europe/London", "en")
    keeper.provider.confirm(email, keeper.code_for(email))
    return log_in(keeper, email, password)


def log_in(keeper: Keeper, email: str = ADA, password: str = PASSWORD) -> SignedIn:
    keeper.time.now += 1
    answer = keeper.provider.log_in(email, password)
    assert isinstance(answer, SignedIn)
    return answer


def enrol(keeper: Keeper, who: SignedIn) -> str:
    """Gives somebody an authenticator app; its secret."""
    secret = keeper.provider.enrol_totp(who.user_id, who.access_token)
    keeper.provider.verify_totp(who.user_id, who.access_token, keeper.app_shows(secret))
    return secret


def challenge(keeper: Keeper, password: str = PASSWORD) -> Challenge:
    answer = keeper.provider.log_in(ADA, password)
    assert isinstance(answer, Challenge)
    return answer


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def refusal(call: Callable[[], object]) -> tuple[type[Exception], str]:
    """What a call raises, and its code."""
    with pytest.raises((DomainError, CodeRefused, AddressTaken)) as raised:
        call()
    return type(raised.value), getattr(raised.value, "code", "")
