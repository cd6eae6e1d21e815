"""Bounds of tasks. The API refuses what is outside."""

from __future__ import annotations

# Of one person, done ones included: all of them are read for a list.
MAX_TASKS = 2000
MAX_TITLE, MAX_NOTE = 200, 5000
MAX_SUBTASKS = 50
MAX_REMINDERS = 10
MAX_INTERVAL = 365
MAX_DAYS_BEFORE = 60
# Positions are fractions between neighbours; a new task's is the second of its making.
MAX_POSITION = 1e12
