"""Tables in real HTML, which screen readers can walk through. All text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ui.html.links import link


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell whose words lead somewhere within this program."""

    text: str
    address: str


Cell = str | Linked


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: Iterable[int] = ()) -> str:
    """A table in HTML with everything escaped; columns in `numbers` are set to the right."""
    right = set(numbers)
    sides = [" class='is-count'" if column in right else "" for column in range(len(headings))]
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in headings)
    lines = (
        "".join(f"<td{side}>{_cell(cell)}</td>" for side, cell in zip(sides, cells, strict=True)) for cells in rows
    )
    inner = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f"<section><h2>{escape(caption)}</h2><div class='is-table' tabindex='0' role='region' "
        f"aria-label='{escape(caption)}'><table><thead><tr>{head}</tr></thead><tbody>{inner}</tbody></table></div>"
        "</section>"
    )


def _cell(cell: Cell) -> str:
    return link(cell.address, cell.text) if isinstance(cell, Linked) else escape(cell)
