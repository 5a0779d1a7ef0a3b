"""Any inspection report: blocks in, an outline of sections and findings and what the report says of itself out.

Headings say what stands under them, as far as reports of all kinds agree on it. Under a heading that announces a list each
bullet, numbered paragraph or paragraph is a finding of that kind; under any other the paragraphs with their bullets are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.families.general import words
from corpus.families.profile import Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import Block
from corpus.layout.dates import day, spans
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText
from corpus.records import Line, Span

LONGEST_TITLE = 200  # characters
OPENING = 2  # pages on which a report says what it is
LONGEST_HEADING = 160


def kind_under(heading: str) -> str | None:
    """The kind of what stands under a heading; None where its words don't say."""
    text = re.sub(
        r"^\W*(?:(?:section|part|chapter)\s+)?(?:\d+(?:\.\d+)*\.?|[A-Z]\.)?\s*",
        "",
        " ".join(heading.split()),
        flags=re.I,
    )
    return next((kind for kind, pattern in words.KINDS if pattern.match(text.rstrip(":"))), None)


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line is a heading by its words alone, where the layout doesn't tell."""
    known = len(text) < 70 and text[:1].isupper() and kind_under(text) is not None
    return known or words.QUESTION.match(text) is not None


def read_report(
    blocks: tuple[Block, ...], text: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one report."""
    title = _title(blocks)
    walk = _Walk(Outline(text), profile)
    for block in blocks:
        walk.take(block)
    opening = [block.text for block in blocks if block.page <= OPENING][:60]
    return walk.outline, Facts(
        body_name=_subject([title or "", *opening]),
        title=title,
        inspected=tuple(_inspected(opening)),
        published=_published(opening),
    )


class _Walk:
    """Where a walk over a report's blocks stands: the open section, the kind that stands in it, the open finding."""

    def __init__(self, outline: Outline, profile: Profile) -> None:
        self.outline = outline
        self._profile = profile
        self._section = outline.section(None, "Opening", area=None)
        self._kind = "context"
        self._size = 0.0  # of the heading that told the kind: smaller ones stand below it
        self._finding: int | None = None

    def take(self, block: Block) -> None:
        if block.kind == "heading" and len(block.text) <= LONGEST_HEADING:
            self._heading(block)
        elif any(pattern.search(block.text) for pattern in self._profile.boilerplate):
            self.outline.add(self.outline.finding("boilerplate", self._section), block)
        else:
            self._text(block)

    def _heading(self, block: Block) -> None:
        size = block.size or 0.0
        kind = kind_under(block.text)
        if kind is not None:
            self._kind, self._size = kind, size
        elif self._kind not in words.LISTS and self._kind != "context":
            self._size = size
        elif not 0 < size < self._size - 0.5:  # as large as the heading of the list or larger, so no part of it
            self._kind, self._size = "observation", size
        self._section = self.outline.section(block, block.text, area=None)
        self._finding = None

    def _text(self, block: Block) -> None:
        item = block.kind in ("numbered", "bullet") or (self._kind in words.LISTS and block.kind == "paragraph")
        opens = self._finding is None or (item and self._kind in words.LISTS) or block.kind in ("numbered", "paragraph")
        if opens:
            self._finding = self.outline.finding(self._kind, self._section, number=block.number)
        assert self._finding is not None
        self.outline.add(self._finding, block)


def _title(blocks: Sequence[Block]) -> str | None:
    """The largest heading of the opening pages, with headings of the same size right below it."""
    opening = [block for block in blocks if block.page <= OPENING and block.kind == "heading"]
    if not opening:
        first = next((block for block in blocks if len(block.text) <= LONGEST_TITLE), None)
        return " ".join(first.text.split()) if first else None
    largest = max(block.size or 0.0 for block in opening)
    start = next(i for i, block in enumerate(opening) if (block.size or 0.0) == largest)
    parts: list[str] = []
    for block in opening[start:]:
        if (
            (block.size or 0.0) != largest
            or kind_under(block.text)
            or len(" ".join([*parts, block.text])) > LONGEST_TITLE
        ):
            break
        parts.append(_first_part(block))
        if not largest:
            break  # plain text tells no sizes, so what follows may be anything
    return " ".join(" ".join(parts or [opening[start].text]).split())[:LONGEST_TITLE]


def _first_part(block: Block) -> str:
    """The lines of a heading up to the first that the source sets apart: in plain text more follows than the title."""
    count = next((i for i, line in enumerate(block.lines) if i and not block.size and _apart(line)), len(block.lines))
    return " ".join(line.text for line in block.lines[:count])


def _apart(line: Line) -> bool:
    """Whether a line below a title in plain text is none of it."""
    return line.blank_before or any(pattern.match(line.text) for pattern in (words.PUBLISHED, words.INSPECTED))


def _subject(texts: Sequence[str]) -> str | None:
    """The name of what was inspected, as a title or an opening line says it."""
    for text in texts:
        if found := words.SUBJECT.search(" ".join(text.split())):
            return found["name"].strip()
    return None


def _inspected(opening: Sequence[str]) -> Iterator[Span]:
    for text in opening:
        if found := words.INSPECTED.search(" ".join(text.split())):
            days = spans(found["dates"])
            if days:
                yield from days
                return


def _published(opening: Sequence[str]) -> date | None:
    for text in opening:
        if (found := words.PUBLISHED.search(" ".join(text.split()))) and (on := day(found["dates"])):
            return on
    return None


READER = Reader(read_report, is_heading)
