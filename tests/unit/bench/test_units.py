"""AWS's rules for sizes and units, on figures that can be counted by hand."""

from __future__ import annotations

import pytest

from tools.bench.promises import Promise, require
from tools.bench.units import item_bytes, number_bytes, read_units, value_bytes, write_units


def item_of(size: int) -> dict[str, dict[str, str]]:
    return {"pk": {"S": "x" * (size - 2)}}


@pytest.mark.parametrize(
    ("text", "size"), [("0", 1), ("7", 2), ("27", 2), ("123", 3), ("-27", 3), ("1200", 2), ("0.05", 2)]
)
def test_a_number_takes_a_byte_for_two_significant_digits_and_one(text: str, size: int) -> None:
    assert number_bytes(text) == size


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "é"}, 2),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}]}, 6),
        ({"M": {"k": {"S": "ab"}}}, 7),
        ({"SS": ["a", "bc"]}, 3),
        ({"B": b"abc"}, 3),
        ({"B": "YWJj"}, 3),
    ],
)
def test_a_value_takes_its_content_and_what_holds_it(value: dict[str, object], size: int) -> None:
    assert value_bytes(value) == size


def test_names_count() -> None:
    assert item_bytes({"pk": {"S": "a"}, "naïve": {"S": ""}}) == 3 + 6


@pytest.mark.parametrize(("size", "units"), [(1024, 1), (1025, 2)])
def test_a_write_counts_whole_kilobytes(size: int, units: int) -> None:
    assert write_units(None, item_of(size)) == units
    assert write_units(item_of(size), item_of(10)) == units, "the larger state counts"
    assert write_units(None, item_of(size), in_transaction=True) == 2 * units


@pytest.mark.parametrize(("size", "units"), [(4096, 0.5), (4097, 1)])
def test_a_read_counts_four_kilobytes_at_half_price_unless_consistent(size: int, units: float) -> None:
    assert read_units([item_of(size)]) == units
    assert read_units([item_of(size)], consistent=True) == 2 * units


def test_a_query_is_rounded_once_and_nothing_found_costs_too() -> None:
    assert read_units([item_of(1000)] * 4) == 0.5
    assert read_units([]) == 0.5


def test_a_broken_promise_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    kept, broken = Promise("cheap", 1, 1, "units"), Promise("dear", 1.01, 1, "units")
    require([kept])
    with pytest.raises(SystemExit, match="Broken: dear"):
        require([kept, broken])
    assert "cheap" in capsys.readouterr().out
