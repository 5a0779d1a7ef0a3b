"""Reports in, one for each file; reports out, one for each inspection, with every file it was read from.

The PDF is shown, since a quotation cites its pages. A PDF stays as it was published, while the inspectorate adds
to the web page of the report what it judges later (serious and organised crime, vetting). So the grades are the
page's where the two differ, each such grade names the page, and a problem tells what the PDF says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from corpus.records import Grade, Report

KINDS = ("pdf", "text", "html")  # which file of a report is shown: the first of these there is


def merge(reports: Iterable[Report]) -> tuple[list[Report], list[str]]:
    """The reports, those of one inspection as one, and a note for each file that is another's twin."""
    groups: dict[object, list[Report]] = {}
    for report in reports:
        groups.setdefault(_identity(report), []).append(report)
    merged, notes = [], []
    for same in groups.values():
        same.sort(key=lambda r: r.file)
        same.sort(key=lambda r: r.published or date.min, reverse=True)  # of two, a corrected report is the later one
        same.sort(key=lambda r: KINDS.index(r.sources[0].kind))
        shown = same[0]
        for other in same[1:]:
            taken = shown.grades
            if other.sources[0].kind == "html" and shown.sources[0].kind != "html":
                shown = _with_grades_of(shown, other)
            changed = sum(1 for grade in shown.grades if grade not in taken)
            what = f"grades taken from it: {changed}" if changed else _difference(shown, other)
            notes.append(f"{other.file} is the same report as {shown.file}: one report, two sources; {what}")
        merged.append(replace(shown, sources=tuple(source for report in same for source in report.sources)))
    return merged, notes


def _difference(shown: Report, other: Report) -> str:
    """What there is to do about two files on one inspection. A web page is set otherwise than its PDF; two of a kind are not."""
    words = [["".join(page.text.split()) for page in report.pages] for report in (shown, other)]
    if shown.sources[0].kind != other.sources[0].kind or words[0] == words[1]:
        return "nothing to do"
    later = (shown.published or date.min) > (other.published or date.min)
    why = "published later" if later else "the first by its name; take away the one that was corrected"
    return f"their words differ, and {shown.file} is used, {why}"


def _identity(report: Report) -> object:
    """What tells inspections apart: the body, the round and the days of inspection; unknown bodies by the file."""
    who = report.body or report.body_name
    if who is None:
        return report.sources[0].sha256
    return report.family, who, report.cycle, report.inspected


def _with_grades_of(shown: Report, page: Report) -> Report:
    """The report with the grades of its web page where they differ or are added, and what there is to say of that."""
    grades = {grade.area: grade for grade in shown.grades}
    newer = {grade.area: grade for grade in page.grades if shown.grade(grade.area) != grade.grade}
    grades.update((area, replace(grade, place=(), source=page.file)) for area, grade in newer.items())
    labels = {grade.label for grade in newer.values()}
    own = set(shown.problems)
    expected = shown.grades_expected
    return replace(
        shown,
        grades_expected=None if expected is None else max(expected, len(grades)),
        grades=tuple(grades.values()),
        not_judged=tuple(label for label in shown.not_judged if label not in labels),
        problems=(
            *shown.problems,
            *_differences(shown, page, newer.values()),
            *(f"{page.file}: {problem}" for problem in page.problems if problem not in own),
        ),
    )


def _differences(shown: Report, page: Report, newer: Iterable[Grade]) -> Iterator[str]:
    for grade in newer:
        said = shown.grade(grade.area)
        other = f"says {said}" if said else "gives no grade for it"
        yield f"{grade.label}: {grade.grade} is the grade of {page.file}; {shown.file} {other}"
    missing = [grade.label for grade in shown.grades if page.grade(grade.area) is None]
    if missing and page.grades:
        yield f"{page.file} gives no grade for {', '.join(missing)}; the grade is that of {shown.file}"
