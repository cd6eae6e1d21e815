"""Searching by words: capitals and accents make no difference, and a word is found by its beginning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BETWEEN = re.compile(r"[\W_]+")
# From here on, scripts that put no spaces between words: there a word is found anywhere.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff]")


def searchable(*texts: str) -> str:
    """The words of the texts, each with a space before it."""
    return " " + _BETWEEN.sub(" ", _plain(" ".join(texts)))


def searched(query: str) -> list[str]:
    """What is to be looked for; [] when the query has no word."""
    words = _BETWEEN.sub(" ", _plain(query)).split()
    return [word if _WITHOUT_SPACES.search(word) else f" {word}" for word in words]


def has_all(text: str, wanted: Iterable[str]) -> bool:
    """Whether the text (`searchable`) has each of the words (`searched`)."""
    return all(word in text for word in wanted)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
