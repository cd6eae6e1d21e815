"""A small set of rows in which every pair of positions of any two switches occurs at least once.

Most faults of settings come from one of them or from two together (Kuhn, Wallace, Gallo: "Software Fault
Interactions and Implications for Software Testing", IEEE TSE 30(6), 2004), so that a dozen rows stand for
millions. Built greedily, as AETG does (Cohen and others, IEEE TSE 23(7), 1997); the same every time.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

Choice = tuple[str, str]
Pair = frozenset[Choice]
Row = dict[str, str]
_ATTEMPTS = 40


def cover(positions: Mapping[str, Sequence[str]], excluded: Collection[Pair] = ()) -> list[Row]:
    """Rows of switch → position. `excluded` are pairs that cannot be; no row has one of them.

    Nor has it a pair that another switch leaves no position for. Raises ValueError when a pair fits into no
    row all the same.
    """
    # Of the first ten seeds the one with the fewest rows for the catalogue. It keeps no secret.
    dice = random.Random(1)  # noqa: S311
    missing = [pair for pair in _all_pairs(positions) if _can_be(pair, positions, excluded)]
    rows: list[Row] = []
    while missing:
        attempts = [_row(positions, excluded, missing, dice) for _ in range(_ATTEMPTS)]
        best = max(attempts, key=lambda row: sum(pair <= row.items() for pair in missing))
        left = [pair for pair in missing if not pair <= best.items()]
        if len(left) == len(missing):
            raise ValueError(f"No row can have {sorted(missing[0])}.")
        rows.append(best)
        missing = left
    return rows


def _all_pairs(positions: Mapping[str, Sequence[str]]) -> list[Pair]:
    choices = [[(name, position) for position in of] for name, of in positions.items()]
    return [frozenset((one, two)) for ones, twos in combinations(choices, 2) for one in ones for two in twos]


def _can_be(pair: Pair, positions: Mapping[str, Sequence[str]], excluded: Collection[Pair]) -> bool:
    row = dict(pair)
    return pair not in excluded and all(
        any(not _meets(row, (name, position), excluded) for position in of)
        for name, of in positions.items() if name not in row
    )


def _row(
    positions: Mapping[str, Sequence[str]],
    excluded: Collection[Pair],
    missing: list[Pair],
    dice: random.Random,
) -> Row:
    """A row with a pair that is still missing, and with as many others of them as come along."""
    row: Row = dict(dice.choice(missing))
    wanted = set(missing)
    for name in dice.sample(list(positions), len(positions)):
        if name not in row:
            allowed = [p for p in positions[name] if not _meets(row, (name, p), excluded)]
            if not allowed:
                return {}
            row[name] = max(allowed, key=lambda p: (_count(row, (name, p), wanted), dice.random()))
    return row


def _meets(row: Row, choice: Choice, pairs: Collection[Pair]) -> bool:
    return any(frozenset((chosen, choice)) in pairs for chosen in row.items())


def _count(row: Row, choice: Choice, pairs: set[Pair]) -> int:
    return sum(frozenset((chosen, choice)) in pairs for chosen in row.items())
