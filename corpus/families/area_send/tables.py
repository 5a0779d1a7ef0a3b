"""The tables of actions: one row a block of lines again, whatever the layout made of them.

A row ends where a sentence has ended and the next line stands further below than the lines of the row do, or where the
left column begins anew. Cells of the left column are marked by `CELL` as their block's kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.layout.blocks import BULLET, ENDED, Block
from corpus.records import Line

CELL = "cell"
APART = 40.0  # points between the left edges of two columns; an indented bullet is some 20 in
LOOSER = 0.25  # points: rows are set apart by half a point more than lines


def rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of one table as rows: paragraphs, their bullets, and the cells that stand before them."""
    lines = [line for block in blocks for line in block.lines]
    right = _right_edge(lines)
    pitch = _pitch(lines)
    found: list[list[Line]] = []
    kinds: list[str] = []
    for line in lines:
        kind = CELL if right is not None and (line.x or 0.0) < right - APART else _kind(line)
        before = found[-1] if found else None
        if (
            before is not None and kind == kinds[-1] and kind != "bullet" and not _new_row(before[-1], line, pitch)
        ) or (before is not None and kind == "paragraph" and kinds[-1] == "bullet" and not _ends(before, line, pitch)):
            before.append(line)
        else:
            found.append([line])
            kinds.append(kind)
    return tuple(_joined([Block(kind, tuple(group)) for kind, group in zip(kinds, found, strict=True)]))


def _kind(line: Line) -> str:
    return "bullet" if BULLET.match(line.text) else "paragraph"


def _right_edge(lines: Sequence[Line]) -> float | None:
    """Where the right column begins, None in a table of one."""
    edges = sorted(line.x for line in lines if line.x is not None)
    if not edges:
        return None
    left = edges[0]
    right = [x for x in edges if x > left + 2 * APART]
    return min(right) if len(right) >= 2 else None


def _pitch(lines: Sequence[Line]) -> float:
    """The distance between two lines of a row: that of the closer ones, since rows are often of one line."""
    steps = sorted(a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y and b.y and 0 < a.y - b.y < 30)
    return steps[len(steps) // 4] if steps else 0.0


def _new_row(above: Line, below: Line, pitch: float) -> bool:
    """Whether a line of a column begins another row than the line above it."""
    if not ENDED.search(above.text) or not below.text[:1].isupper():
        return False
    if above.page != below.page or above.y is None or below.y is None:
        return True
    return above.y - below.y > pitch + LOOSER


def _ends(bullet: Sequence[Line], line: Line, pitch: float) -> bool:
    """Whether a bullet ends before a line: one further left than the bullet's text, or after its end."""
    hanging = min((part.x or 0.0) for part in bullet)
    return (line.x or 0.0) <= hanging + 1 or _new_row(bullet[-1], line, pitch)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with text that a cell cut made whole: a row can run over a page, with its cell printed again between."""
    kept: list[Block] = []
    for block in blocks:
        last = next((i for i in range(len(kept) - 1, -1, -1) if kept[i].kind != CELL), None)
        runs_on = block.kind == "paragraph" and last is not None and not ENDED.search(kept[last].text)
        if runs_on and last is not None and block.text[:1].islower():
            kept[last] = Block(kept[last].kind, kept[last].lines + block.lines)
        elif block.kind == CELL and kept and kept[-1].kind == CELL:
            kept[-1] = Block(CELL, kept[-1].lines + block.lines)
        else:
            kept.append(block)
    yield from kept
