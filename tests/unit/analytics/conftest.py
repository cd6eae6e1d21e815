from __future__ import annotations

import pytest

from shared.table import Table
from tests.unit.analytics.client import Ada


@pytest.fixture
def ada(table: Table) -> Ada:
    """Somebody in UTC, on Sunday 10 May 2099 at noon."""
    return Ada(table)
