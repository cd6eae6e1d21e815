"""Ada's account."""

from __future__ import annotations

from tests.support.security import home as home
