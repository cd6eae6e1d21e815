"""Bounds of habits and check-ins. The API refuses what is outside; the encoding of a day relies on it."""

from __future__ import annotations

from datetime import date

# Earlier days cannot be marked: a typing mistake would make centuries of empty days.
FIRST_DAY = date(2000, 1, 1)
# Of one user, archived ones included.
MAX_HABITS = 500
# A day's value or a target; in thousandths it fits the 34 bits that a day's attribute has for it.
MAX_AMOUNT = 10_000_000
MAX_TIMES_A_WEEK = 7
MAX_TIMES_A_MONTH = 30
MAX_INTERVAL_DAYS = 365
MAX_SEQUENCE = 65_535
MAX_REMINDERS = 10
# Listed or edited in one request: a leap year.
MAX_DAYS_AT_ONCE = 366
# Single amounts of one day since it was last set as a whole, removed ones included.
MAX_ENTRIES = 200
