"""What follows when somebody has confirmed their address."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.identity import profile
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from shared.table import Table

# The trigger also runs after a forgotten password, when there is nothing to do.
SIGN_UP = "PostConfirmation_ConfirmSignUp"


def welcome(event: dict[str, Any], table: Table, now: datetime) -> dict[str, Any]:
    """Writes the profile, once, and gives the event back as Cognito wants it. `now` is aware. Never raises.

    Cognito has confirmed the person by now. An exception would not undo that, it would only tell them that it
    failed. So a profile that cannot be written is logged, counted, and made up for at the next login
    (docs/decisions/0204).
    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
    """
    if event.get("triggerSource") != SIGN_UP or _is_from_elsewhere(event):
        return event
    try:
        item = profile.new_item(event["request"]["userAttributes"], now)
        profile.write_if_missing(table, item)
        logger.info("profile written", user_id=item["id"])
    except Exception:  # noqa: BLE001  # whatever it is, see above
        logger.exception("the profile could not be written")
        count("ProfileWriteFailures")
    return event


def _is_from_elsewhere(event: dict[str, Any]) -> bool:
    """Who signs in at another provider gets an account of ours to it, and that one gets the profile
    (docs/decisions/0211).
    """
    attributes = (event.get("request") or {}).get("userAttributes") or {}
    return bool(attributes.get("cognito:user_status") == "EXTERNAL_PROVIDER")
