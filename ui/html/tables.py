"""Tables in real HTML, which screen readers can walk through. All text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """A table in HTML with everything escaped; columns in `numbers` are set to the right."""
    right = set(numbers)
    sides = [" class='is-count'" if column in right else "" for column in range(len(headings))]
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in headings)
    lines = (
        "".join(f"<td{side}>{escape(cell)}</td>" for side, cell in zip(sides, cells, strict=True)) for cells in rows
    )
    inner = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f"<section><h2>{escape(caption)}</h2><div class='is-table' tabindex='0' role='region' "
        f"aria-label='{escape(caption)}'><table><thead><tr>{head}</tr></thead><tbody>{inner}</tbody></table></div>"
        "</section>"
    )
