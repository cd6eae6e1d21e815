"""Sessions of browsers: the refresh token is in a cookie (shared/identity/session_cookie.py).

docs/decisions/0203 says why, and what each of the three locks keeps out.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from shared.errors import Forbidden

_DEFAULT_PORTS = {"https": 443, "http": 80}


def is_browser(headers: Mapping[str, str]) -> bool:
    """Whether the web app calls. CORS never lets another site's page send this header along with a cookie."""
    return headers.get("x-daybook-client", "").strip().lower() == "web"


def require_own_page(origin: str, host: str) -> None:
    """Raises Forbidden unless `origin` ("https://host[:port]") is a page of `host` ("host[:port]") itself."""
    if not _same_place(origin, host):
        raise Forbidden("Sessions can only be used from Daybook's own pages.", code="cross-site")


def _same_place(origin: str, host: str) -> bool:
    try:
        page, place = urlsplit(origin), urlsplit(f"//{host}")
        default = _DEFAULT_PORTS[page.scheme]
        ports_agree = (page.port or default) == (place.port or default)
    except (KeyError, ValueError):  # "null", another scheme, or a port that is no number
        return False
    name = page.hostname
    return (
        bool(name) and name == place.hostname and ports_agree and (page.scheme == "https" or _is_local(name))
    )


def _is_local(name: str | None) -> bool:
    # Browsers trust these names without TLS (W3C Secure Contexts, 3.1), and the local cloud has none.
    return name in {"localhost", "127.0.0.1", "::1"} or str(name).endswith(".localhost")
