"""Texts in tables that a spreadsheet would run as formulas, and how they come back.

A cell that begins with =, +, - or @ gets an apostrophe in front, which is how spreadsheets themselves mark a
text (https://owasp.org/www-community/attacks/CSV_Injection). So that nothing is lost, one that begins with
apostrophes and then such a character gets one more; reading takes exactly one away.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text for a cell."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if _GUARDED.match(cell) else cell
