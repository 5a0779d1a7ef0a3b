"""PEEL reports: blocks in, an outline of sections and findings and the report's facts out.

A chapter opens with its title and the sentence that grades it; then come boxes (a label, then one or more titled
boxes) and, under "Main findings", findings headed by a whole sentence. In extracted text the contents of boxes
are often displaced to the end of their page; `arrange` puts them back under their label before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from corpus import peel
from corpus.profile import Area, Edition, Profile, fold
from corpus.records import Grade
from ingest.blocks import ENDED, Block
from ingest.outline import Facts, Outline
from ingest.weave import Woven

DATE = re.compile(r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d)\b")
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
    if name in profile.box_labels or name in peel.PLAIN_SECTIONS or name == peel.MAIN_FINDINGS:
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
        if kind is None or _name(page[i + 1].text) != peel.MAIN_FINDINGS:
            continue
        demands = kind in ("area_for_improvement", "cause_of_concern", "recommendation")
        titles = [
            j
            for j in range(i + 2, len(page))
            if page[j].kind == "heading" and (not demands or peel.DEMAND.search(page[j].text))
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
    blocks: Sequence[Block], woven: Woven, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one PEEL report. `edition` is None where it was not recognised."""
    reader = _Reader(woven, profile, edition)
    for block in blocks:
        reader.take(block)
    return reader.outline, _facts(blocks, reader, edition)


class _Reader:
    """Walks down a report: which chapter it is in, whether in a box, which finding is open."""

    def __init__(self, woven: Woven, profile: Profile, edition: Edition | None) -> None:
        self.outline = Outline(woven)
        self.grades: list[Grade] = []
        self.ungraded: list[str] = []
        self._woven, self._profile, self._edition = woven, profile, edition
        self._section = self.outline.section(None, "Cover", area=None)
        self._kind = "context"  # of the findings that the open section holds
        self._box: str | None = None
        self._finding: int | None = None
        self._area: Area | None = None
        self._chapter_open = False

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            self._heading(block)
        elif self._chapter_open and self._grade(block):
            return
        else:
            self._paragraph(block)

    def _heading(self, block: Block) -> None:
        name = _name(block.text)
        area = self._edition.area_named(block.text) if self._edition else None
        if kind := self._profile.box_labels.get(name):
            self._box, self._finding = kind, None
        elif name == peel.MAIN_FINDINGS:
            self._box, self._finding, self._kind = None, None, "main_finding"
        elif name in peel.PLAIN_SECTIONS and not (self._section == 0 and name.startswith("peel ")):  # that is the cover
            self._open(block, None, peel.PLAIN_SECTIONS[name])
        elif area:
            if not (self._area and self._area.key == area.key):
                self._open(block, area, "main_finding")
        elif peel.SIGNATURE.match(block.text) and self._kind == "observation":
            return
        elif self._section == 0:
            self._paragraph(block)
        elif peel.CAPTION.search(block.text):
            self.outline.add(self.outline.finding("context", self._section), block)  # the open finding goes on after it
        else:
            kind = self._box or ("main_finding" if self._kind == "context" else self._kind)
            self._finding = self.outline.finding(kind, self._section, title=block)
            self._chapter_open = False

    def _open(self, block: Block, area: Area | None, kind: str) -> None:
        self._section = self.outline.section(block, block.text, area=area.key if area else None)
        self._area, self._kind, self._box, self._finding = area, kind, None, None
        self._chapter_open = area is not None

    def _grade(self, block: Block) -> bool:
        """Whether the block is the sentence under a chapter's title that grades it, or says that none is given."""
        self._chapter_open = False
        assert self._area is not None
        if found := peel.GRADE_SENTENCE.match(block.text):
            grade = found.group("grade") or "requires improvement"
            self.grades.append(Grade(self._area.key, self._area.name, grade, self._woven.place(block)))
            self.outline.add(self.outline.finding("context", self._section), block)
            return True
        if peel.UNGRADED_SENTENCE.search(block.text):
            self.ungraded.append(self._area.name)
        return False

    def _paragraph(self, block: Block) -> None:
        if self._area and peel.STANDING_CHAPTER.match(block.text):
            self._kind, self._finding = "boilerplate", None
        if self._kind == "observation" and peel.SIGNATURE.match(block.text):
            return
        if self._finding is None or (self._finding is not None and self._section == 0):
            kind = self._box or self._kind
            self._finding = self.outline.finding(kind, self._section)
        self.outline.add(self._finding, block)


# Facts --------------------------------------------------------------------------------------------------------------


def _facts(blocks: Sequence[Block], reader: _Reader, edition: Edition | None) -> Facts:
    opening = [block for block in blocks if block.page <= 4]
    cover = next((m for b in opening for m in [peel.COVER_BODY.match(b.text)] if m), None)
    count = next((m for b in opening for m in [peel.COUNT_SENTENCE.search(b.text)] if m), None)
    body = cover.group("body") if cover else count.group("body") if count else None
    cycle = edition.cycle if edition else "of unknown cycle"
    return Facts(
        body_name=body,
        title=f"PEEL {cycle}: An inspection of {body}" if body else None,
        published=_published(opening),
        grades=tuple(reader.grades),
        not_judged=tuple(dict.fromkeys(reader.ungraded)),
        problems=tuple(_problems(count, reader, edition)),
    )


def _published(opening: Sequence[Block]) -> date | None:
    """The date printed beside the word "published" on the first page, None where there is none."""
    for block in opening:
        if block.page == 1 and PUBLISHED.search(block.text) and (found := DATE.search(block.text)):
            return datetime.strptime(found.group(1), "%d %B %Y").date()
    return None


def _problems(count: re.Match[str] | None, reader: _Reader, edition: Edition | None) -> Iterable[str]:
    if edition and edition.unverified:
        yield f"edition {edition.name}: {edition.unverified}"
    if edition and not reader.grades:
        yield "no grade was found under any chapter's title"
    if count:
        expected = _number(count.group("graded"))
        if expected is not None and expected != len(reader.grades):
            yield f"the report says that it grades {expected} areas; {len(reader.grades)} grades were found"


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else peel.NUMBERS.get(fold(word))
