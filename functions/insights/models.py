"""Answers of the insights' API."""

from __future__ import annotations

from shared.habits.answers import Stats as Stats
