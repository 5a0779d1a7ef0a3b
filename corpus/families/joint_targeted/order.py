"""The blocks of a letter in the order in which it is read, whole where a note, a box or the end of a page broke them.

A letter is one column. Its boxes may come last on their page in the file, and what ran on over the page is then in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.families.joint_targeted.facts import FRONT_PAGES, known_heading
from corpus.families.profile import Profile
from corpus.layout.blocks import ENDED, Block
from corpus.layout.by_type import body_size

NOTE_SMALLER = 1.5  # points by which notes at the foot of a page are smaller than the text
INDENT = 5.0  # points from a bullet to its text, at least
BEGINS = re.compile(r"Dear [A-Za-z]|Joint targeted area inspection\b|Between \d|This letter,? ", re.I)
PROSE = ("paragraph", "numbered", "bullet", "subbullet")


def arrange(blocks: Sequence[Block], profile: Profile) -> tuple[Block, ...]:
    """Blocks from the top of each page to its foot, headings apart from what follows them, and pieces joined."""
    apart = [part for block in blocks for whole in _front_apart(block) for part in _headings_apart(whole)]
    return tuple(_joined(_from_the_top(apart)))


def is_note(block: Block, body: float | None) -> bool:
    """Whether a block is a note at the foot of its page, as its small type tells."""
    return bool(body and block.size and block.size <= body - NOTE_SMALLER and block.kind != "heading")


def text_size(blocks: Sequence[Block]) -> float | None:
    """The size of a letter's text; None where the source does not tell sizes."""
    lines = [line for block in blocks for line in block.lines]
    return body_size(lines) if lines and lines[0].size else None


def _front_apart(block: Block) -> list[Block]:
    """A block without type that runs on from the addressees to the text as several: plain text has no room between them."""
    starts = [i for i, line in enumerate(block.lines) if i and BEGINS.match(line.text)]
    if block.size is not None or block.page > FRONT_PAGES or not starts:
        return [block]
    return [replace(block, lines=block.lines[a:b]) for a, b in pairwise([0, *starts, len(block.lines)])]


def _headings_apart(block: Block) -> list[Block]:
    """A bold block that begins with a heading of its own line as two; a heading that letters share as one of that kind."""
    if known_heading(block.text) and len(block.lines) <= 3 and block.kind == "paragraph":
        return [replace(block, kind="heading")]
    if block.bold and len(block.lines) > 1 and known_heading(block.lines[0].text):
        return [Block("heading", block.lines[:1]), replace(block, kind="paragraph", lines=block.lines[1:])]
    return [block]


def _from_the_top(blocks: Sequence[Block]) -> Iterator[Block]:
    for _, page in groupby(blocks, key=lambda block: block.page):
        own = list(page)
        if all(block.lines[0].y is not None for block in own):
            own.sort(key=lambda block: -(block.lines[0].y or 0.0))
        yield from own


def _joined(blocks: Iterator[Block]) -> list[Block]:
    """Pieces of one block put together."""
    arranged: list[Block] = []
    kept = list(blocks)
    body = text_size(kept)
    for block in kept:
        whole = None if is_note(block, body) else _begun(arranged, block, body)
        if whole is None:
            arranged.append(block)
        else:
            arranged[whole] = replace(arranged[whole], lines=(*arranged[whole].lines, *block.lines))
    return arranged


def _begun(before: Sequence[Block], block: Block, body: float | None) -> int | None:
    """Which of the blocks before is one that this goes on with; None where it begins anew.

    What begins in lower case goes on with the last block that was left unfinished, on this page or the one before.
    """
    if block.kind != "paragraph" or block.bold:
        return None
    lower = block.text[:1].islower()
    for i in range(len(before) - 1, -1, -1):
        above = before[i]
        if is_note(above, body):
            continue
        last = above.lines[-1]
        if block.page - last.page > 1:
            return None
        open_ = above.kind in PROSE and not above.bold and not ENDED.search(above.text)
        if open_ and (lower or (block.page != last.page and _under(above, block))):
            return i
        if not lower:
            return None
    return None


def _under(above: Block, block: Block) -> bool:
    """Whether a block stands where the text of the one above stands."""
    left, own = above.lines[-1].x, block.lines[0].x
    if left is None or own is None:
        return True
    if len(above.lines) == 1 and above.kind != "paragraph":
        return own > left + INDENT
    return abs(own - left) <= INDENT
