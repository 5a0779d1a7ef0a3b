"""Days in words in, dates out: "Between 16 and 20 October 2017", "27 June 2022 to 1 July 2022", "01/12/2017"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from corpus.records import Span

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATE = re.compile(
    r"\b(?P<numeric>\d{1,2}/\d{1,2}/\d{4})\b"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s+(?:of\s+)?(?P<month>{_MONTH})\b)?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.I,
)
JOINT = re.compile(r"\s*(?:and|to|until|[-\u2010-\u2015\u2212\u2500&])\s*(?:the\s+)?", re.I)


def day(text: str) -> date | None:
    """The first whole date in a text: with its month and year."""
    return next((found for part in DATE.finditer(text) if (found := _parsed(part, "", ""))), None)


def spans(text: str, year: int | None = None) -> tuple[Span, ...]:
    """The spans of days in a text, in order. A date takes the month and year it lacks from what follows, the last the `year`.

    >>> spans("Between 28 November and 2 December 2016")
    (Span(start=datetime.date(2016, 11, 28), end=datetime.date(2016, 12, 2)),)
    """
    found: list[Span] = []
    last = str(year or "")
    for run in reversed(list(_runs(text))):
        if span := _span(run, last):
            found.insert(0, span)
        last = run[-1]["year"] or last
    return tuple(found)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Dates joined by "to", "and" or a dash, two at most: the later of them has its month."""
    found = [part for part in DATE.finditer(text) if part["numeric"] or int(part["day"]) in range(1, 32)]
    while found:
        first = found.pop(0)
        if found and JOINT.fullmatch(text[first.end() : found[0].start()]) and _has_month(found[0]):
            yield [first, found.pop(0)]
        elif _has_month(first):
            yield [first]


def _has_month(part: re.Match[str]) -> bool:
    return bool(part["numeric"] or part["month"])


def _span(run: list[re.Match[str]], year: str) -> Span | None:
    first, last = run[0], run[-1]
    end = _parsed(last, "", year)
    if end is None:
        return None
    start = _parsed(first, last["month"] or "", str(end.year))
    if start and start > end and not first["year"]:
        start = _parsed(first, "", str(end.year - 1))  # 28 December to 9 January 2015
    return Span(start, end)


def _parsed(part: re.Match[str], month: str, year: str) -> date | None:
    """One date, with the month and year of another where it has none; None where it is no day of the calendar."""
    text, form = part["numeric"], "%d/%m/%Y"
    if not text:
        text, form = f"{part['day']} {(part['month'] or month)[:3]} {part['year'] or year}", "%d %b %Y"
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None
