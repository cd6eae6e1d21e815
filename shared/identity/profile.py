"""The PROFILE item: what Daybook knows about a person. Their credentials are in Cognito."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from shared.errors import NotFound
from shared.identity import addresses
from shared.identity.timezones import is_timezone
from shared.media.keys import media_key, picture
from shared.media.kinds import SIZES

if TYPE_CHECKING:
    from shared.identity.answers import Profile
    from shared.table import Table

SORT_KEY = "PROFILE"
FALLBACK_ZONE = "UTC"
LANGUAGES = ("en", "de")  # as Language in shared/identity/answers.py

_SHOWN = ("id", "email", "name", "timezone", "day_start_hour", "created_at")


def partition_key(user_id: str) -> str:
    """`user_id` is the user pool's `sub`."""
    return f"USER#{user_id}"


def new_item(attributes: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """A person's first item, from the attributes of their account: sub, email, name, zoneinfo, locale.

    `now` is aware. A user who was made by hand may lack a name (then what stands before the @), a known
    zone (then UTC) or a known language; without sub or email nothing can be made of them: KeyError.
    """
    email = addresses.normalise(attributes["email"])
    zone = attributes.get("zoneinfo", "")
    created_at = now.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    language = attributes.get("locale")
    return {
        "pk": partition_key(attributes["sub"]),
        "sk": SORT_KEY,
        "id": attributes["sub"],
        "email": email,
        "name": attributes.get("name") or email.partition("@")[0],
        "timezone": zone if is_timezone(zone) else FALLBACK_ZONE,
        "day_start_hour": 0,
        "created_at": created_at,
        "updated_at": created_at,
        "version": 1,
        **({"language": language} if language in LANGUAGES else {}),
    }


def shape(item: Mapping[str, Any]) -> Profile:
    """A PROFILE item as the API shows it."""
    shown: Any = {name: item[name] for name in _SHOWN}
    shown["week_start"] = item.get("week_start", 1)
    shown["language"] = item.get("language")
    shown["photo"] = _photo(item["id"], item["photo"]) if "photo" in item else None
    return shown  # type: ignore[no-any-return]  # built from names


def language_of(chosen: str | None, accept_language: str = "") -> str:
    """ "en" or "de": what the person has chosen, else what their browser asks for first, else English."""
    wanted = chosen or accept_language.strip()[:2].lower()
    return "de" if wanted == "de" else "en"


def _photo(user_id: str, file_id: str) -> dict[str, str]:
    large, small = (f"/{media_key(user_id, file_id, picture(size))}" for size in SIZES[1:])
    return {"id": file_id, "url": large, "small_url": small}


def missing() -> NotFound:
    """For a profile that is not there: signing in and refreshing both write it, so this passes by itself."""
    detail = "Your profile is not there yet. Sign out and in again, which makes it."
    return NotFound(detail, code="profile-missing")


def write_if_missing(table: Table, item: dict[str, Any]) -> bool:
    """Stores a new item; False when there is one already, which is left as it is. May be repeated."""
    from shared.table import ConditionFailed

    try:
        table.put(item, only_if_new=True)
    except ConditionFailed:
        return False
    return True
