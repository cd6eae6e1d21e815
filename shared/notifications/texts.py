"""The words of notifications, in English and German: made from kind and `ref` whenever they are shown or
sent, and imported only then.

`ref` is as in shared/notify_queue.py, with `name`: what the thing was called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Words(NamedTuple):
    """One line each; `title` also is a mail's subject."""

    title: str
    text: str


# Filled with the ref's values. A streak's unit has forms for one and for several.
_TEXTS: dict[str, dict[str, Words]] = {
    "en": {
        "reminder/habit": Words("{name}", "You asked to be reminded at {time}."),
        "reminder/task": Words("{name}", "You asked to be reminded of this task at {time}."),
        "milestone": Words("{name}: {streak} {unit}", "What a streak! You get {points} points for it."),
        "order/fulfilled": Words("Yours: {name}", "Your order is there. Enjoy it!"),
        "order/cancelled": Words("Cancelled: {name}", "The order was cancelled. You have your points back."),
        "order/refunded": Words("Taken back: {name}", "The order was taken back. You have your points back."),
        "digest": Words("Your week", "How your habits went in the week from {week}."),
    },
    "de": {
        "reminder/habit": Words("{name}", "Du wolltest um {time} Uhr daran erinnert werden."),
        "reminder/task": Words("{name}", "Du wolltest um {time} Uhr an diese Aufgabe erinnert werden."),
        "milestone": Words(
            "{name}: {streak} {unit}", "Was für eine Serie! Du bekommst {points} Punkte dafür."
        ),
        "order/fulfilled": Words("Für dich: {name}", "Deine Bestellung ist da. Viel Freude damit!"),
        "order/cancelled": Words(
            "Storniert: {name}", "Die Bestellung wurde storniert. Du hast deine Punkte zurück."
        ),
        "order/refunded": Words(
            "Zurückgenommen: {name}", "Die Bestellung wurde zurückgenommen. Du hast deine Punkte zurück."
        ),
        "digest": Words("Deine Woche", "So liefen deine Gewohnheiten in der Woche ab {week}."),
    },
}
_UNITS = {
    "en": {"days": "days", "weeks": "weeks", "months": "months", "periods": "times"},
    "de": {"days": "Tage", "weeks": "Wochen", "months": "Monate", "periods": "Mal"},
}
_UNNAMED = {
    "en": {"reminder/habit": "Your habit", "reminder/task": "Your task", "milestone": "Your habit"},
    "de": {
        "reminder/habit": "Deine Gewohnheit",
        "reminder/task": "Deine Aufgabe",
        "milestone": "Deine Gewohnheit",
    },
}
# Everybody's rewards have a name in each language, as in the web app; people's own have the name they gave.
_ITEMS = {
    "en": {
        "streak-freeze": "Streak freeze",
        "theme-forest": "Forest",
        "theme-ocean": "Ocean",
        "theme-sunset": "Sunset",
    },
    "de": {
        "streak-freeze": "Serien-Joker",
        "theme-forest": "Wald",
        "theme-ocean": "Meer",
        "theme-sunset": "Abendrot",
    },
}
_CODE = {
    "en": "{code} is your code for Daybook. It is good for ten minutes.",
    "de": "{code} ist dein Code für Daybook. Er gilt zehn Minuten.",
}


def words_of(kind: str, ref: Mapping[str, Any], language: str) -> Words:
    """Title and text; language is "en" or "de"."""
    which = _which(kind, ref)
    values = _Values(ref)
    values["name"] = _name(ref, language) or _UNNAMED[language].get(which, "…")
    values["unit"] = _UNITS[language].get(ref.get("unit", "days"), "")
    return Words(*(text.format_map(values) for text in _TEXTS[language][which]))


def short_message(kind: str, ref: Mapping[str, Any], language: str) -> str:
    """What stands in a text message, before its links."""
    words = words_of(kind, ref, language)
    return f"Daybook: {words.title}" + (f" ({ref['time']})" if "time" in ref else "")


def code_message(code: str, language: str) -> str:
    """The text message with the code that proves a number."""
    return _CODE[language].format(code=code)


def _name(ref: Mapping[str, Any], language: str) -> str | None:
    name, quantity = ref.get("name"), ref.get("quantity", 1)
    name = _ITEMS[language].get(ref.get("item_id", ""), name)
    return f"{quantity} × {name}" if quantity > 1 else name


def _which(kind: str, ref: Mapping[str, Any]) -> str:
    part = {"reminder": ref.get("of", "habit"), "order": ref.get("state", "fulfilled")}.get(kind)
    return f"{kind}/{part}" if part else kind


class _Values(dict[str, Any]):
    """A notification of an older form still has words: what its ref lacks is left out of them."""

    def __missing__(self, key: str) -> str:
        return "…"
