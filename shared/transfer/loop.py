"""What Loop Habit Tracker (https://github.com/iSoron/uhabits) and Daybook call the same things, both ways:
importing and exporting read it.

Loop's frequency is `numerator` times in `denominator` days. The score knows nothing but these two numbers, so
every schedule that gives the same two keeps it; of several the one is taken that people mean by them.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import Any

from shared.habits.limits import MAX_INTERVAL_DAYS
from shared.habits.schedule import DAYS_IN_A_MONTH, schedule_from

# Its cells: the number of a yes/no day, or the thousandths of a numeric one (then only UNKNOWN and SKIP mean
# this).
UNKNOWN, NO, YES_AUTO, YES_MANUAL, SKIP = -1, 0, 1, 2, 3
NAMES = {"UNKNOWN": UNKNOWN, "NO": NO, "YES_AUTO": YES_AUTO, "YES_MANUAL": YES_MANUAL, "SKIP": SKIP}

# Its palette, by the number that its database has, and the colour of Daybook's that is nearest.
PALETTE = (
    ("#D32F2F", "red"),
    ("#E64A19", "orange"),
    ("#F57C00", "orange"),
    ("#FF8F00", "amber"),
    ("#F9A825", "amber"),
    ("#AFB42B", "green"),
    ("#7CB342", "green"),
    ("#388E3C", "green"),
    ("#00897B", "teal"),
    ("#00ACC1", "teal"),
    ("#039BE5", "blue"),
    ("#1976D2", "blue"),
    ("#303F9F", "indigo"),
    ("#5E35B1", "purple"),
    ("#8E24AA", "purple"),
    ("#D81B60", "pink"),
    ("#5D4037", "orange"),
    ("#424242", "grey"),
    ("#757575", "grey"),
    ("#BDBDBD", "grey"),
)
# The one of the palette that a colour of Daybook's is written as.
HEX = {
    "red": "#D32F2F",
    "orange": "#F57C00",
    "amber": "#FF8F00",
    "green": "#388E3C",
    "teal": "#00897B",
    "blue": "#1976D2",
    "indigo": "#303F9F",
    "purple": "#8E24AA",
    "pink": "#D81B60",
    "grey": "#757575",
}
_HUES = ((12, "red"), (33, "orange"), (60, "amber"), (160, "green"), (192, "teal"), (222, "blue"))
_MORE_HUES = ((250, "indigo"), (300, "purple"), (345, "pink"), (360, "red"))
_GREYISH = 0.12


def schedule_of(numerator: int, denominator: int) -> tuple[dict[str, Any], str | None]:
    """The API's schedule for a frequency, and what had to be changed (None: nothing, the score stays exactly
    the same). Raises ValueError when either number is not positive."""
    if numerator < 1 or denominator < 1:
        raise ValueError(f"{numerator} times in {denominator} days is no frequency")
    if numerator >= denominator:
        changed = None if numerator == denominator else "more often than daily is kept as daily"
        return {"type": "daily"}, changed
    if denominator > MAX_INTERVAL_DAYS:
        days = MAX_INTERVAL_DAYS
        times = max(1, round(numerator * days / denominator))
        changed = f"periods of more than {days} days are kept as {times} in {days} days"
        return {"type": "times_in_days", "times": times, "days": days}, changed
    if denominator == 7:
        return {"type": "times", "times": numerator, "period": "week"}, None
    if denominator == DAYS_IN_A_MONTH:
        return {"type": "times", "times": numerator, "period": "month"}, None
    if numerator == 1:
        return {"type": "every", "days": denominator}, None
    return {"type": "times_in_days", "times": numerator, "days": denominator}, None


def frequency_of(schedule: Mapping[str, Any]) -> tuple[int, int]:
    """Numerator and denominator of a schedule in the API's form. Loop has no chosen weekdays: they become as
    many times a week."""
    if schedule["type"] == "weekdays":
        times = len(schedule["days"])
        return (1, 1) if times == 7 else (times, 7)
    known = schedule_from(schedule)
    return known.times, known.days


def colour_of(text: str) -> str:
    """The colour of Daybook's that is nearest to "#RRGGBB"; blue for what is no colour."""
    known = dict(PALETTE).get(text.upper())
    if known:
        return known
    try:
        red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    except ValueError:
        return "blue"
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREYISH:
        return "grey"
    return next(name for limit, name in (*_HUES, *_MORE_HUES) if hue * 360 <= limit)
