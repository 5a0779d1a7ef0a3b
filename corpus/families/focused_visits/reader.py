"""Letters on focused visits: blocks in, an outline of sections and findings and the letter's facts out.

Above the title stand the inspectorate's and the addressee's addresses, after "Yours sincerely" the signature: neither is
read. What the letter says of the visit is context, also where it is a list. Under the other headings each bullet or paragraph
is a finding of its own; a list that a sentence introduces stands with that sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.families.focused_visits import words
from corpus.families.focused_visits.facts import facts
from corpus.families.ofsted_words import CROSS_REFERENCE, LETTERHEAD, SALUTATION, VALEDICTION
from corpus.families.profile import Edition, Profile
from corpus.families.reader import Reader
from corpus.layout.blocks import ENDED, Block
from corpus.layout.by_type import body_size
from corpus.layout.outline import Facts, Outline
from corpus.layout.page_text import PageText

SMALLER = 1.5  # points by which the inspectorate's address and notes are smaller than the text
SUMMARY, FINDINGS, ABOUT = "observation", "main_finding", "context"


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line is a heading that the letters share, so that it is one without bold type too."""
    return _kind(text) is not None or words.TITLE.match(text) is not None


def _kind(heading: str) -> str | None:
    """The kind of what stands under a heading that the letters share."""
    if words.SUMMARY.match(heading):
        return SUMMARY
    if words.FINDINGS.match(heading):
        return FINDINGS
    return next((kind for kind, pattern in words.LISTS.items() if pattern.match(heading)), None)


# Order --------------------------------------------------------------------------------------------------------------


def arrange(found: Sequence[Block], profile: Profile) -> tuple[Block, ...]:
    """Blocks with the inspectorate's address before all else, and text that it cuts made whole."""
    head = _head(found)
    ordered = [block for block in found if id(block) in head] + [block for block in found if id(block) not in head]
    whole: list[Block] = []
    for block in ordered:
        if whole and id(whole[-1]) not in head and _runs_on(whole[-1], block):
            whole[-1] = replace(whole[-1], lines=whole[-1].lines + block.lines)
        else:
            whole.append(block)
    return tuple(whole)


def _head(found: Sequence[Block]) -> frozenset[int]:
    """The blocks of the inspectorate's own address: by their words, or in small type above the salutation."""
    body = body_size([line for block in found for line in block.lines]) if found and found[0].size else None
    dear = next((block.lines[0].y for block in found if SALUTATION.match(block.text)), None)
    return frozenset(
        id(block)
        for block in found
        if block.page == 1
        and (
            LETTERHEAD.match(block.text)
            or (body and dear and block.size and block.size <= body - SMALLER and (block.lines[0].y or 0) > dear)
        )
    )


def _runs_on(above: Block, below: Block) -> bool:
    """Whether a sentence was cut by the end of a page, and something that stood between."""
    return (
        above.kind in ("paragraph", "bullet", "subbullet")
        and below.kind == "paragraph"
        and below.page == above.lines[-1].page + 1
        and above.size is not None
        and abs(above.size - (below.size or 0)) <= 0.6
        and not below.bold
        and not ENDED.search(above.text)
    )


# Outline ------------------------------------------------------------------------------------------------------------


def read_report(
    blocks: tuple[Block, ...], woven: PageText, profile: Profile, edition: Edition | None
) -> tuple[Outline, Facts]:
    """The outline and the facts of one letter."""
    start = _beginning(blocks)
    walk = _Walk(Outline(woven), profile, blocks)
    text = list(_before_signature(blocks[start:]))
    for i, block in enumerate(text):
        walk.take(block, text[i + 1 :])
    about = [block for block in text if id(block) in walk.about]
    return walk.outline, facts(blocks[:start] + tuple(text[:1]), about)


def _beginning(blocks: Sequence[Block]) -> int:
    """The index of the block that the letter begins with: its title, else what follows the salutation."""
    for i, block in enumerate(blocks):
        if words.TITLE.match(block.text) or words.OPENING.match(block.text):
            return i
    return next((i + 1 for i, block in enumerate(blocks) if SALUTATION.match(block.text)), 0)


def _before_signature(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if VALEDICTION.match(block.text):
            return
        yield block


class _Walk:
    """Where a walk over a letter stands: the open section, the kind of what stands in it, the finding being filled."""

    def __init__(self, outline: Outline, profile: Profile, blocks: Sequence[Block]) -> None:
        self.outline = outline
        self.about: set[int] = set()  # identities of the blocks that say what the visit was
        self._profile = profile
        self._body = body_size([line for b in blocks for line in b.lines]) if blocks and blocks[0].size else None
        self._kind, self._section, self._chapter = ABOUT, -1, -1
        self._bullets = False  # whether the items of the open section are bullets
        self._finding: int | None = None
        self._introduced = False  # whether the open finding ends in words that introduce a list

    def take(self, block: Block, following: Sequence[Block]) -> None:
        """Put one block where it belongs."""
        if words.TITLE.match(block.text) and self._section < 0:
            self._open(block, block.text, ABOUT, following)
            return
        if self._section < 0:
            self._open(None, "About the visit", ABOUT, following)
        kind = _kind(block.text) if block.kind in ("heading", "paragraph") else None
        if kind:
            self._open(block, block.text, kind, following)
        elif block.kind == "heading":
            self._topic(block)
        elif self._is_note(block):
            self._aside("context", block)
        elif any(pattern.search(block.text) for pattern in self._profile.boilerplate):
            self._mark_about(block)
            self._aside("boilerplate", block)
        else:
            self._mark_about(block)
            self._text(block)

    def _mark_about(self, block: Block) -> None:
        if self._kind == ABOUT:
            self.about.add(id(block))

    def _open(self, block: Block | None, heading: str, kind: str, following: Sequence[Block]) -> None:
        self._section = self._chapter = self.outline.section(block, heading, area=None)
        self._kind, self._finding, self._introduced = kind, None, False
        own = (b.kind for b in _until_heading(following))
        self._bullets = any(kind in ("bullet", "numbered") for kind in own)

    def _topic(self, block: Block) -> None:
        """A heading of the letter's own, under the open one."""
        if block.text.strip().isdigit():
            return  # the mark of a note
        self._section = self.outline.section(block, block.text, area=None, parent=self._chapter)
        self._finding, self._introduced = None, False

    def _text(self, block: Block) -> None:
        item = block.kind in ("bullet", "numbered")
        if self._finding is not None and (block.kind == "subbullet" or (item and self._introduced)):
            self.outline.add(self._finding, block, _without_reference(block, self._kind))
        else:
            self._begin(self._kind_of(block, item), block)
            self._introduced = not item and block.text.rstrip().endswith(":") and self._kind not in words.LISTS

    def _kind_of(self, block: Block, item: bool) -> str:
        """The kind of the finding that a block begins: in a list of bullets, paragraphs are what introduces it."""
        if self._kind not in words.LISTS:
            return self._kind
        introduces = (self._bullets and not item) or block.text.rstrip().endswith(":")
        return SUMMARY if introduces or words.NO_ITEMS.match(block.text.lstrip("• ")) else self._kind

    def _begin(self, kind: str, block: Block) -> None:
        self._finding = self.outline.finding(kind, self._section, number=block.number)
        self.outline.add(self._finding, block, _without_reference(block, kind))

    def _aside(self, kind: str, block: Block) -> None:
        """A block that interrupts, such as a note: the open finding goes on after it."""
        self.outline.add(self.outline.finding(kind, self._section), block)

    def _is_note(self, block: Block) -> bool:
        return bool(self._body and block.size and block.size <= self._body - SMALLER)


def _without_reference(block: Block, kind: str) -> int | None:
    found = CROSS_REFERENCE.search(block.text) if kind in words.LISTS else None
    return found.start() if found else None


def _until_heading(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "heading" and not block.text.strip().isdigit():
            return
        yield block


READER = Reader(read_report, is_heading, arrange)
