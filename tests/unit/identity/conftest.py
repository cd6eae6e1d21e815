"""The two keepers of credentials."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.identity.provider import Provider
from tests.support.providers import Keeper, cognito_keeper, native_keeper


@pytest.fixture(params=[cognito_keeper, native_keeper], ids=["cognito", "native"])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    with request.param() as made:
        yield made


@pytest.fixture
def provider(keeper: Keeper) -> Provider:
    return keeper.provider
