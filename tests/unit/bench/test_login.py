"""What `invoke bench.login` takes for a difference. (It measures by itself; no test depends on time.)"""

from __future__ import annotations

import random

from tools.bench.login import Times, drawn


def times(unknown_ms: float) -> Times:
    dice = random.Random(7)
    known = [dice.gauss(500, 5) for _ in range(40)]
    return Times(known, [dice.gauss(unknown_ms, 5) for _ in range(40)])


def test_the_same_is_no_difference() -> None:
    found = times(500)
    assert found.difference <= found.noise()


def test_a_difference_beyond_the_noise_is_seen() -> None:
    found = times(508)
    assert found.difference > found.noise()


def test_both_distributions_are_drawn_on_one_scale() -> None:
    known, unknown = drawn("login", times(700)).splitlines()[1:3]
    assert known.index("█") < unknown.index("█")
