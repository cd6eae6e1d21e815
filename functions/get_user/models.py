"""What the API says about a person."""

from __future__ import annotations

from shared.identity.answers import Profile

__all__ = ["Profile"]
