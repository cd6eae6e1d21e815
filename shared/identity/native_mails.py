"""The mails of Daybook's own provider: codes, in English and German. Imported when one is sent."""

from __future__ import annotations

from typing import NamedTuple

from shared.identity.profile import language_of
from shared.mail import send
from shared.mail_layout import message


class _Text(NamedTuple):
    """What stands above the code, and below it."""

    subject: str
    before: str
    after: str


_IGNORE = {
    "en": "If you did not ask for it, ignore this mail: nothing happens without the code. "
    "Never tell it to anybody.",
    "de": "Wenn du ihn nicht angefordert hast, vergiss diese Mail: Ohne den Code geschieht nichts. "
    "Sag ihn niemandem.",
}
_TEXTS = {
    "en": {
        "confirm": _Text(
            "Your code for Daybook",
            "Welcome! Type this code into Daybook to confirm your address. It is good for 24 hours.",
            _IGNORE["en"],
        ),
        "reset": _Text(
            "Your code for a new password",
            "Type this code into Daybook to choose a new password. It is good for one hour.",
            _IGNORE["en"],
        ),
        "email": _Text(
            "Your code for your new address",
            "Type this code into Daybook, and this is the address of your account. It is good for one hour.",
            _IGNORE["en"],
        ),
        "taken": _Text(
            "You have an account with this address",
            "Somebody wanted to use this address for another Daybook account. It belongs to yours already, "
            "so nothing has changed.",
            "If that was you: to use the address there, change or delete the account that has it first. "
            "If not, ignore this mail.",
        ),
    },
    "de": {
        "confirm": _Text(
            "Dein Code für Daybook",
            "Willkommen! Gib diesen Code in Daybook ein, um deine Adresse zu bestätigen. Er gilt 24 Stunden.",
            _IGNORE["de"],
        ),
        "reset": _Text(
            "Dein Code für ein neues Passwort",
            "Gib diesen Code in Daybook ein, um ein neues Passwort zu wählen. Er gilt eine Stunde.",
            _IGNORE["de"],
        ),
        "email": _Text(
            "Dein Code für deine neue Adresse",
            "Gib diesen Code in Daybook ein, dann ist das die Adresse deines Kontos. Er gilt eine Stunde.",
            _IGNORE["de"],
        ),
        "taken": _Text(
            "Du hast ein Konto mit dieser Adresse",
            "Jemand wollte diese Adresse für ein anderes Daybook-Konto verwenden. Sie gehört schon zu "
            "deinem, also hat sich nichts geändert.",
            "Wenn du das warst: Ändere oder lösche erst das Konto, das sie hat. "
            "Wenn nicht, vergiss diese Mail.",
        ),
    },
}


def send_code(to: str, purpose: str, code: str, language: str | None) -> None:
    """Mails a code for `purpose` (the name of a codes.Purpose). One that cannot be sent is logged and counted
    by shared.mail and looks like any other from outside: only an address with an account could fail.
    """
    _send(to, purpose, language, code)


def send_taken(to: str, language: str | None) -> None:
    """Tells the owner of an account that somebody else wanted their address."""
    _send(to, "taken", language)


def _send(to: str, kind: str, chosen: str | None, code: str = "") -> None:
    language = language_of(chosen)
    text = _TEXTS[language][kind]
    send(to, message(text.subject, [text.before], language=language, code=code, closing=[text.after]))
