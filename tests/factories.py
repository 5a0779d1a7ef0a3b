"""Small printed lines, blocks and reports for tests: a row says what matters, the rest is filled in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.layout.blocks import Block
from corpus.layout.grouping import blocks
from corpus.layout.page_text import PageText
from corpus.records import Line


def line(
    text: str,
    page: int = 1,
    size: float | None = 12.0,
    bold: bool | None = False,
    x: float | None = 72.0,
    y: float | None = None,
    *,
    blank_before: bool = True,
) -> Line:
    """One printed line; it opens a block of its own unless `blank_before` is False."""
    return Line(page, text, size, bold, x, y, blank_before)


def heading(text: str, page: int = 1, size: float = 14.0) -> Line:
    """A line of bold type larger than the text's."""
    return line(text, page, size, True)


def wrapped(*texts: str, page: int = 1, size: float = 12.0, bold: bool = False) -> list[Line]:
    """One block printed on several lines."""
    first, *rest = (line(text, page, size, bold) for text in texts)
    return [first, *(replace(each, blank_before=False) for each in rest)]


def descending(lines: Iterable[Line]) -> list[Line]:
    """Lines set one below the other on their page, as a page prints them."""
    placed: list[Line] = []
    height: dict[int, float] = {}
    for each in lines:
        room = 28.0 if each.blank_before else 14.0
        height[each.page] = height.get(each.page, 780.0) - room
        placed.append(replace(each, y=each.y if each.y is not None else height[each.page]))
    return placed


def woven(lines: Iterable[Line]) -> tuple[tuple[Block, ...], PageText]:
    """The blocks of some lines and the page texts woven from them."""
    kept = descending(lines)
    found = blocks(kept)
    return found, PageText(found, max(each.page for each in kept), {}, {})
