"""Blocks of a page in the order of the file in, in the order in which they are read out.

What is drawn last on a page, such as the contents of boxes, comes last in the file. Where the layout tells heights, such
blocks go into the gap that the page leaves for them. Two columns stay one after the other, as the file has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.families.peel import words
from corpus.layout.blocks import ENDED, Block
from corpus.records import Line

COLUMN = 100.0  # points: blocks further apart than this do not stand in one column
BESIDE = 8.0  # points between the baselines of a title and of the badge beside it
ITEM = 60.0  # points from a number to its item at most
LOOSE = 1.0  # points that a block may reach over the next one's edge


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a block stands on its page: its upper and lower edge and its left side."""

    top: float
    bottom: float
    left: float


def extent(block: Block) -> Extent | None:
    """The extent of a block on the page that it begins on; None where the source does not tell."""
    lines = [line for line in block.lines if line.page == block.page]
    if any(line.y is None for line in lines):
        return None
    heights = [line.y or 0.0 for line in lines]
    size = max(line.size or 0.0 for line in lines)
    return Extent(max(heights) + 0.7 * size, min(heights) - 0.2 * size, min(line.x or 0.0 for line in lines))


def pages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks page by page."""
    page: list[Block] = []
    for block in blocks:
        if page and block.page != page[0].page:
            yield page
            page = []
        page.append(block)
    if page:
        yield page


def kept_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, cut at a page's end where the text that seems to run over it does not end there.

    What is drawn last on a page, such as a box, comes right before the next page in the file without being at its foot.
    """
    feet: dict[int, float] = {}
    for line in (line for block in blocks for line in block.lines if line.y is not None):
        feet[line.page] = min(feet.get(line.page, line.y or 0.0), line.y or 0.0)
    for block in blocks:
        start = 0
        for at, (above, line) in enumerate(pairwise(block.lines), start=1):
            over = (
                above.page != line.page and above.y is not None and above.y > feet[above.page] + 2 * (above.size or 0.0)
            )
            if over:
                yield replace(block, lines=block.lines[start:at], kind=block.kind if start == 0 else "paragraph")
                start = at
        yield block if start == 0 else replace(block, lines=block.lines[start:], kind="paragraph", number=None)


def beside_titles(page: list[Block], is_badge: Callable[[Block], bool]) -> list[Block]:
    """The page with every badge right after the heading that it stands beside."""
    badges = [block for block in page if is_badge(block)]
    ordered = [block for block in page if not is_badge(block)]
    for badge in badges:
        beside = [i for i, block in enumerate(ordered) if block.kind == "heading" and _level(block, badge)]
        if len(beside) != 1:
            return page
        ordered.insert(beside[0] + 1, badge)
    return ordered


def _level(heading: Block, badge: Block) -> bool:
    """Whether a heading of larger type has a line at the height of a badge, or the badge lies within its lines."""
    if (heading.size or 0.0) <= (badge.size or 0.0):
        return False
    heights = [line.y for line in heading.lines if line.page == badge.page and line.y is not None]
    own = [line.y for line in badge.lines if line.y is not None]
    if not heights or not own:
        return False
    return min(heights) - BESIDE <= sum(own) / len(own) <= max(heights) + BESIDE


def after_titles(page: list[Block], is_label: Callable[[Block], bool]) -> list[Block]:
    """The page with boxes beside the text, drawn before a title that stands above them, after the text above them."""
    runs = _runs(page)
    first = runs[0] if runs else []
    if len(runs) < 2 or not first or not is_label(first[0]):
        return page
    top = extent(first[0])
    rest = page[len(first) :]
    sizes = [block.size or 0.0 for block in page]
    above = [i for i, block in enumerate(rest) if (e := extent(block)) and top and e.top >= top.top - LOOSE]
    titles = [i for i in above if rest[i].kind == "heading" and (rest[i].size or 0.0) == max(sizes)]
    if not titles:
        return page
    at = titles[0]
    while at + 1 in above:
        at += 1
    return [*rest[: at + 1], *first, *rest[at + 1 :]]


def by_height(page: list[Block]) -> list[Block]:
    """The blocks of one page with each run of blocks that stands in gaps of another put there."""
    ordered: list[Block] = []
    column: list[Block] = []
    for run in _runs(page):
        merged = _merged(column, run)
        if merged is None:
            ordered = _flowing(ordered, column)
        column = merged or run
    return _flowing(ordered, column)


def _flowing(before: list[Block], column: list[Block]) -> list[Block]:
    """A column after another, with the sentence that runs from one into the other made whole."""
    if not before or not column:
        return before + column
    last, first = before[-1], column[0]
    prose = last.kind in ("paragraph", "bullet") and first.kind == "paragraph" and not ENDED.search(last.text)
    same = abs((last.size or 0.0) - (first.size or 0.0)) <= 0.6
    if prose and same and (not first.text[:1].isupper() or words.unfinished(last.text)):
        return [*before[:-1], replace(last, lines=last.lines + first.lines), *column[1:]]
    return before + column


def with_numbers(page: list[Block]) -> list[Block]:
    """The page with numbers of a list that are drawn apart from their items gone, and each item on its own."""
    marks = [line for block in page if _only_numbers(block) for line in block.lines]
    if not marks:
        return page
    numbered: list[Block] = []
    for block in (block for block in page if not _only_numbers(block)):
        starts = [i for i, line in enumerate(block.lines) if any(_left_of(mark, line) for mark in marks)]
        if block.kind == "heading" or not starts:
            numbered.append(block)
            continue
        edges = sorted({0, *starts, len(block.lines)})
        for start, end in pairwise(edges):
            kind = "bullet" if start in starts else block.kind
            numbered.append(replace(block, lines=block.lines[start:end], kind=kind))
    return numbered


def _only_numbers(block: Block) -> bool:
    return all(re.fullmatch(r"\(?\d{1,2}[.)]", line.text) and line.y is not None for line in block.lines)


def _left_of(mark: Line, line: Line) -> bool:
    """Whether a number stands before a line."""
    if line.page != mark.page or line.y is None or line.x is None:
        return False
    return abs(line.y - (mark.y or 0.0)) <= 2.0 and 0 < line.x - (mark.x or 0.0) < ITEM


def _runs(page: list[Block]) -> list[list[Block]]:
    """The blocks in runs that go down the page."""
    runs = [[page[0]]] if page else []
    for above, block in pairwise(page):
        if _below(block, above):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _below(block: Block, above: Block) -> bool:
    """Whether a block goes on below another, or nothing tells otherwise."""
    here, there = extent(block), extent(above)
    return here is None or there is None or here.top <= there.bottom + LOOSE + 0.5 * (block.size or 0.0)


def _merged(column: list[Block], run: list[Block]) -> list[Block] | None:
    """A run and a column in one order by height; None where they stand beside each other or do not tell."""
    if not column:
        return None
    pairs = [(extent(block), block) for block in [*column, *run]]
    placed = [(e, block) for e, block in pairs if e]
    lefts = [min(e.left for block in part if (e := extent(block))) for part in (column, run)] if placed else []
    if len(placed) < len(pairs) or abs(lefts[0] - lefts[1]) > COLUMN:
        return None
    placed.sort(key=lambda pair: -pair[0].top)
    if any(below.top > above.bottom + LOOSE for (above, _), (below, _) in pairwise(placed)):
        return None
    return [block for _, block in placed]


def join_over(before: list[Block], page: list[Block]) -> list[Block]:
    """The pages together, with a paragraph whose end stands on the next page made whole.

    Boxes drawn after it may stand between: the last unfinished paragraph of the page before is looked for.
    """
    if not before or not page:
        return before + page
    first = page[0]
    if first.kind != "paragraph":
        return before + page
    last_page = before[-1].lines[-1].page
    foot = min((e.bottom for block in before if block.page == last_page and (e := extent(block))), default=None)
    for i in range(len(before) - 1, -1, -1):
        block = before[i]
        if block.lines[-1].page != last_page:
            break
        if block.kind == "heading" or ENDED.search(block.text):
            continue
        here = extent(block)
        at_foot = here is not None and foot is not None and here.bottom <= foot + LOOSE
        if first.text[:1].islower() or (at_foot and i < len(before) - 1):
            whole = replace(block, lines=block.lines + first.lines)
            return [*before[:i], whole, *before[i + 1 :], *page[1:]]
    return before + page
