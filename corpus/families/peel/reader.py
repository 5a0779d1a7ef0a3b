"""PEEL reports: blocks in, an outline of sections and findings and the report's facts out.

A chapter opens with its title and the sentence that grades it; then come boxes (a label, then one or more titled
boxes) and, under "Main findings", findings headed by a whole sentence. In extracted text the contents of boxes
are often displaced to the end of their page; `arrange` puts them back under their label before anything is read.
Reports of 2018/19 have three pillars with chapters under them; headings that every pillar repeats belong to theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from corpus.families.peel import words
from corpus.families.profile import Area, Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import ENDED, Block
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText, subplace
from corpus.names import fold
from corpus.records import Grade

DATE = re.compile(
    r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d)\b"
)
PUBLISHED = re.compile(r"\bpublished\b", re.I)


# Arranging ----------------------------------------------------------------------------------------------------------


def arrange(blocks: Sequence[Block], profile: Profile) -> tuple[Block, ...]:
    """Blocks with the contents of displaced boxes moved back under their label."""
    arranged: list[Block] = []
    for page in _pages(blocks):
        arranged = _join_over(arranged, _restore_boxes(page, profile))
    return tuple(arranged)


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line, or lines joined, is a heading that PEEL reports print: a label, a part, a chapter."""
    name = _name(text)
    if name in profile.box_labels or name in words.PLAIN_SECTIONS or name == words.MAIN_FINDINGS:
        return True
    return edition is not None and edition.area_named(text) is not None and text[:1].isupper()


def _name(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _pages(blocks: Sequence[Block]) -> Iterable[list[Block]]:
    page: list[Block] = []
    for block in blocks:
        if page and block.page != page[0].page:
            yield page
            page = []
        page.append(block)
    if page:
        yield page


def _restore_boxes(page: list[Block], profile: Profile) -> list[Block]:
    """Boxes at the page's end moved to their empty label: one that is followed by a heading without contents.

    The displaced box is the last headed block of the page; where the label demands something, the last whose
    title does.
    """
    for i in range(len(page) - 1):
        kind = profile.box_labels.get(_name(page[i].text))
        if kind is None or _name(page[i + 1].text) != words.MAIN_FINDINGS:
            continue
        demands = kind in ("area_for_improvement", "cause_of_concern", "recommendation")
        titles = [
            j
            for j in range(i + 2, len(page))
            if page[j].kind == "heading" and (not demands or words.DEMAND.search(page[j].text))
        ]
        if titles and len(page) > titles[-1] + 1:
            box = page[titles[-1] :]
            return [*page[: i + 1], *box, *page[i + 1 : titles[-1]]]
    return page


def _join_over(before: list[Block], page: list[Block]) -> list[Block]:
    """The pages together, with a paragraph that a displaced box cut off from its end on this page made whole."""
    if before and page:
        last, first = before[-1], page[0]
        prose = last.kind != "heading" and first.kind == "paragraph"
        if prose and not ENDED.search(last.text) and first.text[:1].islower():
            return [*before[:-1], replace(last, lines=last.lines + first.lines), *page[1:]]
    return before + page


# Reading ------------------------------------------------------------------------------------------------------------


def read_report(
    blocks: Sequence[Block], woven: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one PEEL report. `edition` is None where it was not recognised."""
    reader = _Reader(woven, profile, edition)
    for block in blocks:
        reader.take(block)
    return reader.outline, _facts(blocks, reader, edition)


class _Reader:
    """Walks down a report: which chapter it is in, whether in a box, which finding is open."""

    def __init__(self, woven: PageText, profile: Profile, edition: Edition | None) -> None:
        self.outline = Outline(woven)
        self.grades: list[Grade] = []
        self.ungraded: list[str] = []
        self.problems: list[str] = []
        self._woven, self._profile, self._edition = woven, profile, edition
        self._section = self.outline.section(None, "Cover", area=None)
        self._kind = "context"  # of the findings that the open section holds
        self._box: str | None = None
        self._finding: int | None = None
        self._area: Area | None = None
        self._pillar: int | None = None  # the section of the pillar that the report is in
        self._chapter_open = False

    def take(self, block: Block) -> None:
        if words.QUESTION.match(block.text) and self._edition and self._section:
            self.outline.add(self.outline.finding("context", self._section), block)
        elif self._chapter_open and self._badge(block):
            return
        elif block.kind == "heading":
            self._heading(block)
        elif self._pillar_grades(block) or (self._chapter_open and self._grade(block)):
            self.outline.add(self.outline.finding("context", self._section), block)
        else:
            self._paragraph(block)

    def _heading(self, block: Block) -> None:
        name = _name(block.text)
        area = self._edition.area_named(block.text) if self._edition else None
        if kind := self._profile.box_labels.get(name):
            self._box, self._finding = kind, None
        elif name == words.MAIN_FINDINGS:
            self._box, self._finding, self._kind = None, None, "main_finding"
        elif self._pillar is not None and name in words.PILLAR_PARTS:
            self._open_part_of_pillar(block, name)
        elif name in words.PLAIN_SECTIONS and not (
            self._section == 0 and name.startswith("peel ")
        ):  # that is the cover
            self._open(block, None, words.PLAIN_SECTIONS[name])
        elif area:
            if not (self._area and self._area.key == area.key):
                self._open(block, area, "main_finding")
                self._chapter_open = True
        elif words.SIGNATURE.match(block.text) and self._kind == "observation":
            return
        elif self._section == 0:
            self._paragraph(block)
        elif words.CAPTION.search(block.text):
            self.outline.add(self.outline.finding("context", self._section), block)  # the open finding goes on after it
        else:
            kind = self._box or ("main_finding" if self._kind == "context" else self._kind)
            self._finding = self.outline.finding(kind, self._section, title=block)
            self._chapter_open = False

    def _open(self, block: Block, area: Area | None, kind: str) -> None:
        pillar = area is not None and area.key in words.PILLARS
        parent = None if pillar or area is None else self._pillar
        self._section = self.outline.section(block, block.text, area=area.key if area else None, parent=parent)
        self._pillar = self._section if pillar else parent
        self._area, self._kind, self._box, self._finding = area, kind, None, None
        self._chapter_open = False

    def _open_part_of_pillar(self, block: Block, name: str) -> None:
        """Open a part that every pillar has, under the pillar that it stands in."""
        assert self._pillar is not None
        area = self.outline.sections[self._pillar].area if name == "summary" else None
        self._section = self.outline.section(block, block.text, area=area, parent=self._pillar)
        self._area, self._kind, self._box, self._finding = None, words.PLAIN_SECTIONS[name], None, None
        self._chapter_open = False

    def _badge(self, block: Block) -> bool:
        """Whether the block is a grade alone, set off under a chapter's title. In four tiers it is the chapter's grade."""
        assert self._area is not None
        assert self._edition is not None
        word = fold(block.text)
        if word not in self._edition.scale.grades:
            return False
        if self._edition.scale is words.FOUR_TIERS:
            self._give(self._area, word, block)
        self.outline.add(self.outline.finding("context", self._section), block)
        return True

    def _pillar_grades(self, block: Block) -> bool:
        """Whether the block is nothing but lines that grade pillars: those of 2018/19, in its summary and the pillars."""
        if self._edition is None or not any(area.key in words.PILLARS for area in self._edition.areas):
            return False
        lines, at = [], 0
        while line := words.PILLAR_GRADE.match(block.text, at):
            lines.append(line)
            at = line.end() + len(block.text[line.end() :]) - len(block.text[line.end() :].lstrip())
        if not lines or at < len(block.text):
            return False
        for line in lines:
            key = next(key for key in words.PILLARS if line.group(key))
            area = next(area for area in self._edition.areas if area.key == key)
            self._give(area, line.group("grade") or "requires improvement", block, (line.start(), line.end()))
        return True

    def _give(self, area: Area, grade: str, block: Block, span: tuple[int, int] | None = None) -> None:
        """Note a grade at its first place; one that an area has already is not noted again, and told where it differs."""
        place = self._woven.place(block)
        place = subplace(place, *span) if span else place
        grade = grade.lower()
        given = next((one.grade for one in self.grades if one.area == area.key), None)
        if given is None:
            self.grades.append(Grade(area.key, area.name, grade, place))
        elif given != grade:
            self.problems.append(f"{area.name}: graded {given} and, on page {block.page}, {grade}; the first is kept")

    def _grade(self, block: Block) -> bool:
        """Whether the block is the sentence under a chapter's title that grades it, or says that none is given."""
        self._chapter_open = False
        assert self._area is not None
        if found := words.GRADE_SENTENCE.match(block.text):
            self._give(self._area, found.group("grade") or "requires improvement", block)
            return True
        if words.UNGRADED_SENTENCE.search(block.text):
            self.ungraded.append(self._area.name)
        return False

    def _paragraph(self, block: Block) -> None:
        if self._area and words.STANDING_CHAPTER.match(block.text):
            self._kind, self._finding = "boilerplate", None
        if self._kind == "observation" and words.SIGNATURE.match(block.text):
            return
        if self._finding is None or (self._finding is not None and self._section == 0):
            kind = self._box or self._kind
            self._finding = self.outline.finding(kind, self._section)
        self.outline.add(self._finding, block)


# Facts --------------------------------------------------------------------------------------------------------------


def _facts(blocks: Sequence[Block], reader: _Reader, edition: Edition | None) -> Facts:
    opening = [block for block in blocks if block.page <= 4]
    cover = next((m for b in opening for m in [words.COVER_BODY.match(b.text)] if m), None)
    count = next((m for b in opening for m in [words.COUNT_SENTENCE.search(b.text)] if m), None)
    body = cover.group("body") if cover else count.group("body") if count else None
    cycle = edition.cycle if edition else "of unknown cycle"
    return Facts(
        body_name=body,
        title=f"PEEL {cycle}: An inspection of {body}" if body else None,
        published=_published(opening),
        grades=tuple(reader.grades),
        not_judged=tuple(dict.fromkeys(reader.ungraded)),
        problems=tuple(_problems(count, reader, edition)),
        grades_expected=_number(count.group("graded")) if count else None,
    )


def _published(opening: Sequence[Block]) -> date | None:
    """The date printed beside the word "published" on the first page, None where there is none."""
    for block in opening:
        if block.page == 1 and PUBLISHED.search(block.text) and (found := DATE.search(block.text)):
            with suppress(ValueError):  # a day that no month has
                return datetime.strptime(found.group(1), "%d %B %Y").date()
    return None


def _problems(count: re.Match[str] | None, reader: _Reader, edition: Edition | None) -> Iterable[str]:
    yield from reader.problems
    if edition and edition.unverified:
        yield f"edition {edition.name}: {edition.unverified}"
    if edition and not reader.grades:
        yield "no grade was found under any chapter's title"
    if count:
        expected = _number(count.group("graded"))
        if expected is not None and expected != len(reader.grades):
            yield f"the report says that it grades {expected} areas; {len(reader.grades)} grades were found"


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else words.NUMBERS.get(fold(word))


READER = Reader(read_report, is_heading, arrange)
