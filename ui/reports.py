"""The reports page: what the index holds, what was refused and why, and which bodies have no report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from index.results import Info, ReportInfo
from ui import shared, words

HEADINGS = ("Body", "Round", "Published", "Pages", "Grades", "Findings", "Passages", "File", "Problems")
NUMBERS = range(3, 7)


def page() -> None:
    """The audit of the index, as tables that a screen reader can read."""
    shared.begin("reports")
    st.title("Reports", anchor=False)
    engine = shared.opened()
    if engine is None:
        return
    info = engine.info
    shared.banner(info)
    st.text(described(info))
    st.html(table("Reports in the index", HEADINGS, map(row, info.reports), NUMBERS))
    if info.refused:
        st.html(table("Files that were refused", ("File", "Reason"), info.refused))
    if info.no_report:
        st.html(_missing(info.no_report))
    shared.footer(info)


def described(info: Info) -> str:
    """What the index holds and what it was built with, in two sentences."""
    return (
        f"{words.count(len(info.reports), 'report')} on {words.count(info.bodies, 'body')}: "
        f"{words.count(info.passages, 'passage')}, {words.count(info.sentences, 'sentence')}. "
        f"Generation {info.generation}, built {info.built} with {info.model}."
    )


def row(report: ReportInfo) -> tuple[str, ...]:
    """A report as the cells of a table; unknown is said, never left out."""
    return (
        report.body,
        report.cycle or "unknown",
        report.published or "unknown",
        *(f"{number:,}" for number in (report.pages, report.grades, report.findings, report.passages)),
        report.file,
        "; ".join(report.problems) or "none",
    )


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


def _missing(names: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    return (
        f"<section><h2>Bodies without a report ({len(names)})</h2><p class='is-quiet'>Nothing can be said of these "
        f"either way.</p><details><summary>Show them</summary><ul>{items}</ul></details></section>"
    )
