"""Bodies and answers of links."""

from __future__ import annotations

from typing import Annotated, Literal

from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from shared.links import MAX_LENGTH
from shared.models import Input, Number, Text

LinkPurpose = Literal["check_in", "skip", "snooze", "done", "unsubscribe"]
Topic = Literal["habit", "task", "reminder", "milestone", "order", "digest"]
LinkState = Literal["open", "done"]


class LinkToken(Input):
    """What stands behind the # of a link's address."""

    token: Annotated[str, Text(MAX_LENGTH)]


class LinkUse(Input):
    """Follows a link. Following it again changes nothing more."""

    token: Annotated[str, Text(MAX_LENGTH)]
    minutes: Annotated[int, Number(5, 24 * 60)] = 60
    """Of a snooze: how long."""


class LinkAction(TypedDict):
    """What a link does, or has done."""

    purpose: LinkPurpose
    topic: Topic
    """What it is about: a habit, a task, or (to unsubscribe from) a kind of message."""
    name: str | None
    """The habit's name or the task's title; null for a kind of message."""
    date: str | None
    """The day that it is about."""
    state: LinkState
    """`done`: there is nothing (more) to do: the habit is marked as the link would, the task is done, no such
    mail comes."""
    until: str | None
    """When a snoozed reminder comes again; null before, and for other links."""
    expires_at: str
