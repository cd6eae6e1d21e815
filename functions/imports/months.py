"""A month of a habit's days, written in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from shared.errors import Unavailable
from shared.habits import items
from shared.habits.marks import day_attribute
from shared.habits.store import HabitStore
from shared.table import ConditionFailed

_ATTEMPTS = 8


def merge_month(
    store: HabitStore,
    habit_id: str,
    month: str,
    days: Mapping[int, str],
    flagged: Iterable[str],
    *,
    expected: bool,
) -> None:
    """Writes the encoded marks (by day of the month) that are later than what is there, in one update, which
    is repeated when one of the days has been marked meanwhile. flagged: attributes that say that there is
    more about a day. expected: whether the month is likely to have marks; without any, writing it is
    cheaper. Raises Unavailable."""
    left = {day_attribute(day): text for day, text in days.items()}
    flags = dict.fromkeys(flagged, True)
    sk = items.checkins_key(month, habit_id)
    if not expected and (left or flags):
        with suppress(ConditionFailed):
            store.table.put({"pk": store.pk, "sk": sk, **left, **flags}, only_if_new=True)
            return
    for _ in range(_ATTEMPTS):
        if not left and not flags:
            return
        try:
            _write(store, sk, left, flags)
        except ConditionFailed as failure:
            there = failure.item or {}
            left = {name: text for name, text in left.items() if there.get(name, "") < text}
        else:
            return
    raise Unavailable("Too many edits of this month came at once.", retry_after_s=1)


def _write(store: HabitStore, sk: str, left: Mapping[str, str], flags: Mapping[str, bool]) -> None:
    conditions = [f"(attribute_not_exists(#d{name}) OR #d{name} < :d{name})" for name in left]
    store.table.update(
        store.pk,
        sk,
        set={**left, **flags},
        condition=" AND ".join(conditions) or None,
        names={f"d{name}": name for name in left} or None,
        values={f"d{name}": text for name, text in left.items()} or None,
        return_new=False,
    )
