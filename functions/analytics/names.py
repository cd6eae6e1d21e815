"""Names that strangers see: nobody is to look like nobody, or to write over others."""

from __future__ import annotations

import unicodedata

# Letters and a symbol that show nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Direct what follows from right to left or back, and so mix a name with what stands beside it:
# https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
_DIRECTING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# No language piles up more, and a pile covers the lines around it.
_MARKS = 4


def seen(name: str) -> str:
    """`name`. Raises ValueError for one that nobody could see, or that is more than its line."""
    if not any(_shows(character) for character in name):
        raise ValueError("must have a character that can be seen")
    if _DIRECTING & set(name):
        raise ValueError("must not have characters that change the direction of writing")
    if _highest_pile(name) > _MARKS:
        raise ValueError(f"must not have more than {_MARKS} marks on one character")
    return name


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK


def _highest_pile(name: str) -> int:
    highest = height = 0
    for character in unicodedata.normalize("NFD", name):
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        highest = max(highest, height)
    return highest
