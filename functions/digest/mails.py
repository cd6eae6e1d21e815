"""The words of the digest, in English and German, around its chart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from functions.digest.chart import CID, WIDTH, draw
from shared.mail import Message, Picture
from shared.mail_layout import Image, message
from shared.notifications.mails import footer_of, open_app, way_out

if TYPE_CHECKING:
    from functions.digest.week import Row, Week
    from shared.notifications.signed import LinkSet


class _Words(NamedTuple):
    """weekdays: from Monday on, in full; short: what stands below the chart's bars."""

    subject: str
    span: str
    perfect: str
    best: str
    next_time: str
    chart: str
    day: str
    row: str
    more: str
    months: str
    weekdays: str
    short: str


_WORDS = {
    "en": _Words(
        subject="Your week: {done} of {due}",
        span="From {first} to {last} you did {done} of {due}.",
        perfect="Not one was left out. Wonderful!",
        best="Your best day was {day}.",
        next_time="A new week has begun, and with it a new chance.",
        chart="Chart of what was done each day: {days}.",
        day="{day} {done} of {due}",
        row="{cells}  {done} of {due}",
        more="And {count} more, in Daybook.",
        months="January February March April May June July August September October November December",
        weekdays="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        short="Mon Tue Wed Thu Fri Sat Sun",
    ),
    "de": _Words(
        subject="Deine Woche: {done} von {due}",
        span="Vom {first} bis zum {last} hast du {done} von {due} geschafft.",
        perfect="Nichts ausgelassen. Wunderbar!",
        best="Dein bester Tag war der {day}.",
        next_time="Eine neue Woche hat begonnen, und mit ihr eine neue Gelegenheit.",
        chart="Diagramm, was an jedem Tag geschafft wurde: {days}.",
        day="{day} {done} von {due}",
        row="{cells}  {done} von {due}",
        more="Und {count} mehr, in Daybook.",
        months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        weekdays="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        short="Mo Di Mi Do Fr Sa So",
    ),
}
_DATE = {"en": "{day} {month}", "de": "{day}. {month}"}
# Mail programs cut what is longer than 100 kB, and with it the way out.
MOST_ROWS = 60
# Filled, empty, nothing to do.
_CELLS = {True: "●", False: "○", None: "◌"}


def mail_of(week: Week, language: str, links: LinkSet) -> tuple[Message, Picture]:
    """The mail and its chart; language is "en" or "de"."""
    words = _WORDS[language]
    png = draw(week.days, words.short.split())
    made = message(
        words.subject.format(**week.total._asdict()),
        [_span(week, words, language), _praise(week, words)],
        language=language,
        image=Image(CID, _alternative(week, words), WIDTH),
        facts=[(row.name, _row(row, words)) for row in week.rows[:MOST_ROWS]],
        closing=_more(week, words),
        actions=open_app(language, links),
        footer=footer_of("digest", language),
        way_out=way_out(language, links),
    )
    return made, Picture(CID, png)


def _span(week: Week, words: _Words, language: str) -> str:
    first, last = (_date(day, words, language) for day in (week.first, week.last))
    return words.span.format(first=first, last=last, **week.total._asdict())


def _praise(week: Week, words: _Words) -> str:
    done, due = week.total
    if done == due:
        return words.perfect
    if done == 0:
        return words.next_time
    rates = [(day.done / day.due if day.due else 0, day.done) for day in week.days]
    return words.best.format(day=words.weekdays.split()[rates.index(max(rates))])


def _alternative(week: Week, words: _Words) -> str:
    """The chart for who does not see it: the same numbers."""
    named = zip(words.weekdays.split(), week.days, strict=True)
    days = [words.day.format(day=name, done=day.done, due=day.due) for name, day in named if day.due]
    return words.chart.format(days=", ".join(days))


def _more(week: Week, words: _Words) -> list[str]:
    left = len(week.rows) - MOST_ROWS
    return [words.more.format(count=left)] if left > 0 else []


def _row(row: Row, words: _Words) -> str:
    cells = "".join(_CELLS[cell] for cell in row.cells)
    return words.row.format(cells=cells, **row.total._asdict())


def _date(day: date, words: _Words, language: str) -> str:
    return _DATE[language].format(day=day.day, month=words.months.split()[day.month - 1])
