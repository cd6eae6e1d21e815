"""The week as a picture: a bar a day, as high as the share of what was done, with the numbers above it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functions.digest.week import Count

CID = "week"
# As it is shown, in pixels. It is drawn twice as large: phones show two or three dots a pixel.
WIDTH, HEIGHT = 432, 240
_SCALE = 2
_MARGIN, _TOP, _BOTTOM = 12, 44, 44
_BAR = 36
_RADIUS = 6
_LABEL = 18

# The web app's (frontend/src/app/global.css). With its own ground it is the same picture in both themes.
_GROUND, _TRACK, _DONE, _INK = "#fffefb", "#e7e9f8", "#3c4da8", "#22252c"


def draw(days: Sequence[Count], names: Sequence[str]) -> bytes:
    """The PNG. names: a short one for each day."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _GROUND)
    canvas, font = ImageDraw.Draw(image), ImageFont.load_default(_LABEL * _SCALE)
    step = (WIDTH - 2 * _MARGIN) / len(days)
    for number, (day, name) in enumerate(zip(days, names, strict=True)):
        middle = _MARGIN + step * (number + 0.5)
        _bar(canvas, middle, day)
        _text(canvas, font, middle, HEIGHT - _BOTTOM / 2, name)
        if day.due:
            _text(canvas, font, middle, _TOP / 2, f"{day.done}/{day.due}")
    # Few colours, so that it is a few kilobytes.
    reduced, out = image.quantize(32), io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bar(canvas: Any, middle: float, day: Count) -> None:
    """What was due as a track, what was done as the bar in it."""
    if not day.due:
        return
    bottom, full = HEIGHT - _BOTTOM, HEIGHT - _BOTTOM - _TOP
    _box(canvas, middle, bottom - full, bottom, _TRACK)
    if day.done:
        _box(canvas, middle, bottom - full * day.done / day.due, bottom, _DONE)


def _box(canvas: Any, middle: float, top: float, bottom: float, colour: str) -> None:
    corners = _at(middle - _BAR / 2, top) + _at(middle + _BAR / 2, bottom)
    canvas.rounded_rectangle(corners, _RADIUS * _SCALE, fill=colour)


def _text(canvas: Any, font: Any, middle: float, y: float, text: str) -> None:
    canvas.text(_at(middle, y), text, fill=_INK, font=font, anchor="mm")


def _at(x: float, y: float) -> tuple[int, int]:
    return round(x * _SCALE), round(y * _SCALE)
