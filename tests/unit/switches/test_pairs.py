from __future__ import annotations

from itertools import combinations

import pytest

from tools.switches.pairs import Pair, cover

POSITIONS = {"identity": ["cognito", "native"], "api": ["http", "rest"], "pool": ["no", "yes"],
             "database": ["instance", "paused", "proxy"]} | {f"flag_{n}": ["off", "on"] for n in range(16)}
EXCLUDED: set[Pair] = {frozenset({("identity", "native"), ("pool", "yes")})}


def test_every_pair_that_can_be_is_in_a_row_and_no_other_is() -> None:
    rows = cover(POSITIONS, EXCLUDED)
    for one, two in combinations(POSITIONS, 2):
        for first in POSITIONS[one]:
            for second in POSITIONS[two]:
                pair = frozenset({(one, first), (two, second)})
                assert any(pair <= row.items() for row in rows) == (pair not in EXCLUDED), sorted(pair)


@pytest.mark.exhaustive
def test_a_dozen_rows_are_enough_for_twenty_switches() -> None:
    rows = cover(POSITIONS, EXCLUDED)
    assert len(rows) <= 12
    assert all(row.keys() == POSITIONS.keys() for row in rows)


@pytest.mark.exhaustive
def test_the_rows_are_the_same_every_time() -> None:
    assert cover(POSITIONS, EXCLUDED) == cover(POSITIONS, EXCLUDED)


def test_a_pair_that_another_switch_leaves_no_room_for_is_left_out() -> None:
    positions = {"identity": ["cognito", "native"], "pool": ["no", "yes"], "copy": ["no", "yes"]}
    excluded = {frozenset({("identity", "native"), ("pool", "yes")}),
                frozenset({("identity", "cognito"), ("copy", "yes")})}
    rows = cover(positions, excluded)
    assert not [row for row in rows if row["pool"] == row["copy"] == "yes"]


def test_a_pair_that_fits_nowhere_is_told() -> None:
    positions = {name: ["0", "1"] for name in "abcd"}
    # With a and b both 1, c and d have to differ and to be alike.
    excluded = {frozenset({("a", "1"), ("c", "1")}), frozenset({("b", "1"), ("d", "1")}),
                frozenset({("c", "0"), ("d", "0")})}
    with pytest.raises(ValueError, match="No row can have"):
        cover(positions, excluded)
