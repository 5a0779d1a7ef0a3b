"""What an Ofsted children's-services report says of itself: body, title, dates and grades.

All are the cover's, never those of running lines. Where a trust is inspected that acts for an authority, the report is on
the authority and names the trust beside it. What is not printed stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from corpus.bodies import acts_for
from corpus.families.childrens_services import words
from corpus.families.childrens_services.grades import Row, grades, rows
from corpus.families.profile import WHOLE, Edition
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts
from corpus.layout.page_text import PageText
from corpus.records import Span

COVER_PAGES = 2
COVER_ENDS = re.compile(
    r"^(?:contents|executive summary|what needs to improve\W*\d?|the local authority|about this inspection)$", re.I
)
DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212\u2500]\s*")
DAY, YEAR = r"\d{1,2}(?:st|nd|rd|th)?", r"\d{4}"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
NUMERIC = r"\d{1,2}/\d{1,2}/\d{4}"  # 12/09/2016
WORDED = rf"(?P<day>{DAY})\b(?:\s+(?P<month>{MONTH})\b)?(?:,?\s+(?P<year>{YEAR})\b)?"  # 3 | 16 April | 18 Feb 2014
DATE = re.compile(rf"(?P<numeric>{NUMERIC})|{WORDED}", re.I)
INSPECTED = re.compile(
    r"inspection\s+dates?\s*:?\s*(?P<dates>.*?)(?=\b(?:report\s+published|published|lead\s+inspector|reporting\s+inspector"
    r"|age\s+group|judge?ment|the\s+overall|children[’']s\s+services)\b|$)",
    re.I | re.S,
)
PUBLISHED = re.compile(rf"\bpublished\s*:?\s*(?P<date>{NUMERIC}|{DAY}\s+{MONTH}\s+{YEAR})", re.I)
NOT_A_NAME = re.compile(r"^(?:and|lead inspector|age group|judge?ment|inspection dates?|report published)\b", re.I)


def cover(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the first pages before the first heading of the report's own text."""
    taken: list[Block] = []
    for block in blocks:
        if block.page > COVER_PAGES or (taken and COVER_ENDS.match(block.text)):
            break
        taken.append(block)
    return tuple(taken)


def fact_blocks(blocks: Sequence[Block], edition: Edition | None) -> frozenset[int]:
    """The identities of the cover's blocks that are facts: title, dates, the table of grades."""
    front = cover(blocks)
    if edition is None:
        return frozenset()
    printed: dict[str, Row] = {}
    for row in rows(front, edition):
        printed.setdefault(row.label.lower(), row)  # a later one heads the text on that area
    table, heads, offset = [], [], 0
    for i, block in enumerate(front):
        end = offset + len(block.text)
        if len(block.text) < 160 and any(row.start < end and offset < row.end for row in printed.values()):
            table.append(i)
        elif block.page == 1 and (block.kind == "heading" or words.TITLE.match(block.text)):
            heads.append(i)
        offset = end + 1
    last = max(table, default=len(front))
    return frozenset(id(front[i]) for i in (*table, *(i for i in heads if i < last)))


def facts(blocks: Sequence[Block], woven: PageText, edition: Edition | None) -> Facts:
    """All facts of one report."""
    front = cover(blocks)
    text = " ".join(block.text for block in front)
    spans, name = inspected(text), body_name(front)
    found, not_judged, problems = grades(blocks, front, woven, edition)
    whole = edition is not None and any(area.key == WHOLE for area in edition.areas)
    if whole and not any(grade.area == WHOLE for grade in found):
        problems = (*problems, "no overall grade found in the table of judgements")
    if not spans or spans[-1].end is None:
        problems = (*problems, "no complete inspection dates found on the cover")
    return Facts(
        body_name=name,
        title=title(front),
        inspected=spans,
        published=publication(text),
        grades=found,
        not_judged=not_judged,
        problems=problems,
        bodies_also=(name,) if name and acts_for(name) else (),
    )


# Name and title -----------------------------------------------------------------------------------------------------


def title(front: Sequence[Block]) -> str | None:
    """The report's title, both parts of it where a review of the safeguarding board is bound in."""
    parts: list[str] = []
    for block in front:
        text = re.split(r"\s*\binspection dates?\b", block.text, flags=re.I)[0]
        if words.TITLE.match(text):
            parts.append(re.sub(r"(?<=[a-z])\d$", "", text))  # the mark of a note
    return " and ".join(dict.fromkeys(parts)) or None


def body_name(front: Sequence[Block]) -> str | None:
    """The inspected body as printed: named inside the title, or in a heading of its own above or below it."""
    for block in front:
        for form in (words.TITLE_WITH_NAME, words.TITLE_WITH_TRUST):
            if (named := form.match(block.text)) and (name := _bare(named["name"])):
                return name
    for block in front:
        if INSPECTED.match(block.text):
            break
        if block.kind == "heading" and not words.TITLE.match(block.text) and not NOT_A_NAME.match(block.text):
            return block.text
    return None


def _bare(name: str) -> str | None:
    """A name from inside a title, None where the words there are the title's own ("children's social care ...")."""
    generic = re.match(r"(?:children|services|looked after|safeguarding|local authority)\b", name, re.I)
    return None if generic else " ".join(name.split())


# Dates --------------------------------------------------------------------------------------------------------------


def publication(text: str) -> date | None:
    """The date after "Report published"."""
    found = PUBLISHED.search(text)
    return _dates(found["date"])[0] if found else None


def inspected(text: str) -> tuple[Span, ...]:
    """The spans after "Inspection dates"; a single date begins and ends its span."""
    found = INSPECTED.search(text)
    if not found:
        return ()
    pieces = [piece for piece in re.split(r"\band\b|&|;", found["dates"]) if DATE.search(piece)]
    days = [_dates(piece) for piece in _whole(pieces)]
    return tuple(Span(dates[0], dates[-1]) for dates in days if dates)


def _whole(pieces: Sequence[str]) -> list[str]:
    """Pieces of a list of spans, each with the month and year that it shares with the next one."""
    whole: list[str] = []
    month = year = ""
    for piece in reversed(pieces):
        if not re.search(NUMERIC, piece):
            last = list(DATE.finditer(piece))[-1]
            month, year = last["month"] or month, last["year"] or year
            piece = f"{piece[: last.start()]}{last['day']} {month} {year}"
        whole.insert(0, piece)
    return whole


def _dates(text: str) -> list[date | None]:
    """The dates of one span; month and year left out of the start are those of the end."""
    found: list[date | None] = []
    month = year = ""
    for part in reversed(list(DATE.finditer(DASHES.sub(" – ", text)))):
        if part["numeric"]:
            found.insert(0, _parsed(part["numeric"], "%d/%m/%Y"))
            continue
        month, year = part["month"] or month, part["year"] or year
        day = _parsed(f"{re.sub('[a-z]', '', part['day'])} {month[:3]} {year}", "%d %b %Y")
        if day and not part["year"] and found and found[0] and day > found[0]:
            day = _parsed(f"{day:%d/%m}/{day.year - 1}", "%d/%m/%Y")  # 28 December to 9 January 2015
        found.insert(0, day)
    return found


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None
