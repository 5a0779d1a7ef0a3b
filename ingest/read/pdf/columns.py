"""Pieces of a page's lines in the order in which they are read: columns of text one after the other.

A file may hold the lines of two columns row by row. That is told by a gutter that stays free over several rows, with text on
both sides that runs on from row to row. Tables have gutters too: their cells do not run on from row to row, or their rows are
ruled, and what stands in one row stays together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.read.pdf.pieces import ENDED, Piece
from ingest.read.pdf.things import PATH, TEXT, Thing
from ingest.read.words.bullets import begins_item

GUTTER, NARROWEST = 9.0, 60.0  # points: the room between columns, and a column's own width, at least
LEVEL = 5.0  # points by which boxes of one row may differ in height
DEEPEST = 3  # gutters beside each other
ROWS = 3  # a gutter over fewer says nothing
RUNS_ON = 0.3  # of the lines of a column of prose go on in the next one
ROW_GAP = 1.5  # usual steps: room above a row, on both sides of the gutter
Cut = Callable[[Piece, float], tuple[Piece | None, Piece | None]]


@dataclass(slots=True)
class _Row:
    """Boxes of text at one height, and the room between columns that may be among them."""

    y: float
    boxes: list[tuple[float, float]] = field(default_factory=list)

    def gaps(self, narrowest: float = NARROWEST) -> list[tuple[float, float]]:
        """The room between columns of at least such a width."""
        self.boxes.sort()
        left, right, found = self.boxes[0][0], self.boxes[0][1], []
        end = max(box[1] for box in self.boxes)
        for start, stop in self.boxes[1:]:
            if start - right >= GUTTER and right - left >= narrowest and end - start >= narrowest:
                found.append((right, start))
            right = max(right, stop)
        return found

    def crosses(self, gutter: tuple[float, float]) -> bool:
        return any(start < gutter[1] - 1 and stop > gutter[0] + 1 for start, stop in self.boxes)


@dataclass(slots=True)
class _Band:
    """Rows one under the other with a gutter in common."""

    gutter: tuple[float, float]
    top: float
    bottom: float
    both: int = 1  # rows with text on both sides


def in_reading_order(found: list[Piece], things: Sequence[Thing], cut: Cut, depth: int = 0) -> list[Piece]:
    """The pieces of a page with columns one after the other. `cut` parts a piece at a place across the page."""
    bands = _bands(things) if depth < DEEPEST else []
    rules = [(t.box[1] + t.box[3]) / 2 for t in things if t.kind == PATH and t.high < 4 and t.wide > NARROWEST]
    for band in bands:
        inside = [i for i, each in enumerate(found) if each.y is not None and band.bottom <= each.y <= band.top]
        within = [t for t in things if band.bottom - LEVEL <= (t.box[1] + t.box[3]) / 2 <= band.top + LEVEL]
        ordered = _ordered([found[i] for i in inside], band, rules, cut, within, depth)
        if ordered is not None:
            at = inside[0]
            rest = set(inside)
            found = [*found[:at], *ordered, *(each for i, each in enumerate(found[at:], at) if i not in rest)]
    return found


def _bands(things: Sequence[Thing]) -> list[_Band]:
    if not _has_gaps(things):
        return []
    rows = _rows(things)
    bands: list[_Band] = []
    band: _Band | None = None
    for row in rows:
        gaps = row.gaps()
        shared = [_overlap(band.gutter, gap) for gap in row.gaps(narrowest=0.0)] if band else []
        shared = [gap for gap in shared if gap[1] - gap[0] >= 0.6 * GUTTER]
        if band and shared:
            band.gutter, band.bottom, band.both = max(shared, key=_width), row.y - 9, band.both + 1
        elif band and not row.crosses(band.gutter):
            band.bottom = row.y - 9
        else:
            bands += [band] if band else []
            band = _Band(max(gaps, key=_width), row.y + 2, row.y - 9) if gaps else None
    bands += [band] if band else []
    return [band for band in bands if band.both >= ROWS]


def _has_gaps(things: Sequence[Thing]) -> bool:
    """Whether some texts follow others at their height, with room between; few pages have any, so this is asked first."""
    texts = [thing.box for thing in things if thing.kind == TEXT and thing.box[2] > thing.box[0]]
    edge = min((box[0] for box in texts), default=0.0) + NARROWEST
    found = 0
    for (_, bottom, right, top), (left, low, _, high) in pairwise(texts):
        if left - right >= GUTTER and right >= edge and -2 * LEVEL < low + high - bottom - top < 2 * LEVEL:
            found += 1
    return found >= ROWS


def _rows(things: Sequence[Thing]) -> list[_Row]:
    """Boxes of text by their height, from the top of the page on."""
    texts = sorted((t for t in things if t.kind == TEXT and t.wide > 1), key=lambda t: -t.box[1] - t.box[3])
    rows: list[_Row] = []
    for thing in texts:
        left, bottom, right, top = thing.box
        middle = (bottom + top) / 2
        if not rows or rows[-1].y - middle > LEVEL:
            rows.append(_Row(middle))
        rows[-1].boxes.append((left, right))
    return rows


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return max(one[0], other[0]), min(one[1], other[1])


def _width(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _ordered(
    inside: Sequence[Piece], band: _Band, rules: Sequence[float], cut: Cut, things: Sequence[Thing], depth: int
) -> list[Piece] | None:
    """The pieces of a band column by column, None where they are so already or the band is a table."""
    middle = sum(band.gutter) / 2
    spanning = sum(1 for each in inside if _spans(each, middle))
    sides = [(each.x or 0.0) > middle for each in inside if not _spans(each, middle)]
    changes = sum(1 for one, other in pairwise(sides) if one != other)
    if spanning + changes // 2 < max(ROWS, band.both // 2):
        return None
    parts = [part for each in inside for part in (cut(each, middle) if _spans(each, middle) else (each,)) if part]
    parts.sort(key=lambda each: -(each.y or 0.0))
    left = [each for each in parts if (each.x or 0.0) <= middle]
    right = [each for each in parts if (each.x or 0.0) > middle]
    if not (_is_text(left) and _is_text(right)):
        return None
    left = in_reading_order(left, [thing for thing in things if thing.box[0] <= middle], cut, depth + 1)
    right = in_reading_order(right, [thing for thing in things if thing.box[0] > middle], cut, depth + 1)
    ordered: list[Piece] = []
    ends = _row_ends(left, right, rules)
    for upper, lower in pairwise([float("inf"), *ends, float("-inf")]):
        for column in (left, right):
            own = [each for each in column if lower < (each.y or 0.0) <= upper]
            if own and ordered and own[0].y is not None and own[0].y >= (ordered[-1].y or 0.0):
                own[0].gap = bool(ENDED.search(ordered[-1].text)) or not own[0].text[:1].islower()
            ordered += own
    return ordered


def _spans(each: Piece, middle: float) -> bool:
    return each.x is not None and each.x_end is not None and each.x < middle < each.x_end


def _is_text(column: Sequence[Piece]) -> bool:
    """Whether the lines of a column run on from one to the next, or are items of a list."""
    pairs = list(pairwise(column))
    if len(pairs) < ROWS - 1:
        return False
    on = sum(1 for one, other in pairs if not ENDED.search(one.text) and other.text[:1].islower())
    items = sum(1 for each in column if begins_item(each.text))
    return on >= RUNS_ON * len(pairs) or items >= 2


def _row_ends(left: Sequence[Piece], right: Sequence[Piece], rules: Sequence[float]) -> list[float]:
    """Heights at which a row of a table ends: at a rule, or where both sides leave room."""
    heights = sorted({each.y or 0.0 for each in (*left, *right)}, reverse=True)
    steps = sorted((a.y or 0.0) - (b.y or 0.0) for column in (left, right) for a, b in pairwise(column))
    usual = steps[len(steps) // 2] if steps else 0.0
    ends = [rule for rule in rules if heights[-1] < rule < heights[0]]
    ends += [(a + b) / 2 for a, b in pairwise(heights) if usual > 0 and a - b > ROW_GAP * usual]
    return sorted(set(ends), reverse=True)
