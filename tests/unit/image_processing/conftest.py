from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.table import Table
from tests.support.media import Person, a_person


@pytest.fixture
def ada(table: Table) -> Iterator[Person]:
    with a_person(table) as person:
        yield person
