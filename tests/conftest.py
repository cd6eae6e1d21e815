"""What every test shares: a clean environment, no network, the table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

# Before anything imports botocore: no test may find a real account or wait for the metadata service.
os.environ.update(
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="eu-west-2",
    AWS_REGION="eu-west-2",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    DAYBOOK_DESCRIBE_MODELS="1",  # as for the OpenAPI document, which some tests make
)

from shared import clients
from shared.settings import settings
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import QUICK

TESTS = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    exhaustive = [item for item in items if item.get_closest_marker("exhaustive")]
    if QUICK and exhaustive:
        items[:] = [item for item in items if not item.get_closest_marker("exhaustive")]
        config.hook.pytest_deselected(items=exhaustive)


@pytest.fixture(autouse=True)
def _fresh_shared_state() -> Iterator[None]:
    """Settings and clients are kept while a function is warm; between tests they are not."""
    with settings.override():
        yield
    clients.forget()


@pytest.fixture(autouse=True)
def _closed_sockets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Unit and contract tests reach no network. A test that needs loopback says so:
    @pytest.mark.enable_socket.
    """
    kind = request.path.relative_to(TESTS).parts[0]
    if kind not in ("unit", "contract") or request.node.get_closest_marker("enable_socket"):
        yield
        return
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture
def table() -> Iterator[Table]:
    """The single table, empty; Table() and client("dynamodb") lead to it too. In memory, which
    tests/unit/shared/test_memory.py holds to moto: hundreds of tests need one, and moto takes fifty times as
    long.
    """
    with memory_table() as made:
        yield made
