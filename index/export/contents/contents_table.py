"""What a generation holds, out to a spreadsheet: every report, every refused file, every body without a report."""

from __future__ import annotations

from pathlib import Path

from index.answers.days import dated_by
from index.contents.records import Info, ReportInfo
from index.errors import UnknownFormat
from index.export.spreadsheets import Rows, csv_text, plain, workbook

COLUMNS = (
    "body", "family", "inspected", "published", "dated by", "cycle", "edition", "pages", "grades found", "grades expected", "not judged",
    "findings", "passages", "file", "other sources", "problems",
)  # fmt: skip


def audit_csv(info: Info) -> str:
    """One row a report, then one a refused file and one a body without a report, told apart by the last column."""
    rows = [(*row, "in the index") for row in _reports(info)]
    blank = [None] * len(COLUMNS)
    for file, reason in info.refused:
        rows.append((*blank[: COLUMNS.index("file")], file, None, reason, "refused"))
    rows += [(name, *blank[1:], "no report") for name in info.no_report]
    return csv_text((*COLUMNS, "state"), rows)


def audit_workbook(info: Info) -> bytes:
    """Sheets of the reports, the refused files, the bodies without a report, and of the index itself."""
    about = (
        ("generation", info.generation),
        ("built", info.built),
        ("model", info.model),
        ("reports", len(info.reports)),
        ("bodies", info.bodies),
        ("passages", info.passages),
        ("sentences", info.sentences),
        ("invented samples", info.invented),
        *(("licence", licence) for licence in info.licences if not info.invented),
    )
    return workbook(
        {
            "Reports": plain(COLUMNS, _reports(info)),
            "Refused": plain(("file", "reason"), info.refused),
            "No report": plain(("body",), [(name,) for name in info.no_report]),
            "Index": plain(("what", "value"), about),
        }
    )


def save(info: Info, path: Path) -> None:
    """The audit to a file, in the format of its ending. Raises `UnknownFormat`."""
    if path.suffix.lower() == ".csv":
        path.write_text("\ufeff" + audit_csv(info), encoding="utf-8", newline="")
    elif path.suffix.lower() == ".xlsx":
        path.write_bytes(audit_workbook(info))
    else:
        raise UnknownFormat(f"“{path.name}” has no known ending; use one of .csv, .xlsx.")


def _reports(info: Info) -> Rows:
    return [_row(report) for report in info.reports]


def _row(report: ReportInfo) -> tuple[object, ...]:
    return (
        report.body,
        report.family,
        "; ".join(report.inspected),
        report.published,
        dated_by(report),
        report.cycle,
        report.edition,
        report.pages,
        report.grades,
        report.grades_expected,
        "; ".join(report.not_judged),
        report.findings,
        report.passages,
        report.file,
        "; ".join(report.sources[1:]),
        "; ".join(report.problems),
    )
