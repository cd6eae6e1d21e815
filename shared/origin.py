"""Whether a request came through CloudFront, where the firewall stands (docs/decisions/1017)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from shared.settings import settings

# CloudFront's function writes it, over whatever the viewer sent (terraform/modules/static_site).
HEADER = "x-origin-key"


def is_cloudfront(headers: Mapping[str, str] | None) -> bool:
    """`headers`: as the event has them. Without a firewall it is true for everybody.

    The function knows the keys' SHA-256 only, so there is nothing to be found in its environment; and a
    comparison of sums tells nothing by the time that it takes.
    """
    known = settings.origin_keys
    if not known:
        return True
    sent = next((value for name, value in (headers or {}).items() if name.lower() == HEADER), "")
    return hashlib.sha256(sent.encode()).hexdigest() in known
