"""The table, wheel or list of grades in a report's summary: pairs of an area and its grade out.

Cells come as they stand in the file: a row on one line, a label over several lines with its grade beside the first, all
labels and then all grades, areas listed under a grade, or one column for each grade. A picture leaves labels without
grades, and a legend grades without labels; nothing is made of those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.families.peel import forms
from corpus.families.peel.grades import area_named, area_near
from corpus.families.profile import Area, Edition
from corpus.layout.blocks import Block
from corpus.records import Line

ENDS_IN_GRADE = re.compile(
    r"(?P<rest>.*?)\s*(?::|[–—-])?\s*\b(?P<end>[‘'“\"]?(?i:outstanding|good|adequate|inadequate|requires improvement)[’'”\"]?\.?)"
)
RI = ("requires", "improvement")
BROKEN = (re.compile(r"(.*?)\W*requires", re.I), re.compile(r"(.*?)\W*improvement", re.I))
Named = Callable[[str, Edition], Area | None]
NEAR = 3.0  # points between the heights of two lines that stand beside each other
MOST_LINES = 5  # of a label in a narrow column
LONGEST_CELL = 160  # characters of a label over several lines
WIDTH = 0.5  # of a character, in sizes of the type
COLUMN = 0.3  # of the distance between two columns: how far a cell may be from where its column is


@dataclass(frozen=True, slots=True)
class Cell:
    """An area or a grade in the table: its lines, the block they are in, and where in the block's text they stand."""

    lines: tuple[Line, ...]
    block: Block
    span: tuple[int, int]
    area: Area | None = None
    grade: str | None = None

    @property
    def text(self) -> str:
        return _text(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """An area with its grade: `label` is what is printed, `span` where the row or its grade stands in the block's text."""

    area: Area
    label: str
    grade: str
    block: Block
    span: tuple[int, int]


def rows(blocks: Sequence[Block], edition: Edition) -> tuple[Row, ...]:
    """Every area with its grade in the blocks of a summary."""
    parts = [part for block in blocks for part in _parts(block, edition)]
    whole = [part for part in parts if isinstance(part, Row)]
    cells = [part for part in parts if isinstance(part, Cell)]
    return tuple(whole + (_beside(cells) or _columns(blocks, cells, edition) or _in_order(cells)))


def _parts(block: Block, edition: Edition) -> Iterator[Row | Cell]:
    """What the lines of a block are, from the top: rows, areas and grades. A cell is as many lines as make a name."""
    starts = [0]
    for line in block.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    at = 0
    while at < len(block.lines):
        found = _part_at(block, at, starts, edition)
        if found:
            part, count = found
            yield part
            at += count
        else:
            at += 1


def _part_at(block: Block, at: int, starts: Sequence[int], edition: Edition) -> tuple[Row | Cell, int] | None:
    """The row or the cell that begins on line `at`, and how many lines it has. Names word for word come first."""
    for named in (area_named, area_near):
        for count in range(min(MOST_LINES, len(block.lines) - at), 0, -1):
            lines = block.lines[at : at + count]
            span = (starts[at], starts[at + count] - 1)
            if row := _row(block, lines, span, edition, named):
                return row, count
            if cell := _cell(block, lines, span, edition, named):
                return cell, count
    return None


def _row(block: Block, lines: Sequence[Line], span: tuple[int, int], edition: Edition, named: Named) -> Row | None:
    """The row that some lines are: a label with its grade at the end of one of them."""
    for rest, grade in without_grade([line.text for line in lines]):
        label = rest.removeprefix("• ").rstrip(" :–—-")
        if 3 < len(label) <= LONGEST_CELL and (area := named(label, edition)):
            return Row(area, label, grade, block, span)
    return None


def _cell(block: Block, lines: Sequence[Line], span: tuple[int, int], edition: Edition, named: Named) -> Cell | None:
    """The cell that some lines are: an area or a grade."""
    text = _text(lines)
    if grade := forms.badge(text):
        return Cell(tuple(lines), block, span, grade=grade)
    area = named(text.removeprefix("• "), edition) if len(text) <= LONGEST_CELL else None
    return Cell(tuple(lines), block, span, area=area) if area else None


def without_grade(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Some lines as one text without the grade at the end of one of them, or at the end of two in a row; and the grade."""
    for i, text in enumerate(texts):
        found = ENDS_IN_GRADE.fullmatch(text)
        if found and (found.group("rest") or len(texts) > 1):
            kept = [*texts[:i], found.group("rest"), *texts[i + 1 :]]
            yield " ".join(filter(None, kept)), forms.badge(found.group("end")) or ""
    for i, (text, following) in enumerate(pairwise(texts)):
        first, second = BROKEN[0].fullmatch(text), BROKEN[1].fullmatch(following)
        if first and second:
            kept = [*texts[:i], first.group(1), second.group(1), *texts[i + 2 :]]
            yield " ".join(filter(None, kept)), "requires improvement"


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _pair(area: Cell, grade: Cell) -> Row:
    assert area.area is not None
    assert grade.grade is not None
    return Row(area.area, area.text.removeprefix("• "), grade.grade, grade.block, grade.span)


def _beside(cells: Sequence[Cell]) -> list[Row]:
    """Pairs that stand on one height, the label left of its grade; none unless each grade has its label."""
    grades = [cell for cell in cells if cell.grade]
    if not grades or any(cell.lines[0].y is None for cell in cells):
        return []
    pairs = []
    for grade in grades:
        beside = [cell for cell in cells if cell.area and _is_beside(cell, grade)]
        if len(beside) != 1:
            return []
        pairs.append(_pair(beside[0], grade))
    return pairs


def _is_beside(area: Cell, grade: Cell) -> bool:
    """Whether a label stands left of a grade and at its height."""
    if area.block.page != grade.block.page or (area.lines[0].x or 0.0) >= (grade.lines[0].x or 0.0):
        return False
    (area_low, area_high), (low, high) = _heights(area), _heights(grade)
    return area_low <= (low + high) / 2 <= area_high or low <= (area_low + area_high) / 2 <= high


def _heights(cell: Cell) -> tuple[float, float]:
    heights = [line.y or 0.0 for line in cell.lines]
    return min(heights) - NEAR, max(heights) + NEAR


def _in_order(cells: Sequence[Cell]) -> list[Row]:
    """Pairs by the order that labels and grades come in: one by one, all and all, or areas listed under their grade."""
    runs = [(is_area, list(run)) for is_area, run in groupby(cells, key=lambda cell: cell.area is not None)]
    if len(runs) < 2:
        return []
    first_is_area = runs[0][0]
    lengths = [len(run) for _, run in runs]
    if first_is_area and len(runs) % 2 == 0 and lengths[::2] == lengths[1::2]:
        return [
            _pair(area, grade)
            for (_, areas), (_, grades) in zip(runs[::2], runs[1::2], strict=True)
            for area, grade in zip(areas, grades, strict=True)
        ]
    if not first_is_area and len(runs) % 2 == 0 and set(lengths[::2]) == {1}:
        return [
            _pair(area, grades[0])
            for (_, grades), (_, areas) in zip(runs[::2], runs[1::2], strict=True)
            for area in areas
        ]
    return []


def _columns(blocks: Sequence[Block], cells: Sequence[Cell], edition: Edition) -> list[Row]:
    """Pairs of a table with one column for each grade, by where its cells are; none unless every cell has a column.

    Cells may begin at one edge or have one middle: the reading that they fit better counts.
    """
    heads = list(_heads(blocks, edition))
    areas = [cell for cell in cells if cell.area and cell.lines[0].x is not None]
    if len({grade for grade, _, _ in heads}) < 2 or not areas:
        return []
    head = heads[0][1][0]
    if any(cell.lines[0].page != head.page or (cell.lines[0].y or 0.0) >= (head.y or 0.0) for cell in areas):
        return []
    order = edition.scale.grades
    fits = [_fit(heads, areas, order, measure) for measure in (_middle, _edge)]
    off, found = min(fits, key=lambda fit: fit[0])
    return found if off <= COLUMN else []


Head = tuple[str, Sequence[Line], int]  # a grade, the lines it begins, and how many of their characters it is


def _fit(
    heads: Sequence[Head], areas: Sequence[Cell], order: Sequence[str], measure: Callable[[Sequence[Line], int], float]
) -> tuple[float, list[Row]]:
    """How far the cells are from their columns at most, in distances of columns, and the rows that come of it."""
    known = {order.index(grade): measure(lines, length) for grade, lines, length in heads}
    low, high = min(known), max(known)
    step = (known[high] - known[low]) / (high - low)
    if step <= 0:
        return 1.0, []
    columns = [(measure(cell.lines, len(cell.text)) - known[low]) / step + low for cell in areas]
    if any(not 0 <= round(column) < len(order) for column in columns):
        return 1.0, []
    rows = [
        Row(cell.area, cell.text, order[round(column)], cell.block, cell.span)
        for cell, column in zip(areas, columns, strict=True)
        if cell.area
    ]
    return max(abs(column - round(column)) for column in columns), rows


def _heads(blocks: Sequence[Block], edition: Edition) -> Iterator[Head]:
    """The grades that head columns. Of several on one line only the first one's place is known."""
    for line in (line for block in blocks for line in block.lines if line.x is not None):
        words = re.findall(r"[a-z]+", line.text.lower())
        first = "requires improvement" if words and words[0] in RI else words[0] if words else ""
        if first in edition.scale.grades and {*words} <= {*edition.scale.grades, *RI}:
            yield first, [line], len(words[0])


def _edge(lines: Sequence[Line], length: int) -> float:
    """Where the first `length` characters of some lines begin."""
    return min(line.x or 0.0 for line in lines)


def _middle(lines: Sequence[Line], length: int) -> float:
    """The middle of the first `length` characters of some lines, from the usual width of a character."""
    middles = []
    for line in lines:
        shown = min(len(line.text), length)
        length -= shown + 1
        if shown > 0:
            middles.append((line.x or 0.0) + WIDTH * (line.size or 0.0) * shown / 2)
    return sum(middles) / len(middles)
