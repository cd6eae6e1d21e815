"""Answers of the insights' API."""

from __future__ import annotations

from functions.insights.edit_models import EditPage as EditPage
from functions.insights.edit_models import LoggedEdit as LoggedEdit
from shared.habits.answers import Stats as Stats
