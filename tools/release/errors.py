"""What can go wrong around a release, in words for the person who asked for it."""

from __future__ import annotations


class ReleaseError(Exception):
    """The message says what is wrong, what is live now, and what to do."""


class TakenOver(ReleaseError):
    """Another process has taken this rollout over: whoever gets this stops, and touches no alias any more."""
