"""What a PEEL report says of itself: the force inspected, the day of publication, and how many grades it gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime

from corpus.families.peel import words
from corpus.families.profile import Edition
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts
from corpus.records import Grade

DATE = re.compile(
    r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d)\b"
)
PUBLISHED = re.compile(r"\bpublished\b", re.I)
COVER = 15  # blocks; a web page is one page and its cover the first few lines
OPENING_PAGES, OPENING = 4, 60  # pages, and blocks where the whole report is one page


def facts(
    blocks: Sequence[Block],
    edition: Edition,
    grades: tuple[Grade, ...],
    not_judged: Iterable[str],
    subjects: Iterable[str],
    problems: Sequence[str],
) -> Facts:
    """All facts of one report. `subjects` are whom its sentences grade."""
    opening = [
        block for i, block in enumerate(blocks) if block.page <= OPENING_PAGES and (i < OPENING or block.page > 1)
    ]
    count = next((m for b in opening for p in words.COUNT_SENTENCES for m in [p.search(b.text)] if m), None)
    body = body_name(blocks, opening, subjects)
    expected = words.number(count.group("graded")) if count else None
    return Facts(
        body_name=body,
        title=f"PEEL {edition.cycle or 'of unknown cycle'}: An inspection of {body}" if body else None,
        published=_published(opening),
        grades=grades,
        not_judged=tuple(dict.fromkeys(not_judged)),
        problems=(*problems, *_problems(grades, expected, opening)),
        grades_expected=expected,
    )


def body_name(blocks: Sequence[Block], opening: Sequence[Block], subjects: Iterable[str]) -> str | None:
    """The force as the cover names it, else as the opening or most of the sentences that grade it do."""
    cover = [block for block in blocks[:COVER] if block.page <= 2]
    for pattern in words.COVER_BODIES:
        for block in cover:
            if found := pattern.search(block.text):
                whole = words.FORCE.match(found.group("body"))
                return whole.group() if whole else found.group("body")
    for block in opening:
        if counted := words.BODY_SENTENCE.search(block.text):
            return counted.group("body")
    named = Counter(found.group() for subject in subjects for found in [words.FORCE.match(subject)] if found)
    return named.most_common(1)[0][0] if named else None


def _published(opening: Sequence[Block]) -> date | None:
    """The date printed beside the word "published" on the first page, None where there is none."""
    for block in opening:
        if block.page == 1 and PUBLISHED.search(block.text) and (found := DATE.search(block.text)):
            with suppress(ValueError):  # a day that no month has
                return datetime.strptime(found.group(1), "%d %B %Y").date()
    return None


def _problems(grades: tuple[Grade, ...], expected: int | None, opening: Sequence[Block]) -> Iterable[str]:
    if not grades:
        yield "no grade was found under any chapter's title"
    if expected is not None and expected != len(grades):
        yield f"the report says that it grades {expected} areas; {len(grades)} grades were found"
    found = Counter(grade.grade for grade in grades)
    for block in opening:
        shares = {m.group("grade").lower(): words.number(m.group("count")) for m in words.SHARE.finditer(block.text)}
        for grade, count in shares.items():
            if len(shares) > 1 and count is not None and count != found[grade]:
                yield f"the report says that {count} areas are {grade}; {found[grade]} such grades were found"
