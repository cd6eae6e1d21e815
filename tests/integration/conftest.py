"""Tests against the stack that `make up` starts: real HTTP, IAM enforced, real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.support.patience import forget_failures
from tests.support.stack import Account, Api, Stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait first, else one of them would be all that runs at the end."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


@pytest.fixture(scope="session")
def stack() -> Stack:
    return Stack.running()


@pytest.fixture(scope="session")
def api(stack: Stack) -> Api:
    """The API called directly, without credentials."""
    return Api(stack.api_url)


@pytest.fixture(scope="session")
def new_account(stack: Stack) -> Callable[..., Account]:
    """Signs a new person up, confirms them with the code from the mail and logs them in."""
    return lambda **details: Account.create(stack, **details)


@pytest.fixture(scope="session")
def ada(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Ada")


@pytest.fixture(scope="session")
def grace(new_account: Callable[..., Account]) -> Account:
    return new_account(name="Grace")


@pytest.fixture(autouse=True)
def _unhurried(stack: Stack) -> None:
    forget_failures(stack)


@pytest.fixture
def habit(ada: Account) -> Iterator[dict]:
    """A fresh daily habit of Ada's, deleted afterwards."""
    created = ada.api.post("/habits", {"name": "Read"}).expect(201)
    yield created
    ada.api.delete(f"/habits/{created['id']}")
