"""Recovery codes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from shared.errors import Unavailable
from shared.identity import recovery
from shared.table import Table
from tests.support.memory import MemoryClient


def test_ten_codes_each_of_which_works_once(table: Table) -> None:
    codes = recovery.make(table, "ada")
    assert len(set(codes)) == 10 == recovery.left(table, "ada")
    assert all(re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", code) for code in codes)
    for used, code in enumerate(codes, start=1):
        assert recovery.use(table, "ada", code)
        assert not recovery.use(table, "ada", code)
        assert recovery.left(table, "ada") == 10 - used


def test_the_codes_are_stored_nowhere(table: Table) -> None:
    codes = recovery.make(table, "ada")
    stored = str(table.get("AUTH#ada", "RECOVERY"))
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " ") + "\n",
        lambda code: code.replace("O", "0").replace("B", "8"),
    ],
)
def test_a_code_may_be_typed_as_people_type(table: Table, typed: Any) -> None:
    code = recovery.make(table, "ada")[3]
    assert recovery.use(table, "ada", typed(code))


def test_codes_of_others_old_codes_and_rubbish_do_not_work(table: Table) -> None:
    old = recovery.make(table, "ada")
    recovery.make(table, "ada")
    bobs = recovery.make(table, "bob")
    for code in (old[0], bobs[0], "", "AAAA-AAAA-AAAA-AAAA", "é" * 16):
        assert not recovery.use(table, "ada", code)
    assert recovery.left(table, "ada") == 10


def test_discarded_codes_do_not_work(table: Table) -> None:
    code = recovery.make(table, "ada")[0]
    recovery.discard(table, "ada")
    recovery.discard(table, "ada")
    assert not recovery.use(table, "ada", code) and recovery.left(table, "ada") == 0


class Meanwhile(MemoryClient):
    """Before a write, another request gets in, `times` times."""

    def __init__(self, action: Any, times: int) -> None:
        super().__init__()
        self.action, self.times = action, times

    def update_item(self, **request: Any) -> dict[str, Any]:
        if self.times:
            self.times -= 1
            self.action()
        return super().update_item(**request)


def test_of_two_with_one_code_one_gets_in(table: Table) -> None:
    client = Meanwhile(lambda: None, 0)
    racing = Table(client, table.name)
    code, other, *_ = recovery.make(racing, "ada")
    won: list[bool] = []
    client.action, client.times = lambda: won.append(recovery.use(racing, "ada", code)), 1
    assert not recovery.use(racing, "ada", code)
    assert won == [True]
    client.action, client.times = lambda: recovery.use(racing, "ada", other), 1
    assert not recovery.use(racing, "ada", code) and recovery.left(racing, "ada") == 9


def test_two_codes_at_once_are_both_used_up(table: Table) -> None:
    client = Meanwhile(lambda: None, 0)
    racing = Table(client, table.name)
    code, other, *_ = recovery.make(racing, "ada")
    client.action, client.times = lambda: recovery.use(racing, "ada", other), 1
    assert recovery.use(racing, "ada", code)
    assert not recovery.use(racing, "ada", other) and recovery.left(racing, "ada") == 8


def test_it_gives_up_when_others_never_stop(table: Table) -> None:
    client = Meanwhile(lambda: None, 0)
    racing = Table(client, table.name)
    code = recovery.make(racing, "ada")[0]

    def use_another() -> None:
        left = racing.get("AUTH#ada", "RECOVERY")
        assert left is not None
        racing.put({**left, "hashes": left["hashes"][:-1]})

    client.action, client.times = use_another, 9
    with pytest.raises(Unavailable):
        recovery.use(racing, "ada", code)
