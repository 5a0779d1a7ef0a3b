"""Ofsted children's-services reports: blocks in, an outline of sections and findings and the report's facts out.

Headings decide what stands under them: lists of what to improve (one finding an item, its further bullets and
paragraphs with it), numbered findings, prose, context, standing text. A heading is known by its words; others
are sub-headings of the open section. Left out are the title, the contents page, note marks and the cells of tables
of grades: they are facts, and quoted with the grades.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.families.childrens_services import facts as ofsted_facts
from corpus.families.childrens_services import words
from corpus.families.childrens_services.grades import BOARD
from corpus.families.childrens_services.headings import area_of, arrange, is_heading
from corpus.families.ofsted_words import CLOSING, CROSS_REFERENCE
from corpus.families.profile import Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import Block
from corpus.layout.by_type import body_size
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText

PART, CHAPTER, SUBSECTION, TOPIC = 0, 1, 2, 3  # how deep a heading stands
TOPIC_LENGTH = 90
NOTE_SMALLER = 1.5  # points by which notes at the foot of a page are smaller than the text
GRADE_CELL = re.compile(rf"^(?:{words.GRADE_WORDS}|grade \d \(\w+\))\W*$", re.I)
INTRODUCES = re.compile(r"\btake the\s+following actions?\b|\bfollowing actions?\W*$", re.I)


@dataclass(slots=True)
class _Level:
    """An open section: its index, how deep it stands, the kind of what stands in it, its type size."""

    index: int
    depth: int
    kind: str
    size: float


def read_report(
    blocks: tuple[Block, ...], woven: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one report."""
    walk = _Walk(Outline(woven), profile, edition, blocks)
    for i, block in enumerate(blocks):
        walk.take(block, blocks[i + 1] if i + 1 < len(blocks) else None)
    facts = ofsted_facts.facts(blocks, woven, edition)
    if edition and not any(finding.kind in words.LISTS for finding in walk.outline.findings):
        facts = replace(facts, problems=(*facts.problems, "no list of what should improve was found"))
    return walk.outline, facts


class _Walk:
    """Where a walk over a report's blocks stands: the open sections, and the finding that is being filled."""

    def __init__(self, outline: Outline, profile: Profile, edition: Edition | None, blocks: Sequence[Block]) -> None:
        self.outline = outline
        self._profile = profile
        self._edition = edition
        self._front = ofsted_facts.fact_blocks(blocks, edition)
        first = blocks[0] if blocks else None
        self._body = body_size([line for b in blocks for line in b.lines]) if first and first.size else None
        self._open: list[_Level] = []
        self._finding: int | None = None
        self._note: int | None = None  # the last note, while nothing else has followed it
        self._numbered = False  # whether the open list numbers its items
        self._contents: int | None = None  # the page on which a table of contents is being passed over
        title = ofsted_facts.title(ofsted_facts.cover(blocks)) or ""
        board = title.lower().startswith("review")  # a report on the safeguarding board alone
        self._section(None, "Summary", BOARD if board else None, PART if board else CHAPTER, "observation")

    def take(self, block: Block, following: Block | None) -> None:
        """Put one block where it belongs."""
        if self._passed_over(block) or id(block) in self._front:
            return
        if words.TABLE_HEAD.match(block.text) or GRADE_CELL.match(block.text) or re.fullmatch(r"\d{1,2}", block.text):
            return
        if any(pattern.search(block.text) for pattern in CLOSING):
            self._close_report(block)
        elif any(pattern.search(block.text) for pattern in self._profile.boilerplate):
            self._aside("boilerplate", block)
        elif self._is_note(block):
            if not words.TITLE.match(block.text):  # the title small at the foot of a page runs
                self._aside("context", block)
        else:
            self._note = None
            if not self._heading(block, following):
                self._text(block)

    def _passed_over(self, block: Block) -> bool:
        """Whether a block is part of the contents page."""
        if words.CONTENTS.match(block.text):
            self._contents = block.page
            return True
        if self._contents is None:
            return False
        if block.page == self._contents or re.search(r"\s\d{1,3}$", block.text):
            return True
        self._contents = None
        return False

    # Headings -------------------------------------------------------------------------------------------------------

    def _heading(self, block: Block, following: Block | None) -> bool:
        """Open the section that a block heads. False where it heads none."""
        if block.kind not in ("heading", "paragraph"):
            return False
        text = block.text
        if area := area_of(text, self._edition):
            if self._sorts_items(block, following):
                return self._topic(block, None if self._within(BOARD) else area.key)
            return self._section(block, text, area.key, CHAPTER, "observation")
        if block.kind == "heading":
            return self._known(block) or self._topic(block)
        if len(text) <= 60 and any(pattern.match(text) for pattern in words.LISTS.values()):
            return bool(block.bold) and self._known(block)
        short = len(text) <= TOPIC_LENGTH and not text.endswith((".", ",", ";")) and text[:1].isupper()
        items = following is not None and following.kind in ("numbered", "bullet") and following.text[:1] != "–"
        return short and items and self._level.kind in words.LISTS and not text.endswith(":") and self._topic(block)

    def _sorts_items(self, block: Block, following: Block | None) -> bool:
        """Whether the name of an area, without a grade, only sorts the items of a numbered list."""
        within = self._level.kind in words.LISTS and (self._numbered or self._finding is None)
        graded = re.search(rf"(?:{words.GRADE_WORDS})\W*$", block.text, re.I)
        return within and not graded and following is not None and following.kind == "numbered"

    def _known(self, block: Block) -> bool:
        """Open a section whose heading is one of those that the family's reports share."""
        text = block.text
        if words.STANDING.match(text):
            return self._section(block, text, None, PART, "boilerplate")
        standing = next((level for level in self._open if level.depth == PART and level.kind == "boilerplate"), None)
        if standing and (block.size or 0) < standing.size and not words.CONTEXT.match(text):
            return self._section(block, text, None, TOPIC, "boilerplate")
        if words.CONTEXT.match(text):
            return self._section(block, text, None, CHAPTER, "context")
        for kind, pattern in words.LISTS.items():
            if pattern.match(text):
                return self._section(block, text, None, SUBSECTION if self._in_list() else CHAPTER, kind)
        if words.AUTHORITY_PART.match(text):
            return self._section(block, text, None, PART, "observation")
        if words.BOARD_PART.match(text) and not self._within(BOARD) and (block.size or 99) >= (self._body or 0):
            return self._section(block, text, BOARD, PART, "observation")
        if words.SUBHEADINGS.match(text):
            return self._section(block, text, None, SUBSECTION, "observation")
        if words.OBSERVATIONS.match(text):
            return self._section(block, text, None, CHAPTER, "observation")
        return False

    def _topic(self, block: Block, area: str | None = None) -> bool:
        """Open a section under the open one; larger type than the open section's ends that section."""
        size = block.size or 0.0
        while len(self._open) > 1 and self._level.depth != PART and size > self._level.size + 0.5:
            self._open.pop()
        ended = self._level.kind in words.LISTS and words.BOARD_PART.match(block.text)
        return self._section(block, block.text, area, TOPIC, "observation" if ended else self._level.kind)

    def _in_list(self) -> bool:
        return self._level.kind in words.LISTS

    def _within(self, area: str) -> bool:
        return any(self.outline.sections[level.index].area == area and level.depth == PART for level in self._open)

    @property
    def _level(self) -> _Level:
        return self._open[-1]

    def _section(self, block: Block | None, heading: str, area: str | None, depth: int, kind: str) -> bool:
        """Open a section below those that stand higher; it inherits their area where it has none of its own."""
        size = block.size or 0.0 if block else 0.0
        while self._open and (self._open[-1].depth >= depth or self._ends_standing(size)):
            self._open.pop()
        parent = self._open[-1].index if self._open else None
        if area is None and parent is not None and kind not in ("context", "boilerplate"):
            area = self.outline.sections[parent].area
        index = self.outline.section(block, heading, area=area, parent=parent)
        self._open.append(_Level(index, depth, kind, size))
        self._finding, self._numbered = None, False
        return True

    def _ends_standing(self, size: float) -> bool:
        """Whether a heading of this size ends the part of standing text that is open."""
        return self._level.kind == "boilerplate" and self._level.depth == PART and size >= self._level.size

    # Text -----------------------------------------------------------------------------------------------------------

    def _text(self, block: Block) -> None:
        """Add a block to the open finding, or open the finding that it begins."""
        kind = self._level.kind
        if kind in words.LISTS:
            self._list_block(block)
        elif block.kind == "numbered":
            self._begin("main_finding" if kind == "observation" else kind, block)
        elif self._finding is None or (not self._numbered and block.kind in ("paragraph", "heading")):
            self._begin(kind, block)
        else:
            self.outline.add(self._finding, block)

    def _list_block(self, block: Block) -> None:
        item = block.kind == "numbered" or (block.kind == "bullet" and not self._numbered)
        if words.NO_ITEMS.match(re.sub(r"^\W*\d*\W*", "", block.text)):
            self._begin("observation", block)
        elif block.kind == "numbered" and INTRODUCES.search(block.text):
            self._begin("main_finding", block)
            self._numbered = False
        elif item:
            self._begin(self._level.kind, block)
        elif self._finding is None:
            self._begin("observation", block)
        else:
            self.outline.add(self._finding, block, self._end(block))

    def _begin(self, kind: str, block: Block) -> None:
        self._finding = self.outline.finding(kind, self._level.index, number=block.number)
        self._numbered = block.kind == "numbered"
        self.outline.add(self._finding, block, self._end(block))

    def _end(self, block: Block) -> int | None:
        """Where a list's item ends, if a reference to the framework follows it."""
        reference = CROSS_REFERENCE.search(block.text) if self._in_list() else None
        return reference.start() if reference else None

    def _aside(self, kind: str, block: Block) -> None:
        """A block that interrupts: the open finding goes on after it. A note's second line stays with the first."""
        if self._note is None or not block.text[:1].islower():
            self._note = self.outline.finding(kind, self._level.index)
        self.outline.add(self._note, block)

    def _is_note(self, block: Block) -> bool:
        return bool(self._body and block.size and block.size <= self._body - NOTE_SMALLER and block.kind != "heading")

    def _close_report(self, block: Block) -> None:
        if self._level.kind != "boilerplate":
            self._section(None, "About Ofsted", None, PART, "boilerplate")
        self._begin("boilerplate", block)


READER = Reader(read_report, is_heading, arrange)
