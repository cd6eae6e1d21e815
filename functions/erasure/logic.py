"""What must be so before something is handed out or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.errors import Conflict, Forbidden

if TYPE_CHECKING:
    from shared.identity.provider import Provider

# Lambda answers 6 MB at most, base64 and headers included.
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MAX_EXPORT_BYTES = 5 * 1024 * 1024


def require_password(identity: Provider, user_id: str, email: str, password: str) -> None:
    """Raises Forbidden("wrong-password"): 401 would sign the person out, who is signed in."""
    if not identity.check_password(user_id, email, password):
        raise Forbidden("That is not your password. Your account is as it was.", code="wrong-password")


def require_fitting(document: str) -> None:
    """Raises Conflict("export-too-large")."""
    if len(document.encode()) > MAX_EXPORT_BYTES:
        raise Conflict(
            'Your data is more than one answer holds. POST /exports with {"format": "everything"} writes it '
            "into a file.",
            code="export-too-large",
        )
