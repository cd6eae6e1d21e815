"""The table in memory does what moto does, with the operations that Daybook sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from shared.errors import Unavailable
from shared.table import ConditionFailed, Table
from tests.support.memory import memory_table
from tests.support.tables import moto_table
from tests.support.thorough import examples

pytestmark = pytest.mark.exhaustive

PK = "THING#1"
Step = Callable[[Table], Any]

sort_keys = st.sampled_from(["A#1", "A#2", "B#1"])
numbers = st.integers(0, 2)
conditions = st.sampled_from(
    [
        None,
        "attribute_not_exists(#pk)",
        "attribute_exists(pk) AND a = :limit",
        "attribute_exists(#pk) AND attribute_not_exists(#gone)",
        "(attribute_not_exists(#a) OR #a < :limit) AND attribute_not_exists(#gone)",
        "#a IN (:limit, :zero) AND attribute_exists(#pk)",
        "#a = :limit OR #a > :limit AND #b <= :limit",
    ]
)  # fmt: skip


def conditional(condition: str | None, number: int) -> dict[str, Any]:
    known = {"limit": number, "zero": 0}
    values = {name: value for name, value in known.items() if condition and f":{name}" in condition} or None
    return {"condition": condition, "values": values}


@st.composite
def operations(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """What Table calls an operation, and its arguments."""
    sk, number = draw(sort_keys), draw(numbers)
    kind = draw(st.sampled_from(["put", "update", "delete", "check"]))
    if kind == "put":
        chosen: dict[str, Any] = draw(st.sampled_from([{}, {"only_if_new": True}, {"if_version": number}]))
        return kind, {"item": {"pk": PK, "sk": sk, "a": number, "version": draw(numbers)}, **chosen}
    where = {"pk": PK, "sk": sk, **conditional(draw(conditions), number)}
    if kind == "check":
        return kind, {**where, "condition": where["condition"] or "attribute_exists(#pk)"}
    if kind == "update":
        change: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {"set": {"a": number}, "add": {"b": 1}},
                    {"remove": ["a"]},
                    {"set": {"gone": True}, "remove": ["b"]},
                ]
            )
        )
        return kind, {**where, **change}
    return kind, where


def alone(operation: tuple[str, dict[str, Any]]) -> Step:
    kind, arguments = operation
    if kind == "check":
        return lambda table: table.get(PK, arguments["sk"])
    return lambda table: getattr(table, kind)(**arguments)


def together(found: list[tuple[str, dict[str, Any]]]) -> Step:
    return lambda table: table.transact(
        *(getattr(table, f"{kind}_operation")(**rest) for kind, rest in found)
    )


steps = operations().map(alone) | st.lists(
    operations(), min_size=1, max_size=3, unique_by=lambda one: one[1].get("sk") or one[1]["item"]["sk"]
).map(together)
orders = st.fixed_dictionaries({"ascending": st.booleans(), "limit": st.sampled_from([None, 1, 2])})
spans = st.sampled_from([{}, {"begins_with": "A#"}, {"between": ("A#2", "B#1")}])


def outcome(table: Table, step: Step) -> Any:
    try:
        return step(table)
    except ConditionFailed as failure:
        return "refused", failure.item
    except Unavailable:
        return "unavailable"


@pytest.fixture
def table() -> Iterator[Table]:
    """What the memory is held to: the table in moto."""
    with moto_table() as made:
        yield made


@examples(8, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, min_size=4, max_size=12), orders, spans)
def test_the_same_steps_do_the_same(
    table: Table, found: list[Step], order: dict[str, Any], span: dict[str, Any]
) -> None:
    with memory_table() as memory:
        mine = [outcome(memory, step) for step in found], list(memory.query_all(PK))
        page = memory.query(PK, **span, **order).items
    table.write_many(deletes=[(PK, item["sk"]) for item in table.query_all(PK)])  # of the last example
    assert mine == ([outcome(table, step) for step in found], list(table.query_all(PK)))
    assert page == table.query(PK, **span, **order).items


def test_the_same_pages(table: Table) -> None:
    with memory_table() as memory:
        for each in (memory, table):
            each.write_many([{"pk": PK, "sk": f"A#{number}"} for number in range(5)], deletes=[(PK, "A#3")])
        for ascending in (True, False):
            pages = [
                [item["sk"] for item in each.query_all(PK, begins_with="A#", limit=2, ascending=ascending)]
                for each in (memory, table)
            ]
            assert pages[0] == pages[1] == sorted(["A#0", "A#1", "A#2", "A#4"], reverse=not ascending)


@pytest.mark.parametrize(
    "step",
    [
        lambda table: table.get(PK, "A#1"),
        lambda table: table.put({"pk": PK, "sk": "A#1"}),
        lambda table: list(table.query_all(PK)),
    ],
)
def test_there_is_no_other_table(table: Table, step: Step) -> None:
    with memory_table() as memory:
        for each in (memory, table):
            with pytest.raises(Exception, match="ResourceNotFoundException"):
                step(Table(each._client, "other"))
