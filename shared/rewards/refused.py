"""What PostgreSQL says of a value, without naming its driver."""

from __future__ import annotations


class RefusedValue(Exception):
    """The database cannot hold one of the values; trying again would not help."""
