"""Where a request comes from, behind CloudFront (docs/decisions/0208)."""

from __future__ import annotations

import re

HEADER = "x-viewer-address"

# An IP address, as far as its characters go. It ends up in mails and lists: other text stays out.
_ADDRESS = re.compile(r"[0-9A-Fa-f.:]{2,45}")


def address(claimed: str | None, connection: str) -> str:
    """The viewer's IP address: `claimed` is the header, which CloudFront overwrites; without one, or with
    something else in it, the connection's.
    """
    return claimed if claimed and _ADDRESS.fullmatch(claimed) else connection
