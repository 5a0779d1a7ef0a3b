"""The report's lines in, blocks out: headings, paragraphs, numbered paragraphs and bullets, whole over page ends.

Where the layout tells (PDF: size, weight, gaps), it decides. Where it does not (plain text), the breaking of
lines does. Knows no family.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.layout.blocks import Block, Known, known_at
from corpus.layout.by_type import by_type
from corpus.layout.by_wrapping import by_wrapping
from corpus.records import Line


def blocks(lines: Sequence[Line], known: Known = lambda text: False) -> tuple[Block, ...]:
    """The lines of a report grouped into blocks, in order. `known` tells the headings that the family prints."""
    if not lines:
        return ()
    if lines[0].size is None:
        return by_wrapping(lines, known)
    return tuple(part for block in by_type(lines) for part in _split(block, known))


def _split(block: Block, known: Known) -> list[Block]:
    """One block a known heading where the layout runs several into one, such as a box's label and a title."""
    if block.kind != "heading" or len(block.lines) == 1:
        return [block]
    parts: list[list[Line]] = [[]]
    rest = list(block.lines)
    while rest:
        taken = known_at(rest, 0, known)
        if taken:
            parts += [rest[:taken], []]
            rest = rest[taken:]
        else:
            parts[-1].append(rest.pop(0))
    return [replace(block, lines=tuple(part)) for part in parts if part]
