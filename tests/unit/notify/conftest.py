from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.notify.world import World, a_world


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made
