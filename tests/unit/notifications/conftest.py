from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared import clients
from shared.settings import settings
from shared.table import Table
from tests.support.text_messages import Phones
from tests.unit.notifications.home import Home


@pytest.fixture
def home(table: Table) -> Iterator[Home]:
    """Ada, where text messages are sent."""
    phones = Phones()
    with clients.override(sns=phones), settings.override(text_messages=True):
        yield Home(table, phones)
