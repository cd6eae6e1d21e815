"""What a person is told when the local cloud cannot do something."""

from __future__ import annotations


class LocalError(Exception):
    """The message says what was wrong, where, and what to do; it is shown without a stack trace."""
