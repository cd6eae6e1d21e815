"""A repeated key does its work once."""

from __future__ import annotations

import time
from typing import Any

import pytest

from shared import idempotency
from shared.errors import Conflict, Invalid
from shared.table import Table
from tests.support.example.models import ThingCreate


class Work:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> dict[str, Any]:
        self.done += 1
        return {"status": 201, "body": {"id": f"made-{self.done}", "score": 0.5}, "etag": "1"}


@pytest.fixture
def work() -> Work:
    return Work()


def test_without_a_key_each_time_counts(table: Table, work: Work) -> None:
    idempotency.once(table, "u", None, {}, work)
    idempotency.once(table, "u", None, {}, work)
    assert work.done == 2


def test_with_a_key_the_first_answer_comes_back(table: Table, work: Work) -> None:
    first = idempotency.once(table, "u", "k", ThingCreate(name="a"), work)
    again = idempotency.once(table, "u", "k", ThingCreate(name=" a "), work)
    assert (work.done, again) == (1, first)


def test_the_same_key_with_another_body_is_a_conflict(table: Table, work: Work) -> None:
    idempotency.once(table, "u", "k", {"name": "a"}, work)
    with pytest.raises(Conflict) as conflict:
        idempotency.once(table, "u", "k", {"name": "b"}, work)
    assert (conflict.value.code, work.done) == ("idempotency-key-reused", 1)


def test_keys_belong_to_their_user(table: Table, work: Work) -> None:
    idempotency.once(table, "u", "k", {}, work)
    idempotency.once(table, "other", "k", {"x": 1}, work)
    assert work.done == 2


def test_a_second_request_meanwhile_is_told_to_wait(table: Table, work: Work) -> None:
    def nested() -> dict[str, Any]:
        with pytest.raises(Conflict) as conflict:
            idempotency.once(table, "u", "k", {}, work)
        assert conflict.value.code == "request-in-progress"
        return {"body": "outer"}

    assert idempotency.once(table, "u", "k", {}, nested) == {"body": "outer"}
    assert work.done == 0


def test_work_that_failed_can_be_tried_again(table: Table, work: Work) -> None:
    def fails() -> dict[str, Any]:
        raise Invalid("No.")

    with pytest.raises(Invalid):
        idempotency.once(table, "u", "k", {}, fails)
    idempotency.once(table, "u", "k", {}, work)
    assert work.done == 1


def test_the_claim_of_a_request_that_died_lapses(table: Table, work: Work) -> None:
    idempotency._Claim(table, "IDEMPOTENCY#u", "k", idempotency.fingerprint({})).take()
    table.update("IDEMPOTENCY#u", "k", set={"claimed_until": int(time.time()) - 1})
    idempotency.once(table, "u", "k", {}, work)
    assert work.done == 1


def test_a_claim_whose_answer_was_lost_on_the_way_is_known_again(table: Table, work: Work) -> None:
    class Lossy(Table):
        """Repeats every claim, as the client does after a timeout."""

        def update(self, *arguments: Any, **keywords: Any) -> Any:
            if "condition" in keywords:
                super().update(*arguments, **keywords)
            return super().update(*arguments, **keywords)

    idempotency.once(Lossy(table._client, table.name), "u", "k", {}, work)
    assert work.done == 1


def test_a_key_is_free_again_after_a_day_even_when_its_item_is_still_there(table: Table, work: Work) -> None:
    idempotency.once(table, "u", "k", {"name": "a"}, work)
    item = table.get("IDEMPOTENCY#u", "k")
    assert item is not None
    assert 23 * 3600 < item["ttl"] - time.time() <= 24 * 3600
    table.update("IDEMPOTENCY#u", "k", set={"ttl": int(time.time()) - 1})
    idempotency.once(table, "u", "k", {"name": "b"}, work)
    assert work.done == 2


def test_a_key_too_long_is_refused(table: Table, work: Work) -> None:
    with pytest.raises(Invalid):
        idempotency.once(table, "u", "k" * 201, {}, work)
