"""Where the bytes of a file lie. UPLOADS_BUCKET has what a person's device sent, for a day at most;
MEDIA_BUCKET what is shown, at the same path as in the app's address (CloudFront serves /media/*)."""

from __future__ import annotations

from collections.abc import Iterable

from shared.media.kinds import SIZES

DOCUMENT = "document.pdf"


def raw_key(user_id: str, file_id: str) -> str:
    """What was uploaded, in UPLOADS_BUCKET."""
    return f"raw/{user_id}/{file_id}"


def media_key(user_id: str, file_id: str, variant: str) -> str:
    """What is served, in MEDIA_BUCKET."""
    return f"media/{user_id}/{file_id}/{variant}"


def picture(size: int) -> str:
    """The variant that fits into a box of `size` pixels."""
    return f"{size}.webp"


def variants() -> Iterable[str]:
    """Every name that a variant may have."""
    return (*(picture(size) for size in SIZES), DOCUMENT)
