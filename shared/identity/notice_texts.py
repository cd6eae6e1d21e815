"""The words of the notices, in English and German. Imported when a notice is sent."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared.identity.profile import FALLBACK_ZONE
from shared.identity.timezones import is_timezone


class Text(NamedTuple):
    """`{detail}` and `{due}` are filled in; `closing` stands below the time, the device and the address."""

    subject: str
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]


# "on": between what and where in a device's name, as in "Firefox on Linux".
LABELS = {
    "en": {"when": "When", "device": "Device", "address": "IP address", "on": " on "},
    "de": {"when": "Wann", "device": "Gerät", "address": "IP-Adresse", "on": " auf "},
}

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_MOMENT = {"en": "{day} {month} {year}, {time} ({zone})", "de": "{day}. {month} {year}, {time} Uhr ({zone})"}

_FINE = {"en": "Was this you? Then all is well.", "de": "Warst du das? Dann ist alles gut."}
_CHANGE_PASSWORD = {
    "en": "If not, open Daybook and change your password under Settings, Security. "
    "That ends all other sessions.",
    "de": "Wenn nicht, öffne Daybook und ändere dein Passwort unter Einstellungen, Sicherheit. "
    "Das beendet alle anderen Sitzungen.",
}
_RESET_PASSWORD = {
    "en": "If not, open Daybook and choose “Forgot your password?” where you sign in. "
    "A new password ends all sessions.",
    "de": "Wenn nicht, öffne Daybook und wähle beim Anmelden „Passwort vergessen?“. "
    "Ein neues Passwort beendet alle Sitzungen.",
}
_CHECK = {"en": (_FINE["en"], _CHANGE_PASSWORD["en"]), "de": (_FINE["de"], _CHANGE_PASSWORD["de"])}

TEXTS: dict[str, dict[str, Text]] = {
    "en": {
        "new_device": Text(
            "New sign-in to Daybook",
            ("Your account was opened on a device that it has not been used on lately.",),
            _CHECK["en"],
        ),
        "password_changed": Text(
            "Your password was changed",
            ("Your account has a new password. All other sessions have ended: sign in there again.",),
            (_FINE["en"], _RESET_PASSWORD["en"]),
        ),
        "mfa_on": Text(
            "The second step is on",
            (
                "From now on, signing in asks for a code of your authenticator app, too.",
                "Keep your recovery codes where you can find them without your phone.",
            ),
            _CHECK["en"],
        ),
        "mfa_off": Text(
            "The second step is off",
            ("From now on, signing in asks for your password only.",),
            _CHECK["en"],
        ),
        "recovery_used": Text(
            "A recovery code was used",
            (
                "Somebody signed in with your password and one of your recovery codes.",
                "The second step is off now. Set it up again under Settings, Security.",
            ),
            _CHECK["en"],
        ),
        "email_changed": Text(
            "Your e-mail address was changed",
            ("You sign in with {detail} from now on. This address gets no more mail from Daybook.",),
            (
                _FINE["en"],
                "If not, tell whoever runs your Daybook soon: they can give you your account back.",
            ),
        ),
        "session_reuse": Text(
            "A session was ended to be safe",
            (
                "An old key of one of your sessions was used again. That happens when somebody has "
                "copied it, or when a device was set back to an earlier state.",
                "The session has ended. Sign in there again.",
            ),
            ("If you do not know the device, change your password under Settings, Security.",),
        ),
        "token_made": Text(
            "A new access token",
            (
                "An access token was made for your account: “{detail}”. "
                "Programs that have it act in your name.",
            ),
            (_FINE["en"], "If not, delete it under Settings, Security, and change your password."),
        ),
        "account_closing": Text(
            "Your account will be erased",
            (
                "Your account and all that is in it will be erased on {due}.",
                "Until then you can keep it: sign in and choose “Keep my account”.",
            ),
            ("Was this not you? Then keep your account, and change your password.",),
        ),
    },
    "de": {
        "new_device": Text(
            "Neue Anmeldung bei Daybook",
            ("Dein Konto wurde auf einem Gerät geöffnet, auf dem es zuletzt nicht benutzt wurde.",),
            _CHECK["de"],
        ),
        "password_changed": Text(
            "Dein Passwort wurde geändert",
            (
                "Dein Konto hat ein neues Passwort. "
                "Alle anderen Sitzungen sind beendet: melde dich dort neu an.",
            ),
            (_FINE["de"], _RESET_PASSWORD["de"]),
        ),
        "mfa_on": Text(
            "Der zweite Schritt ist an",
            (
                "Ab jetzt fragt die Anmeldung auch nach einem Code deiner Authenticator-App.",
                "Hebe deine Ersatzcodes dort auf, wo du sie auch ohne Telefon findest.",
            ),
            _CHECK["de"],
        ),
        "mfa_off": Text(
            "Der zweite Schritt ist aus",
            ("Ab jetzt fragt die Anmeldung nur noch nach deinem Passwort.",),
            _CHECK["de"],
        ),
        "recovery_used": Text(
            "Ein Ersatzcode wurde benutzt",
            (
                "Jemand hat sich mit deinem Passwort und einem deiner Ersatzcodes angemeldet.",
                "Der zweite Schritt ist jetzt aus. "
                "Du kannst ihn unter Einstellungen, Sicherheit wieder einschalten.",
            ),
            _CHECK["de"],
        ),
        "email_changed": Text(
            "Deine E-Mail-Adresse wurde geändert",
            ("Du meldest dich ab jetzt mit {detail} an. An diese Adresse schickt Daybook nichts mehr.",),
            (
                _FINE["de"],
                "Wenn nicht, sag bald denen Bescheid, die dein Daybook betreiben: "
                "Sie können dir dein Konto zurückgeben.",
            ),
        ),
        "session_reuse": Text(
            "Eine Sitzung wurde sicherheitshalber beendet",
            (
                "Ein alter Schlüssel einer deiner Sitzungen wurde noch einmal benutzt. Das geschieht, "
                "wenn ihn jemand kopiert hat, oder wenn ein Gerät auf einen früheren Stand "
                "zurückgesetzt wurde.",
                "Die Sitzung ist beendet. Melde dich dort neu an.",
            ),
            ("Wenn du das Gerät nicht kennst, ändere dein Passwort unter Einstellungen, Sicherheit.",),
        ),
        "token_made": Text(
            "Ein neuer Zugriffsschlüssel",
            (
                "Für dein Konto wurde ein Zugriffsschlüssel gemacht: „{detail}“. "
                "Programme, die ihn haben, handeln in deinem Namen.",
            ),
            (
                _FINE["de"],
                "Wenn nicht, lösche ihn unter Einstellungen, Sicherheit, und ändere dein Passwort.",
            ),
        ),
        "account_closing": Text(
            "Dein Konto wird gelöscht",
            (
                "Dein Konto und alles darin wird am {due} gelöscht.",
                "Bis dahin kannst du es behalten: melde dich an und wähle „Konto behalten“.",
            ),
            ("Warst du das nicht? Dann behalte dein Konto und ändere dein Passwort.",),
        ),
    },
}


def moment(at: datetime, zone: str, language: str) -> str:
    """An aware time as people of `language` read it in `zone`: "3 March 2026, 09:05 (Europe/London)"."""
    zone = zone if is_timezone(zone) else FALLBACK_ZONE
    here = at.astimezone(ZoneInfo(zone))
    month = _MONTHS[language].split()[here.month - 1]
    return _MOMENT[language].format(
        day=here.day, month=month, year=here.year, time=f"{here:%H:%M}", zone=zone.replace("_", " ")
    )
