"""Letters of joint targeted area inspections: blocks in, an outline of sections and findings and the letter's facts out.

Headings decide what stands under them: lists (a finding an item, with the paragraphs that go on with it), prose, boxes about
one case (a finding each, of no stance of its own), what is to be done next. Left out are the date, the addressees, the title
and the signatures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.families.joint_targeted import words
from corpus.families.joint_targeted.facts import facts, known_heading, letter
from corpus.families.joint_targeted.order import INDENT, arrange, is_note, text_size
from corpus.families.profile import Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import Block
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText

BULLETS = ("bullet", "subbullet")
SENTENCE = re.compile(r"(?<=[.!?])\d?\s+(?=[A-Z‘])")


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line is a heading that letters share, so that it is one without large type too."""
    return known_heading(text)


def read_report(
    blocks: tuple[Block, ...], woven: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one letter."""
    front = letter(blocks)
    walk = _Walk(Outline(woven), profile, text_size(blocks))
    rest = blocks[len(front.front) :]
    for i, block in enumerate(rest):
        walk.take(block, rest[i + 1 :])
    return walk.outline, facts(blocks, front)


class _Walk:
    """Where a walk over a letter's blocks stands: the open section, the list or box in it, the finding being filled."""

    def __init__(self, outline: Outline, profile: Profile, body: float | None) -> None:
        self.outline = outline
        self._profile = profile
        self._body = body
        self._kind = "observation"  # of what stands in the open section
        self._part = self._section = outline.section(None, "Summary", area=None)
        self._finding: int | None = None
        self._left: float | None = None  # where the open finding's bullet stands
        self._box: tuple[int, str, float | None] | None = None  # what a box interrupts, and where the box's text stands
        self._items = True  # whether the open list has bullets
        self._empty = True  # whether nothing has come under the open heading
        self._note: int | None = None
        self._opening = True  # until a heading or a finding has come
        self._ended = False

    def take(self, block: Block, following: Sequence[Block]) -> None:
        """Put one block where it belongs."""
        if re.fullmatch(r"\W*\d{0,3}\W*", block.text):
            return
        if is_note(block, self._body):
            self._aside(block)
            return
        self._note = None
        if words.CLOSING.match(block.text):
            self._ended = True
        elif self._heading(block, following):
            self._ended = self._opening = False
        elif not self._ended:
            self._text(block)

    # Headings -------------------------------------------------------------------------------------------------------

    def _heading(self, block: Block, following: Sequence[Block]) -> bool:
        """Open the section or box that a block heads. False where it heads none."""
        if block.kind != "heading":
            return False
        text = block.text
        if words.BOX.fullmatch(text):
            return self._open_box(block)
        if words.CONTEXT.fullmatch(text):
            return self._open(block, "context", following, part=True)
        if words.FINDINGS.fullmatch(text):
            return self._open(block, "observation", following, part=True)
        for kind, pattern in words.LISTS.items():
            if pattern.fullmatch(text):
                return self._open(block, kind, following, part=True)
        if self._ended:
            return False
        if self._box and not self._left_of_box(block):
            return self._add_to_box(block)
        listed = self._kind in words.LISTS and (self._empty or not self._items or _introduces_items(following))
        kind = self._kind if listed or self._kind == "context" else "observation"
        return self._open(block, kind, following, part=self._kind in words.LISTS and not listed)

    def _open(self, block: Block, kind: str, following: Sequence[Block], *, part: bool) -> bool:
        """Open a section; one that is no part of the letter stands under the part that is open."""
        self._section = self.outline.section(block, block.text, area=None, parent=None if part else self._part)
        if part:
            self._part = self._section
        self._kind, self._finding, self._left, self._box = kind, None, None, None
        self._items, self._empty = _has_bullets(following), True
        return True

    def _open_box(self, block: Block) -> bool:
        if self._box is None:
            self._box = (self._section, self._kind, block.lines[0].x)
        self._section = self.outline.section(block, block.text, area=None, parent=self._part)
        self._kind, self._left = "observation", None
        self._finding = self.outline.finding("observation", self._section)
        return True

    def _left_of_box(self, block: Block) -> bool:
        """Whether a block stands further left than the open box, so that the box has ended."""
        own, edge = block.lines[0].x, self._box[2] if self._box else None
        return own is not None and edge is not None and own < edge - INDENT / 2

    def _add_to_box(self, block: Block) -> bool:
        assert self._finding is not None
        self.outline.add(self._finding, block)
        return True

    # Text -----------------------------------------------------------------------------------------------------------

    def _text(self, block: Block) -> None:
        """Add a block to the open finding, or open the finding that it begins."""
        if self._box:
            if not self._left_of_box(block):
                self._add_to_box(block)
                return
            self._section, self._kind, _ = self._box
            self._finding, self._left, self._box = None, None, None
        if self._kind in words.LISTS:
            self._list_block(block)
        elif block.kind in BULLETS and self._finding is not None:
            self.outline.add(self._finding, block)
        else:
            kind = "main_finding" if block.kind == "numbered" and self._kind == "observation" else self._kind
            self._begin("context" if self._opening and _of_itself(block.text) else kind, block)

    def _list_block(self, block: Block) -> None:
        bare = re.sub(r"^\W*\d*\W*", "", block.text)
        if words.NO_ITEMS.match(bare):
            self._begin("observation", block)
        elif block.kind == "bullet" or (block.kind == "numbered" and not self._within(block)) or not self._items:
            self._begin("observation" if block.text.endswith(":") and block.kind == "paragraph" else self._kind, block)
            self._left = block.lines[0].x
        elif self._finding is not None and self._within(block):
            self.outline.add(self._finding, block)
        else:
            self._begin("observation", block)
            self._left = None

    def _within(self, block: Block) -> bool:
        """Whether a block goes on with the open item: further to the right than its bullet."""
        own = block.lines[0].x
        if self._finding is None or self._left is None:
            return own is None and self._finding is not None
        return own is None or block.kind == "subbullet" or own > self._left + INDENT

    def _begin(self, kind: str, block: Block) -> None:
        self._empty = False
        self._finding = self.outline.finding(kind, self._section, number=block.number)
        self.outline.add(self._finding, block)

    def _aside(self, block: Block) -> None:
        """A note interrupts: the open finding goes on after it. A note's second part stays with the first."""
        if self._note is None or re.match(r"\d", block.text):
            standing = any(pattern.search(block.text) for pattern in self._profile.boilerplate)
            self._note = self.outline.finding("boilerplate" if standing else "context", self._section)
        self.outline.add(self._note, block)


def _introduces_items(following: Sequence[Block]) -> bool:
    """Whether what follows a heading are items of a list, or the line that introduces them."""
    for block in following[:2]:
        if block.kind in BULLETS:
            return True
        if block.kind == "heading" or not block.text.endswith(":"):
            return False
    return False


def _has_bullets(following: Sequence[Block]) -> bool:
    """Whether there are bullets before the next heading that letters share; where there are none, paragraphs are items."""
    for block in following:
        if block.kind in BULLETS:
            return True
        if block.kind == "heading" and known_heading(block.text):
            return False
    return False


def _of_itself(text: str) -> bool:
    """Whether a paragraph only says what the inspection was and whom the letter is for."""
    return all(words.OF_ITSELF.match(sentence.strip("0123456789 ")) for sentence in SENTENCE.split(text))


READER = Reader(read_report, is_heading, arrange)
