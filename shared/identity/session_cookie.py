"""The cookie with a browser's refresh token: no script can read it, no other site can use it.

docs/decisions/0203 says why.
"""

from __future__ import annotations

COOKIE = "__Secure-daybook-refresh"
# As long as sessions last. A cookie that outlives its token does no harm.
MAX_AGE_S = 30 * 24 * 3600

_ATTRIBUTES = "HttpOnly; Secure; SameSite=Strict; Path=/v1/auth"


def cookie_with(refresh_token: str) -> str:
    """The Set-Cookie value that keeps the token."""
    return f"{COOKIE}={refresh_token}; Max-Age={MAX_AGE_S}; {_ATTRIBUTES}"


def cookie_removed() -> str:
    """The Set-Cookie value that makes a browser forget the token."""
    return f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"
