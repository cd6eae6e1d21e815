"""Bounds of notes and bookmarks. The API refuses what is outside."""

from __future__ import annotations

# Of one person, of both kinds: the heads of all are read for a list.
MAX_NOTES = 2000
MAX_BODY_BYTES = 50_000
MAX_HABITS_OF_A_NOTE = 20
MAX_URL = 2000
EXCERPT = 200
