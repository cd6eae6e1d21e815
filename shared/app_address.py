"""Where the web app is, for links in mails: `CONFIG#APP`/`ADDRESS`, which Terraform writes (variable
app_address, or the address of CloudFront's distribution). It is no environment variable because functions
are made before the distribution that leads to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.table import Table

KEY = ("CONFIG#APP", "ADDRESS")
_KEPT = timedelta(minutes=10)


class AppAddress:
    """That in `table`, looked up every ten minutes."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: tuple[datetime, str] | None = None

    def at(self, now: datetime) -> str:
        """`https://…`, without a slash at its end; "" while there is no web app. Raises Unavailable."""
        if self._known is None or now - self._known[0] > _KEPT:
            item = self._table.get(*KEY) or {}
            self._known = now, str(item.get("url", "")).rstrip("/")
        return self._known[1]
