from __future__ import annotations

import pytest

from shared.table import Table
from tests.unit.tasks.client import Person


@pytest.fixture
def ada(table: Table) -> Person:
    """Somebody in UTC, on Sunday 10 May 2099 at noon."""
    return Person(table)
