"""What the reader of a family fills in: the sections and findings of a report in order, and its facts.

A reader walks over blocks and tells the outline what each is; the outline keeps the indices straight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from corpus.layout.blocks import BULLET, DASH, NUMBER, Block
from corpus.layout.page_text import PageText, subplace
from corpus.records import Finding, Grade, Paragraph, Place, Section, Span

LEAD_IN = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says of itself; None or empty where it does not say. `body_name` is as printed."""

    body_name: str | None = None
    title: str | None = None
    inspected: tuple[Span, ...] = ()
    published: date | None = None
    grades: tuple[Grade, ...] = ()
    not_judged: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    grades_expected: int | None = None  # where the report itself says how many
    bodies_also: tuple[str, ...] = ()  # as printed
    theme: str | None = None
    outcome: str | None = None


@dataclass(slots=True)
class _Open:
    """A finding still being filled."""

    kind: str
    section: int
    area: str | None
    title: str | None = None
    title_place: Place = ()
    number: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)


class Outline:
    """Sections and findings of one report, filled from the top of the report to its end."""

    def __init__(self, woven: PageText) -> None:
        self._woven = woven
        self._sections: list[Section] = []
        self._findings: list[_Open] = []

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(self._sections)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding that has words of its own, in the order they were opened."""
        return tuple(
            Finding(f.kind, f.section, f.area, f.title, f.title_place, f.number, tuple(f.paragraphs))
            for f in self._findings
            if f.paragraphs or f.title
        )

    def section(
        self,
        block: Block | None,
        heading: str,
        *,
        area: str | None,
        parent: int | None = None,
        stance: str | None = None,
    ) -> int:
        """Open a section; the index of the section is returned. `block` is None where the report prints no heading."""
        number = block.number if block else None
        place = self._woven.place(block) if block else ()
        self._sections.append(Section(heading, number, area, place, parent, stance))
        return len(self._sections) - 1

    def finding(self, kind: str, section: int, *, title: Block | None = None, number: str | None = None) -> int:
        """Open a finding in a section, with its heading sentence where it has one; its index is returned.

        An item of a list can be the heading sentence: its bullet or number is no part of it.
        """
        area = self._sections[section].area
        place = self._woven.place(title, skip=_marker(title)) if title else ()
        self._findings.append(_Open(kind, section, area, self._woven.text(place) if title else None, place, number))
        return len(self._findings) - 1

    def add(self, finding: int, block: Block, until: int | None = None, lead_in: str | None = None) -> None:
        """Add a block to a finding, `until` a character of its text where the rest is none of it.

        A bullet takes the last line of the finding that ends in a colon as its lead-in, else what is given for one. A bullet or a number set apart from
        its text says nothing by itself and is left out.
        """
        if not block.text[_marker(block) : until].strip():
            return
        kept = self._findings[finding].paragraphs
        bullet = block.kind in ("bullet", "subbullet")
        lead_in = (self._lead_in(kept) if bullet else None) or lead_in
        place = subplace(self._woven.place(block), _marker(block), len(block.text) if until is None else until)
        kept.append(Paragraph(place, bullet, lead_in))

    def _lead_in(self, paragraphs: list[Paragraph]) -> str | None:
        for paragraph in reversed(paragraphs):
            if not paragraph.bullet:
                text = self._woven.text(paragraph.place)
                return text if LEAD_IN.search(text) else None
        return None


def _marker(block: Block) -> int:
    """How many characters of a block are its bullet or number."""
    for pattern, kinds in ((BULLET, ("bullet",)), (DASH, ("subbullet",)), (NUMBER, ("numbered",))):
        if block.kind in kinds and (found := pattern.match(block.text)):
            return found.end()
    return 0
