from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.table import Table
from tests.support.cognito import FakeCognito, fake_cognito
from tests.support.mail import FakeSes, fake_mail


@pytest.fixture
def pool(table: Table) -> Iterator[FakeCognito]:
    with fake_cognito() as pool:
        yield pool


@pytest.fixture
def ses() -> Iterator[FakeSes]:
    with fake_mail() as ses:
        yield ses
