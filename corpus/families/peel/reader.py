"""PEEL reports: blocks in, an outline of sections and findings and the report's facts out.

A chapter opens with its title and what grades it; then come boxes (a label, then one or more titled boxes) and, under
"Main findings", findings headed by a whole sentence. In extracted text the contents of boxes are often displaced to the
end of their page; `arrange` puts them back under their label before anything is read. Reports of 2018/19 have three
pillars with chapters under them; headings that every pillar repeats belong to theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.families.peel import forms, summary, words
from corpus.families.peel.arrange import arrange
from corpus.families.peel.boxes import DEMANDS, is_label
from corpus.families.peel.chapters import Plan, Start
from corpus.families.peel.facts import facts
from corpus.families.peel.grades import BADGE, SENTENCE, SUMMARY, Mark, area_near, settle, under_title
from corpus.families.peel.inside import Box, Inside
from corpus.families.profile import Area, Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText, subplace
from corpus.names import fold

OPENING = 4  # paragraphs after a chapter's title among which the sentence that grades it is looked for


def is_heading(text: str, profile: Profile, edition: Edition) -> bool:
    """Whether a line, or lines joined, is a heading that PEEL reports print: a label, a part, a chapter."""
    if not text[:1].isupper() or len(text) > 120:
        return False
    if is_label(text, profile) or words.is_main_findings(text) or words.part_of(text) is not None:
        return True
    return edition.area_named(words.plain_name(text)) is not None


def read_report(blocks: Sequence[Block], woven: PageText, profile: Profile, edition: Edition) -> tuple[Outline, Facts]:
    """The outline and the facts of one PEEL report."""
    plan = Plan(blocks, profile, edition)
    reader = _Reader(woven, profile, edition, plan.starts, Inside(blocks, profile, plan.starts))
    for i, block in enumerate(blocks):
        reader.take(i, block)
    grades, problems = settle([*reader.marks, *reader.in_summary()])
    return reader.outline, facts(
        blocks, edition, grades, reader.ungraded, reader.subjects, [*reader.problems, *problems]
    )


class _Reader:
    """Walks down a report: which chapter it is in, whether in a box, which finding is open."""

    def __init__(
        self, woven: PageText, profile: Profile, edition: Edition, starts: dict[int, Start], inside: Inside
    ) -> None:
        self.outline = Outline(woven)
        self.marks: list[Mark] = []
        self.ungraded: list[str] = []
        self.subjects: list[str] = []
        self.problems: list[str] = []
        self._woven, self._profile, self._edition = woven, profile, edition
        self._starts, self._inside = starts, inside
        self._section = self.outline.section(None, "Cover", area=None)
        self._kind = "context"  # of the findings that the open section holds
        self._box: Box | None = None
        self._finding: int | None = None
        self._concern: int | None = None  # the cause of concern that recommendations are under
        self._area: Area | None = None
        self._label = ""
        self._pillar: int | None = None  # the section of the pillar that the report is in
        self._opening = 0  # paragraphs that may still grade the chapter
        self._summaries: list[list[Block]] = [[]]
        self._in_summary = True
        self._boxes: set[tuple[str, str]] = set()

    # Where a block belongs

    def take(self, i: int, block: Block) -> None:
        """Read the next block."""
        if start := self._starts.get(i):
            self._start(block, start)
            return
        if self._in_summary:
            self._summaries[-1].append(block)
        if (self._opening and self._in_opening(block)) or words.QUESTION.match(block.text):
            self.outline.add(self.outline.finding("context", self._section), block)
        elif block.kind == "heading":
            self._heading(i, block)
        elif self._extents(block):
            self.outline.add(self.outline.finding("context", self._section), block)
        else:
            self._paragraph(block)

    def _start(self, block: Block, start: Start) -> None:
        if start.problem:
            self.problems.append(start.problem)
        if start.area is None:
            self._part(block, start)
        elif not (self._area and self._area.key == start.area.key):
            self._chapter(block, start.area, start)
        if start.badge and start.area:
            self._mark(start.area, start.badge, BADGE, block)

    def _chapter(self, block: Block, area: Area, start: Start) -> None:
        pillar = fold(area.name) in words.PILLARS and self._edition.area_named(area.name) is not None
        parent = None if pillar else self._pillar
        self._open(block, start.label, start.kind, area, parent)
        self._pillar = self._section if pillar else parent
        self._area, self._label, self._opening = area, start.label, OPENING

    def _part(self, block: Block, start: Start) -> None:
        """Open a part without an area; one that every pillar has stands under the pillar that it is in."""
        name = words.plain_name(start.label).lower()
        if self._pillar is not None and name in words.PILLAR_PARTS:
            area = self.outline.sections[self._pillar].area if name in ("summary", "overview") else None
            kind = "context" if area is None else "observation"
            self._open(block, start.label, kind, area, self._pillar)
            return
        if start.kind == "main_finding":  # a chapter that is not graded
            self._open(block, start.label, start.kind, None, None)
            return
        self._open(block, start.label, start.kind, None, None)
        self._pillar = None
        self._in_summary = words.is_summary(start.label)
        if self._in_summary:
            self._summaries.append([])

    def _open(self, block: Block, label: str, kind: str, area: Area | str | None, parent: int | None) -> None:
        key = area.key if isinstance(area, Area) else area
        self._section = self.outline.section(block, label, area=key, parent=parent)
        self._area, self._kind, self._box, self._finding, self._concern = None, kind, None, None, None
        self._opening, self._in_summary = 0, False

    # A chapter's opening

    def _in_opening(self, block: Block) -> bool:
        """Whether a block between a chapter's title and its findings is about its grade."""
        assert self._area is not None
        if grade := forms.badge(block.text):
            if grade in self._edition.scale.grades:
                self._mark(self._area, grade, BADGE, block)
            return True
        if words.ASIDE.match(block.text) or words.QUESTION.match(block.text):
            return True
        if self._inside.closes_opening(block):
            self._opening = 0
            return False
        first, self._opening = self._opening == OPENING, self._opening - 1
        return self._says_grade(block, first=first)

    def _says_grade(self, block: Block, *, first: bool) -> bool:
        assert self._area is not None
        said = under_title(self._area, block.text, first=first)
        if said and said.grade in self._edition.scale.grades and (block.kind != "heading" or said.named):
            self._mark(self._area, said.grade, SENTENCE, block, (said.start, said.end), said.subject)
            if said.carried:
                self.problems.append(f"{self._label}: the grade on page {block.page} is carried over from before")
            return True
        if block.kind == "heading":
            self._opening = 0
        elif forms.NOT_GRADED.search(block.text):
            self.ungraded.append(self._label)
        return False

    def _mark(
        self,
        area: Area,
        grade: str,
        source: int,
        block: Block,
        span: tuple[int, int] | None = None,
        subject: str = "",
    ) -> None:
        place = self._woven.place(block)
        place = subplace(place, *span) if span else place
        label = self._label if self._area and self._area.key == area.key else area.name
        self.marks.append(Mark(area, label, grade, source, place, block.page))
        if subject:
            self.subjects.append(subject)

    def _extents(self, block: Block) -> bool:
        """Whether a block is nothing but lines that grade pillars or areas: those of the summary and the pillars."""
        said = list(forms.statements(block.text))
        if not said or not all(one.extent for one in said) or said[0].start > 2:
            return False
        if block.text[said[-1].end :].strip(" .;") or any(a.end + 6 < b.start for a, b in pairwise(said)):
            return False
        graded = [(one, area) for one in said if (area := area_near(one.of, self._edition))]
        for one, area in graded:
            own = self._pillar is not None and self.outline.sections[self._pillar].area == area.key
            self._mark(area, one.grade, SENTENCE if own else SUMMARY, block, (one.start, one.end), one.subject)
        return bool(graded)

    # Headings and paragraphs

    def _heading(self, i: int, block: Block) -> None:
        if words.is_main_findings(block.text):
            self._begin_findings()
        elif (self._area or self._kind == "main_finding") and (box := self._inside.box(i)):
            self._box, self._finding = box, None
            self._concern = self._concern if box.kind == "recommendation" else None
        elif words.SIGNATURE.match(block.text) and self._kind == "observation":
            return
        elif self._section == 0:
            self._paragraph(block)
        elif words.CAPTION.search(block.text):
            self.outline.add(self.outline.finding("context", self._section), block)  # the open finding goes on after it
        else:
            self._titled(block)

    def _begin_findings(self) -> None:
        self._box, self._finding, self._opening = None, None, 0
        self._kind = "main_finding" if self._area or self._kind == "context" else self._kind

    def _titled(self, block: Block) -> None:
        self._opening = 0
        if self._box and self._inside.leaves(block, self._box):
            self._box = None
        if self._box:
            self._boxed(block)
        else:
            kind = "main_finding" if self._kind == "context" else self._kind
            self._finding = self.outline.finding(kind, self._section, title=block)

    def _boxed(self, block: Block) -> None:
        """Open a box with its title. What was in a box before, word for word, is told once."""
        assert self._box is not None
        self._box.titles += 1
        kind = self._box.kind
        told = (kind, fold(block.text))
        again, self._boxes = told in self._boxes, self._boxes | {told}
        self._finding = self.outline.finding("context" if again else kind, self._section, title=block)
        if kind == "cause_of_concern":
            self._concern = self._finding

    def _paragraph(self, block: Block) -> None:
        if words.FINDINGS_BEGIN.match(block.text) and self._area:
            self._begin_findings()
        if self._area and words.STANDING_CHAPTER.match(block.text) and not self._graded(self._area):
            self._kind, self._finding = "boilerplate", None
        if self._kind == "observation" and words.SIGNATURE.match(block.text):
            return
        if self._box and self._in_box(block):
            return
        if self._finding is None or self._section == 0:
            self._finding = self.outline.finding(self._box.kind if self._box else self._kind, self._section)
            if self._box:
                self._box.titles += 1
        self.outline.add(self._finding, block)

    def _in_box(self, block: Block) -> bool:
        """Whether a block of a box is an item of its list, or the line before the list."""
        assert self._box is not None
        listed = self._box.kind in DEMANDS and (self._box.titles == 0 or self._box.items)
        if listed and block.kind in ("bullet", "numbered"):
            self._box.items = True
            self._boxed(block)
            return True
        if listed and block.kind == "paragraph" and (block.text.endswith(":") or self._box.items):
            finding = self._concern if self._concern is not None else self.outline.finding("context", self._section)
            self.outline.add(finding, block)
            return True
        return False

    def _graded(self, area: Area) -> bool:
        return any(mark.area.key == area.key for mark in self.marks)

    # The summary

    def in_summary(self) -> list[Mark]:
        """The grades in the table and the sentences of the summary."""
        marks: list[Mark] = []
        for part in self._summaries:
            for row in summary.rows(part, self._edition):
                if row.grade in self._edition.scale.grades:
                    place = subplace(self._woven.place(row.block), *row.span)
                    marks.append(Mark(row.area, row.label, row.grade, SUMMARY, place, row.block.page))
            for block in part:
                for one in forms.statements(block.text):
                    if one.named and (area := area_near(one.of, self._edition)) and not one.extent:
                        place = subplace(self._woven.place(block), one.start, one.end)
                        marks.append(Mark(area, area.name, one.grade, SUMMARY, place, block.page))
        return marks


READER = Reader(read_report, is_heading, arrange)
