"""What can go wrong in a build, in words for the person who builds."""

from __future__ import annotations


class BuildError(Exception):
    """The build stopped; the message says what is wrong, where, and what to do."""
