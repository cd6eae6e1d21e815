"""What a person gets of their data, and what closing an account takes and gives."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.identity.answers import Profile
from shared.identity.fields import Password
from shared.models import Input


class CloseAccount(Input):
    """The wish to have an account erased."""

    password: Password
    """Asked for again: a phone that is left unlocked closes no account."""


class ClosingAccount(TypedDict):
    """An account that will be erased."""

    erase_at: str
    """RFC 3339, UTC. Until then the account works as ever and can be kept."""


class AccountState(TypedDict):
    """What is noted about the account itself."""

    password_changed_at: Any
    """RFC 3339, UTC; null when it never was."""
    erase_at: str | None
    """When the account will be erased; null for one that is not being closed."""
    recovery_codes_left: int


class Everything(TypedDict):
    """All that is kept about a person, apart from secrets and what is computed from the rest."""

    format: Literal["daybook-everything"]
    version: int
    exported_at: str
    profile: Profile | None
    account: AccountState
    habits: dict[str, Any]
    """Habits, days, notes, amounts, vacations: Daybook's own export, which can be imported as it is."""
    bin: list[dict[str, Any]]
    """Deleted habits with their days, as above, for the 30 days that they can be restored."""
    frozen_days: dict[str, Any]
    """Days that a streak freeze holds, by the habit's id."""
    tasks: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    """Notes and bookmarks with their bodies; those with `deleted_at` are in the bin, for 30 days."""
    files: list[dict[str, Any]]
    """What is known of the files, which are loaded one by one."""
    points: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    rewards: list[dict[str, Any]]
    freezes: list[dict[str, Any]]
    themes: list[dict[str, Any]]
    leaderboard: list[dict[str, Any]]
    """The name under which the person takes part, and the points of their entries; empty when they do not."""
    notifications: list[dict[str, Any]]
    notification_preferences: list[dict[str, Any]]
    push_devices: list[dict[str, Any]]
    """Browsers that notifications are pushed to."""
    phone: list[dict[str, Any]]
    devices: list[dict[str, Any]]
    edits: list[dict[str, Any]]
    """The history of edits. `device` is a device's `hash`."""
    imports: list[dict[str, Any]]
    exports: list[dict[str, Any]]
    calendar: list[dict[str, Any]]
    """Whether there is a calendar's secret address, and since when."""
    sessions: list[dict[str, Any]]
    tokens: list[dict[str, Any]]
    events: list[dict[str, Any]]
    """What happened to the account's safety."""
