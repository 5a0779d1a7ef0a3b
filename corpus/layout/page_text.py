"""Blocks in, the stored text of every page out, with the place of every block in it.

Lines of one block are joined by a blank and blocks are set on lines of their own, so that a place's slices read
as running text. A block that runs over a page end has a slice on each page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus.layout.blocks import Block
from corpus.records import Line, Page, Place, Slice


class PageText:
    """Page texts and the places of blocks in them. Blocks are known by identity, so equal ones keep their own."""

    def __init__(
        self, blocks: Sequence[Block], count: int, labels: dict[int, str], topics: dict[int, tuple[str, ...]]
    ) -> None:
        texts: dict[int, list[str]] = defaultdict(list)
        lengths: dict[int, int] = defaultdict(int)
        self._places: dict[int, Place] = {}
        for block in blocks:
            parts: list[Slice] = []
            for page, lines in _by_page(block.lines):
                if texts[page]:
                    texts[page].append("\n")
                    lengths[page] += 1
                text = " ".join(line.text for line in lines)
                parts.append(Slice(page, lengths[page], lengths[page] + len(text)))
                texts[page].append(text)
                lengths[page] += len(text)
            self._places[id(block)] = tuple(parts)
        self._blocks = tuple(blocks)  # kept alive, since places go by identity
        self.pages = tuple(
            Page(n, labels.get(n), "".join(texts.get(n, ())), topics.get(n, ())) for n in range(1, count + 1)
        )

    def place(self, block: Block, skip: int = 0) -> Place:
        """Where a block stands, without its first `skip` characters (a bullet, a number)."""
        place = self._places[id(block)]
        return subplace(place, skip, sum(part.end - part.start for part in place) + len(place) - 1)

    def text(self, place: Place) -> str:
        return " ".join(self.pages[part.page - 1].text[part.start : part.end] for part in place)


def subplace(place: Place, start: int, end: int) -> Place:
    """The part of a place from character `start` to `end` of its text (slices joined by one blank).

    >>> subplace((Slice(1, 10, 14), Slice(2, 0, 5)), 2, 8)
    (Slice(page=1, start=12, end=14), Slice(page=2, start=0, end=3))
    """
    parts, offset = [], 0
    for part in place:
        length = part.end - part.start
        left, right = max(start - offset, 0), min(end - offset, length)
        if left < right:
            parts.append(Slice(part.page, part.start + left, part.start + right))
        offset += length + 1
    return tuple(parts)


def _by_page(lines: Sequence[Line]) -> list[tuple[int, list[Line]]]:
    pages: list[tuple[int, list[Line]]] = []
    for line in lines:
        if pages and pages[-1][0] == line.page:
            pages[-1][1].append(line)
        else:
            pages.append((line.page, [line]))
    return pages
