"""Which lines are headings, and of which area: the words that the family's reports share, and the names of its areas.

A file may hold a heading at the end of its page; it is put back where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.families.childrens_services import words
from corpus.families.childrens_services.grades import BOARD, nearest
from corpus.families.profile import Area, Edition, Profile
from corpus.layout.blocks import Block

AREA_FRAME = re.compile(
    r"^(?:the )?graded judge?ments? (?:for|about|of|on) (?:the )?"
    r"|[:–-]?\s*(?:\b(?:is|are|is that it is|is that it|that it)\b:?\s*)?"
    rf"(?:\b(?:{words.GRADE_WORDS})\b)?\W*$",
    re.I,
)


def is_heading(text: str, profile: Profile, edition: Edition | None) -> bool:
    """Whether a line is a heading that the family's reports share, so that it is one without large type too."""
    patterns = (*words.LISTS.values(), words.AUTHORITY_PART, words.CONTENTS, words.RECORD, words.COMMON)
    return area_of(text, edition) is not None or any(pattern.fullmatch(text) for pattern in patterns)


def area_of(text: str, edition: Edition | None) -> Area | None:
    """The area that a heading names, with or without its grade; None for a word or a sentence about it."""
    if edition is None or len(text) > 160:
        return None
    name = text
    for _ in range(2):
        name = AREA_FRAME.sub("", name).strip()
    area = edition.area_named(name)
    if area is None and re.search(rf"(?:{words.GRADE_WORDS})\W*$", text, re.I):  # a misprinted name, known by its grade
        near, plain = nearest(name, edition.areas)
        area = near if plain else None
    return area if area and len(name) > 16 and area.key != BOARD else None


def arrange(blocks: Sequence[Block], profile: Profile) -> tuple[Block, ...]:
    """Blocks with headings that the file holds at the end of their page put back where they are printed."""
    arranged: list[Block] = []
    for block in blocks:
        arranged.insert(_printed_at(arranged, block), block)
    return tuple(arranged)


def _printed_at(before: Sequence[Block], block: Block) -> int:
    y, size = block.lines[0].y, block.size
    above = before[-1].lines[0].y if before and before[-1].page == block.page else None
    if block.kind != "heading" or block.page == 1 or not y or not size or not above or y - above < 2 * size:
        return len(before)
    position = len(before)
    while position and before[position - 1].page == block.page and (before[position - 1].lines[0].y or 0) < y:
        position -= 1
    return position
