"""Making up for a profile that could not be written when the person signed up (docs/decisions/0204)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.login.repository import Profiles
from shared.identity import profile
from shared.log import logger
from shared.metrics import count

if TYPE_CHECKING:
    from functions.login.desk import Desk


def heal(desk: Desk, user_id: str) -> None:
    """Writes the profile if there is none. Never raises: the credentials were right, the next login tries
    again.
    """
    profiles = Profiles(desk.table)
    try:
        if not profiles.exists(user_id):
            item = profile.new_item(desk.provider.attributes(user_id), desk.caller.now)
            if profiles.add(item):
                logger.warning("made up for a missing profile", user_id=user_id)
                count("ProfilesHealed")
    except Exception:  # noqa: BLE001  # whatever it is, it is no reason to refuse
        logger.exception("could not make sure of the profile")
        count("ProfileHealFailures")
