"""Mails of notifications: the words of texts.py, and what can be done about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from shared.mail_layout import Action, message
from shared.notifications.texts import words_of

if TYPE_CHECKING:
    from shared.mail import Message
    from shared.notifications.signed import LinkSet

Ref = Mapping[str, Any]

_SUBJECTS = {"en": {"reminder": "Reminder: {}"}, "de": {"reminder": "Erinnerung: {}"}}
_LABELS = {
    "en": {
        "check_in": "Done",
        "done": "Done",
        "skip": "Skip it this time",
        "snooze": "Remind me later",
        "app": "Open Daybook",
        "way_out": "No more of these",
    },
    "de": {
        "check_in": "Erledigt",
        "done": "Erledigt",
        "skip": "Diesmal auslassen",
        "snooze": "Später erinnern",
        "app": "Daybook öffnen",
        "way_out": "Keine solchen Mails mehr",
    },
}
_WHY = {
    "en": {
        "reminder": "You have reminders sent to you by mail.",
        "milestone": "You have milestones sent to you by mail.",
        "order": "You have news of your orders sent to you by mail.",
        "digest": "You have your week sent to you by mail.",
    },
    "de": {
        "reminder": "Du lässt dir Erinnerungen per Mail schicken.",
        "milestone": "Du lässt dir Meilensteine per Mail schicken.",
        "order": "Du lässt dir Neues von deinen Bestellungen per Mail schicken.",
        "digest": "Du lässt dir deine Woche per Mail schicken.",
    },
}
_LASTING = {
    "en": "The links are good for two days.",
    "de": "Die Links gelten zwei Tage.",
}
# What a reminder's mail offers, the first most of all; the app where the thing cannot be done from the mail.
_OFFERS = ("check_in", "done", "app", "snooze", "skip")


def mail_of(kind: str, ref: Ref, language: str, links: LinkSet) -> Message:
    """The mail of a notification; language is "en" or "de"."""
    words = words_of(kind, ref, language)
    subject = _SUBJECTS[language].get(kind, "{}").format(words.title)
    asked = [ref["question"]] if ref.get("question") else []
    offers = list(_offers(kind, language, links))
    lasting = kind == "reminder" and offers
    return message(
        subject,
        [*asked, words.text],
        language=language,
        heading=words.title,
        actions=offers,
        footer=footer_of(kind, language) + (f" {_LASTING[language]}" if lasting else ""),
        way_out=way_out(language, links),
    )


def footer_of(kind: str, language: str) -> str:
    """Why somebody gets mails of this kind."""
    return _WHY[language][kind]


def way_out(language: str, links: LinkSet) -> Action | None:
    """Where somebody who wants no more of these mails goes."""
    return Action(_LABELS[language]["way_out"], links.unsubscribe) if links.unsubscribe else None


def open_app(language: str, links: LinkSet) -> list[Action]:
    """The way into the app, where there is one."""
    return [Action(_LABELS[language]["app"], links.app)] if links.app else []


def unsubscribing(links: LinkSet) -> dict[str, str]:
    """The headers with which mail programs show a button of their own (RFC 2369, RFC 8058)."""
    if not links.one_click:
        return {}
    return {
        "List-Unsubscribe": f"<{links.one_click}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _offers(kind: str, language: str, links: LinkSet) -> Iterator[Action]:
    if kind != "reminder":
        yield from open_app(language, links)
        return
    can_be_done = links.check_in or links.done
    for name in _OFFERS:
        url: str = getattr(links, name)
        if url and not (name == "app" and can_be_done):
            yield Action(_LABELS[language][name], url)
