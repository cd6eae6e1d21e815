from __future__ import annotations

import pytest

from shared.table import Table
from tests.unit.notes.client import Person


@pytest.fixture
def ada(table: Table) -> Person:
    return Person(table)
