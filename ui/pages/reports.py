"""The reports page: what the index holds, what was refused and why, and which bodies have no report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from index.answers import days
from index.contents.records import Info, ReportInfo
from ui.html import links, tables, timeline, words
from ui.parts import adding, frame

HEADINGS = ("Body", "Inspected", "Published", "Cycle", "Pages", "Grades", "Findings", "Passages", "Files", "Problems")
NUMBERS = (4, 6, 7)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page() -> None:
    """The audit of the index, as tables that a screen reader can read."""
    frame.begin("reports", "Reports")
    st.title("Reports", anchor=False)
    engine = frame.opened()
    if engine is None:
        return
    info = engine.info
    frame.banner(info)
    st.text(described(info))
    _downloads(info)
    if engine.reports:
        st.html(timeline.of_reports(engine.reports))
    keys = {(report.file, report.name): report.key for report in engine.reports}
    st.html(tables.table("Reports in the index", HEADINGS, [row(report, keys) for report in info.reports], NUMBERS))
    if info.refused:
        st.html(tables.table("Files that could not be read", ("File", "Reason"), info.refused))
    if info.no_report:
        st.html(_missing(info.no_report))
    adding.draw(info.invented)
    frame.footer(info)


def described(info: Info) -> str:
    """What the index holds and what it was built with, in two sentences."""
    return (
        f"{words.count(len(info.reports), 'report')} on {words.count(info.bodies, 'body')}: "
        f"{words.count(info.passages, 'passage')}, {words.count(info.sentences, 'sentence')}. "
        f"Index {info.generation}, built {info.built} with the model {info.model}."
    )


def row(report: ReportInfo, keys: Mapping[tuple[str, str], str] | None = None) -> tuple[tables.Cell, ...]:
    """A report as the cells of a table, its body a link by its key; unknown is said, never left out."""
    key = (keys or {}).get((report.file, report.body))
    return (
        tables.Linked(report.body, links.body_address(key)) if key else report.body,
        days.inspected(report),
        days.published(report),
        report.cycle or "unknown",
        f"{report.pages:,}",
        grades(report),
        f"{report.findings:,}",
        f"{report.passages:,}",
        "; ".join(report.sources),
        "; ".join(report.problems) or "none",
    )


def grades(report: ReportInfo) -> str:
    """Grades found of grades expected, with what was not judged."""
    expected = "unknown" if report.grades_expected is None else str(report.grades_expected)
    unjudged = f", {len(report.not_judged)} not judged" if report.not_judged else ""
    return f"{report.grades} of {expected}{unjudged}"


def _downloads(info: Info) -> None:
    """The whole audit as a file; made only when it is asked for."""
    from index.export.contents import contents_table

    with st.container(horizontal=True):
        for label, name, mime, make in (
            ("Download as CSV", "reports.csv", "text/csv", lambda: contents_table.audit_csv(info).encode("utf-8-sig")),
            ("Download as Excel", "reports.xlsx", EXCEL, lambda: contents_table.audit_workbook(info)),
        ):
            st.download_button(
                label, data=make, file_name=name, mime=mime, on_click="ignore", icon=":material/download:", key=name
            )


def _missing(names: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    return (
        f"<section><h2>Bodies without a report ({len(names)})</h2><p class='is-quiet'>There was no report to search, "
        f"so this says nothing about them.</p><details><summary>Show them</summary><ul>{items}</ul></details></section>"
    )
