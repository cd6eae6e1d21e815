from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared import clients
from shared.table import Table
from tests.unit.habits.client import CountingClient, Person


@pytest.fixture
def ada(table: Table) -> Person:
    """Somebody in UTC, on Sunday 10 May 2099 at noon."""
    return Person(table)


@pytest.fixture
def dynamodb(table: Table) -> Iterator[CountingClient]:
    """What Table() works with, counted."""
    counting = CountingClient(clients.client("dynamodb"))
    with clients.override(dynamodb=counting):
        yield counting
