"""Bounds that tasks and notes have in common. The API refuses what is outside."""

from __future__ import annotations

MAX_TAGS = 10
MAX_TAG = 40
