"""How Daybook's mails look: one narrow column, readable on a phone, in both themes and as plain text.

message("Your code", ["Type it in where you were asked for it."], code="123456", language="en")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from shared.mail import Message

Facts = Sequence[tuple[str, str]]


class Action(NamedTuple):
    """Something to press. The first of several is the one that is meant most."""

    label: str
    url: str


class Image(NamedTuple):
    """A picture of the mail (shared.mail.Picture), with words for who does not see it. width: in pixels."""

    cid: str
    alt: str
    width: int


_FOOTER = {
    "en": "Daybook sends this because it is about the safety of your account. Nobody reads replies.",
    "de": "Daybook schickt das, weil es um die Sicherheit deines Kontos geht. Antworten liest niemand.",
}

# Styles stand in the head and, where they matter, on the elements: some programs drop the one, none both.
# The colours are the web app's (frontend/src/app/global.css).
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<style>
:root {{ color-scheme: light dark }}
@media (prefers-color-scheme: dark) {{
.page {{ background: #141518 !important }} .card {{ background: #1d1f23 !important }}
.ink {{ color: #eceae5 !important }} .soft {{ color: #abafb8 !important }}
.code {{ background: #292d45 !important; color: #aeb8ff !important }}
.main {{ background: #aeb8ff !important; color: #141518 !important }}
.other {{ color: #aeb8ff !important; border-color: #4a4f66 !important }}
}}
</style></head>
<body class="page" style="margin:0;padding:24px 16px;background:#f6f4ee;{font}">
<div class="card" style="max-width:480px;margin:0 auto;padding:24px;background:#fffefb;border-radius:16px">
<p class="soft" style="margin:0 0 16px;font-size:14px;color:#5b5f69">Daybook</p>
<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;color:#22252c;\
overflow-wrap:anywhere">{heading}</h1>
{content}
</div>
<p class="soft" style="max-width:480px;margin:16px auto 0;padding:0 24px;box-sizing:border-box;\
font-size:13px;line-height:20px;color:#5b5f69">{footer}</p>
</body></html>
"""
_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:24px"
_PARAGRAPH = '<p class="ink" style="margin:0 0 16px;color:#22252c;overflow-wrap:anywhere">{}</p>'
_CODE = (
    '<p class="code" style="margin:0 0 16px;padding:12px;border-radius:12px;background:#e7e9f8;color:#3c4da8;'
    'font:600 28px/36px ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px;text-align:center">{}</p>'
)
_FACT = (
    '<p class="ink" style="margin:0 0 8px;color:#22252c;overflow-wrap:anywhere">'
    '<span class="soft" style="display:block;font-size:13px;line-height:18px;color:#5b5f69">{}</span>{}</p>'
)
_BUTTON = (
    "display:block;margin:0 0 12px;padding:12px 16px;border-radius:12px;text-align:center;"
    "text-decoration:none;font-weight:600"
)
_MAIN = f'<a class="main" href="{{}}" style="{_BUTTON};background:#3c4da8;color:#ffffff">{{}}</a>'
_OTHER = f'<a class="other" href="{{}}" style="{_BUTTON};border:1px solid #c9cdea;color:#3c4da8">{{}}</a>'
_IMAGE = (
    '<img src="cid:{}" alt="{}" width="{}" '
    'style="display:block;width:100%;max-width:{}px;height:auto;margin:0 0 16px;border-radius:12px">'
)
_LINK = '<a class="soft" href="{}" style="color:#5b5f69">{}</a>'


def message(
    subject: str,
    paragraphs: Sequence[str],
    *,
    language: str,
    heading: str = "",
    code: str = "",
    image: Image | None = None,
    facts: Facts = (),
    closing: Iterable[str] = (),
    actions: Sequence[Action] = (),
    footer: str = "",
    way_out: Action | None = None,
) -> Message:
    """The mail: `paragraphs`, then `code`, `image` and `facts` (pairs of a label and a value), then `closing`
    and `actions`; below it `footer`, with the `way_out` of such mails.

    All are plain text; language is "en" or "de". Without heading the subject is it; without footer it is that
    of mails about the account's safety.
    """
    footer, closing = footer or _FOOTER[language], list(closing)
    parts = [*paragraphs, *([code] if code else []), *_fact_lines(facts), *closing, *_action_lines(actions)]
    ending = f"-- \n{footer}" + (f"\n{way_out.label}: {way_out.url}" if way_out else "")
    page = _PAGE.format(
        language=language,
        subject=escape(subject),
        heading=escape(heading or subject),
        font=_FONT,
        content=_content(paragraphs, code, image, facts, closing, actions),
        footer=escape(footer) + (" " + _link(_LINK, way_out) if way_out else ""),
    )
    return Message(subject, "\n\n".join([*parts, ending]) + "\n", page)


def _fact_lines(facts: Facts) -> list[str]:
    """One block in the text, so that it reads as a list."""
    return ["\n".join(f"{label}: {value}" for label, value in facts)] if facts else []


def _action_lines(actions: Sequence[Action]) -> list[str]:
    return ["\n".join(f"{action.label}: {action.url}" for action in actions)] if actions else []


def _content(
    paragraphs: Iterable[str],
    code: str,
    image: Image | None,
    facts: Facts,
    closing: Iterable[str],
    actions: Sequence[Action],
) -> str:
    lines = [_PARAGRAPH.format(escape(text)) for text in paragraphs]
    if code:
        lines.append(_CODE.format(escape(code)))
    if image:
        lines.append(_IMAGE.format(escape(image.cid), escape(image.alt), image.width, image.width))
    lines += [_FACT.format(escape(label), escape(value)) for label, value in facts]
    if facts:
        lines.append('<div style="height:8px"></div>')
    lines += [_PARAGRAPH.format(escape(text)) for text in closing]
    lines += [_link(_OTHER if number else _MAIN, action) for number, action in enumerate(actions)]
    return "\n".join(lines)


def _link(form: str, action: Action) -> str:
    return form.format(escape(action.url), escape(action.label))
