"""How Daybook's mails look: one narrow column, readable on a phone, in both themes and as plain text.

message("Your code", ["Type it in where you were asked for it."], code="123456", language="en")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shared.mail import Message

Facts = Sequence[tuple[str, str]]

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
}}
</style></head>
<body class="page" style="margin:0;padding:24px 16px;background:#f6f4ee;{font}">
<div class="card" style="max-width:480px;margin:0 auto;padding:24px;background:#fffefb;border-radius:16px">
<p class="soft" style="margin:0 0 16px;font-size:14px;color:#5b5f69">Daybook</p>
<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;color:#22252c">{subject}</h1>
{content}
</div>
<p class="soft" style="max-width:480px;margin:16px auto 0;padding:0 24px;box-sizing:border-box;\
font-size:13px;line-height:20px;color:#5b5f69">{footer}</p>
</body></html>
"""
_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:24px"
_PARAGRAPH = '<p class="ink" style="margin:0 0 16px;color:#22252c">{}</p>'
_CODE = (
    '<p class="code" style="margin:0 0 16px;padding:12px;border-radius:12px;background:#e7e9f8;color:#3c4da8;'
    'font:600 28px/36px ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px;text-align:center">{}</p>'
)
_FACT = (
    '<p class="ink" style="margin:0 0 8px;color:#22252c;overflow-wrap:anywhere">'
    '<span class="soft" style="display:block;font-size:13px;line-height:18px;color:#5b5f69">{}</span>{}</p>'
)


def message(
    subject: str,
    paragraphs: Sequence[str],
    *,
    language: str,
    code: str = "",
    facts: Facts = (),
    closing: Iterable[str] = (),
) -> Message:
    """The mail: `paragraphs`, then `code` and `facts` (pairs of a label and a value), then `closing`.

    All are plain text; language is "en" or "de".
    """
    footer = _FOOTER[language]
    parts = [*paragraphs, *([code] if code else []), *_fact_lines(facts), *closing]
    return Message(
        subject,
        "\n\n".join([*parts, f"-- \n{footer}"]) + "\n",
        "".join(
            _PAGE.format(
                language=language,
                subject=escape(subject),
                font=_FONT,
                content=_content(paragraphs, code, facts, closing),
                footer=escape(footer),
            )
        ),
    )


def _fact_lines(facts: Facts) -> list[str]:
    """One block in the text, so that it reads as a list."""
    return ["\n".join(f"{label}: {value}" for label, value in facts)] if facts else []


def _content(paragraphs: Iterable[str], code: str, facts: Facts, closing: Iterable[str]) -> str:
    lines = [_PARAGRAPH.format(escape(text)) for text in paragraphs]
    if code:
        lines.append(_CODE.format(escape(code)))
    lines += [_FACT.format(escape(label), escape(value)) for label, value in facts]
    if facts:
        lines.append('<div style="height:8px"></div>')
    return "\n".join([*lines, *(_PARAGRAPH.format(escape(text)) for text in closing)])
