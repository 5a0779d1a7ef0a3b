"""What the letter on a focused visit says of itself: body, title, days of the visit, date and what the visit looked at.

The days stand in the sentence that opens the letter, its date above the salutation. Grades of earlier inspections are told in
prose and are none of this visit's. What is not printed stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import chain

from corpus.bodies import acts_for
from corpus.families.focused_visits import words
from corpus.families.ofsted_words import SALUTATION
from corpus.layout import dates
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts
from corpus.records import Span

ALONE = re.compile(
    r"^\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+,?\s+\d{4}\d*\W*$"
)  # a line that is a date, misprints among them


def facts(head: Sequence[Block], about: Sequence[Block]) -> Facts:
    """The facts of one letter: `head` is what stands above its title and the title, `about` what it says of the visit."""
    title = next((block.text for block in head if words.TITLE.match(block.text)), None)
    opening = next((block.text for block in about if words.OPENING.match(block.text)), "")
    name, spans, printed = body_name(title, opening), visited(opening), letter_date(head)
    problems = []
    if not spans:
        problems.append("the days of the visit were not found in the sentence that opens the letter")
    if printed is None:
        problems.append("the letter bears no date that could be read")
    if title is None:
        problems.append("the letter has no title")
    return Facts(
        body_name=name,
        title=title,
        inspected=spans,
        published=printed,
        problems=tuple(problems),
        bodies_also=(name,) if name and acts_for(name) else (),
        theme=theme(about),
    )


def body_name(title: str | None, opening: str) -> str | None:
    """The body visited as printed: in the title, else in the sentence that opens the letter."""
    if title and (named := words.TITLE.match(title)):
        return _bare(named["name"])
    said = re.search(r"\bvisit to (?P<name>.+?)\s+(?:on|between|from)\s+(?:the\s+)?\d", opening)
    return _bare(said["name"]) if said else None


def _bare(name: str) -> str:
    return re.sub(r"^the\s+", "", words.SERVICES.sub("", name), flags=re.I).strip()


def visited(opening: str) -> tuple[Span, ...]:
    """The days of the visit; a single day begins and ends its span."""
    found = words.DATES.search(opening)
    return dates.spans(found["dates"]) if found else ()


def letter_date(head: Sequence[Block]) -> date | None:
    """The date of the letter: a line of its own above the salutation."""
    for block in head:
        if SALUTATION.match(block.text):
            break
        for line in block.lines:
            if ALONE.match(line.text):
                return dates.day(line.text)
    return None


def theme(about: Sequence[Block]) -> str | None:
    """What the visit looked at, in the letter's words: its first sentence about arrangements, else any that tells no evidence."""
    said = [match["theme"] for block in about for match in words.LOOKED_AT.finditer(block.text)]
    arrangements = (each for each in said if words.ARRANGEMENTS.search(each))
    others = (each for each in said if not words.EVIDENCE.search(each))
    found = next(chain(arrangements, others), None)
    return _whole_quotation(" ".join(words.NOT_THEME.sub("", found).split())) if found else None


def _whole_quotation(text: str) -> str:
    """Words with the closing quotation mark that stood after a full stop."""
    return f"{text}’" if "‘" in text and "’" not in text[text.rindex("‘") :] else text
