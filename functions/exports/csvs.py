"""Rows as CSV (RFC 4180, with plain line ends): the same rows, the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def lines(rows: Iterable[Iterable[str]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()
