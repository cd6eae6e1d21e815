"""Text messages of notifications: short, since each part of one is paid for.

A part holds 160 letters of the GSM alphabet, or 70 as soon as there is one that the alphabet lacks; of a
message of several parts 153 or 67 each (3GPP TS 23.038, 6; TS 23.040, 9.2.3.24).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from shared.notifications.texts import short_message

if TYPE_CHECKING:
    from shared.notifications.signed import LinkSet

MOST_PARTS = 3
# Of a name, in units of UTF-16; the links behind it are longer.
MOST_OF_A_NAME = 40

_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Of these each counts twice.
_EXTENSION = frozenset("\f^{}\\[~]|€")
_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
    | {"–": "-", "—": "-", "…": "...", "×": "x", "\u00a0": " ", "\u202f": " "}
)
# Pictures, and what only changes how they look: skin, sex, colour.
_PICTURES = frozenset(("So", "Sk", "Cf", "Mn", "Me"))
_LABELS = {"en": ("Done", "Open", "Later"), "de": ("Erledigt", "Öffnen", "Später")}


def text_message_of(kind: str, ref: Mapping[str, Any], language: str, links: LinkSet) -> str:
    """What it is about, and the links to do it and to be reminded later; fewer links where they would make
    it longer than MOST_PARTS. language is "en" or "de"."""
    name = ref.get("name")
    text = short_message(kind, {**ref, "name": shortened(plain(name))} if name else ref, language)
    forms = [*_forms(plain(text), language, links), plain(text)]
    return next((form for form in forms if parts(form) <= MOST_PARTS), forms[-1])


def parts(text: str) -> int:
    """In how many parts it is sent."""
    if _is_gsm(text):
        length, alone, together = sum(1 + (one in _EXTENSION) for one in text), 160, 153
    else:
        length, alone, together = _units(text), 70, 67
    return 1 if length <= alone else -(-length // together)


def plain(text: str) -> str:
    """The text in the GSM alphabet if all that it loses by that are pictures and the look of its marks; else
    as it is: another script is worth its price."""
    alike = unicodedata.normalize("NFC", text).translate(_ALIKE)
    bare = "".join(one for one in alike if _is_gsm(one) or unicodedata.category(one) not in _PICTURES)
    lines = "\n".join(" ".join(line.split()) for line in bare.split("\n"))
    return lines if lines and _is_gsm(lines) else text


def shortened(name: str) -> str:
    """As much of it as there is room for."""
    if _units(name) <= MOST_OF_A_NAME:
        return name
    lengths = accumulate(map(_units, name))
    kept = sum(length <= MOST_OF_A_NAME - 3 for length in lengths)
    return name[:kept].rstrip() + "..."


def _forms(text: str, language: str, links: LinkSet) -> Iterator[str]:
    done, opened, later = _LABELS[language]
    link = links.check_in or links.done or links.app
    if link and links.snooze:
        first = opened if link == links.app else done
        yield f"{text}\n{first}: {link}\n{later}: {links.snooze}"
    if link:
        yield f"{text} {link}"


def _units(text: str) -> int:
    """As networks count what is not in the GSM alphabet: a picture is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_gsm(text: str) -> bool:
    return all(one in _ALPHABET or one in _EXTENSION for one in text)
