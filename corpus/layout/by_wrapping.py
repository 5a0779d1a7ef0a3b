"""Lines of plain text in, blocks out: how lines break tells where one ends and what is a heading.

A line that stops although the next word would have fitted ends its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.layout.blocks import BULLET, DASH, ENDED, NUMBER, Block, Known, as_block, known_at, text_of
from corpus.records import Line

# A sentence seldom begins a line by chance with one of these; after an unfinished line they start a new block.
OPENERS = frozenset(
    (
        "The We There In It This These Our When If As However Officers Most Many Some All During Where While A An "
        "Victims Staff Supervisors Inspectors For At To Since Children Leaders Social Your Its They Although After"
    ).split()
)
HANGING = frozenset("and or of the to with for in a an by on at that from as its is are who which".split())
FIT_MARGIN = 0.93  # proportional type: a line is full from about this share of the longest line's characters
HEADING_FIT = 0.82  # the same for headings, which are set larger


def by_wrapping(lines: Sequence[Line], known: Known) -> tuple[Block, ...]:
    """Lines grouped into blocks by how they break. `known` tells the headings that the family prints."""
    width = _usual_width(lines)
    found: list[Block] = []
    group: list[Line] = []
    at = 0
    while at < len(lines):
        heading = known_at(lines, at, known) or (0 if _within(group) else _heading_at(lines, at, width))
        if heading or (group and _breaks(group, lines[at], width)):
            found += [as_block(group, heading=False)] if group else []
            group = []
        if heading:
            found.append(as_block(lines[at : at + heading], heading=True))
            at += heading
        else:
            group.append(lines[at])
            at += 1
    return tuple(found + ([as_block(group, heading=False)] if group else []))


def _usual_width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.97 * (len(lengths) - 1))]


def _within(group: Sequence[Line]) -> bool:
    """Whether the last line leaves its sentence unfinished (a bullet may end without a full stop)."""
    return bool(group) and not ENDED.search(group[-1].text) and not BULLET.match(group[0].text)


def _heading_at(lines: Sequence[Line], at: int, width: int) -> int:
    """How many lines from `at` on read as a heading: at most three, no stop at the end, then a new start."""
    for count in (1, 2, 3):
        run = lines[at : at + count]
        if len(run) < count or run[-1].page != run[0].page or not _reads_as_heading(run):
            return 0
        following = lines[at + count] if at + count < len(lines) else None
        if following is None or following.page != run[0].page:
            return 0
        word = following.text.split()[0]
        starts = following.text[:1].isupper() or bool(BULLET.match(following.text))
        fits = len(run[-1].text) + 1 + len(word) <= HEADING_FIT * width
        if starts and (fits or word in OPENERS) and run[-1].text.split()[-1].lower() not in HANGING:
            return count
    return 0


def _breaks(group: Sequence[Line], line: Line, width: int) -> bool:
    last = group[-1]
    if BULLET.match(line.text) or DASH.match(line.text) or (line.blank_before and last.page == line.page):
        return True
    fits = len(last.text) + 1 + len(line.text.split()[0]) <= FIT_MARGIN * width
    if ENDED.search(last.text):
        return fits or last.page != line.page or last.text.endswith(":")
    return last.page != line.page and fits and line.text[:1].isupper()


def _reads_as_heading(group: Sequence[Line]) -> bool:
    text = text_of(group)
    if BULLET.match(text) or DASH.match(text) or NUMBER.match(text):
        return False
    return not ENDED.search(text) and not re.search(r"[.!?] [A-Z]", text) and text[:1].isupper()
