"""Bounds of rewards and orders. PostgreSQL's columns rely on them (migration 0003)."""

from __future__ import annotations

MAX_PRICE = 100_000
MAX_QUANTITY = 10
# Of one person, without deleted ones.
MAX_REWARDS = 100
# Days on which one habit can be frozen: they stand in the habit's item, which Today reads.
MAX_FROZEN_DAYS = 100
# A day can be frozen, and be freed again, until so many days after it.
FREEZABLE_DAYS = 7
