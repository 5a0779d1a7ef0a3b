"""What whoever has the files knows of them and the files don't say: `manifest.csv` beside the reports, a row a file.

Columns are `file` and any of `family`, `body`, `title`, `cycle`, `published`, `inspected`, `grades`. What a row gives wins
over what is read off the file, and is shown as given. A row that cannot be used as it stands is named in a note, and the
rest of it and all others go on.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from corpus.bodies import Bodies
from corpus.families.registry import PROFILES
from corpus.names import fold
from corpus.records import Grade, Report, Span

FILE = "manifest.csv"
COLUMNS = ("file", "family", "body", "title", "cycle", "published", "inspected", "grades")
EXAMPLE = "2024-05-13 to 2024-05-17"


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of one row; None or empty where it gives none. `body` is as written, `grades` are area and grade."""

    family: str | None = None
    body: str | None = None
    title: str | None = None
    cycle: str | None = None
    published: date | None = None
    inspected: tuple[Span, ...] = ()
    grades: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The facts that are given, by their columns."""
        return tuple(name for name in COLUMNS[1:] if getattr(self, name))


@dataclass(frozen=True)
class Manifest:
    """The rows of the manifests beside some files, by the path of each file, and what is wrong with them."""

    rows: Mapping[Path, Given] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read(folders: Iterable[Path]) -> Manifest:
    """The manifests in these folders; one that cannot be read is a note."""
    rows: dict[Path, Given] = {}
    notes: list[str] = []
    for path in sorted({folder / FILE for folder in folders}):
        if path.is_file():
            for file, given in _rows(path, notes.append):
                rows[file] = given
    return Manifest(rows, tuple(notes))


def applied(report: Report, given: Given, bodies: Bodies) -> Report:
    """The report with the facts that are given, and a problem that says which those are."""
    body = (bodies.get(given.body) or bodies.named(given.body, None)) if given.body else None
    grades = {grade.area: grade for grade in report.grades}
    for area, grade in given.grades:
        key, label = _area(report, area)
        grades[key] = Grade(key, label, grade, (), FILE)
    problems = list(report.problems)
    if body or (given.body and report.body is None):
        problems = [
            problem for problem in problems if "register of" not in problem and "body is not named" not in problem
        ]
    if given.body and body is None:
        problems.append(f"“{given.body}”, given in {FILE}, is not in any register of bodies")
    if given.names:
        problems.append(f"{' and '.join(given.names)}: as given in {FILE}")
    return replace(
        report,
        body=body.key if body else None if given.body else report.body,
        body_name=body.name if body else given.body or report.body_name,
        title=given.title or report.title,
        cycle=given.cycle or report.cycle,
        published=given.published or report.published,
        inspected=given.inspected or report.inspected,
        grades=tuple(grades.values()),
        problems=tuple(problems),
        unprinted=tuple(_unprinted(report, given)),
    )


def _unprinted(report: Report, given: Given) -> Iterator[str]:
    """The dates that are not as the report prints them."""
    for name in ("inspected", "published"):
        told, own = getattr(given, name), getattr(report, name)
        if name in report.unprinted or (told and told != own):
            yield name


def _area(report: Report, written: str) -> tuple[str, str]:
    """The key and the label of the area that a manifest names: one of the report's edition, else one of its own."""
    editions = [e for e in PROFILES[report.family].editions if report.edition in (None, e.name)]
    for area in (area for edition in editions for area in edition.areas):
        if fold(written) in map(fold, (area.key.replace("_", " "), *area.names, *area.spoken)):
            return area.key, area.name
    return fold(written).replace(" ", "_"), written


# Reading -------------------------------------------------------------------------------------------------------------


def _rows(path: Path, note: Callable[[str], None]) -> Iterator[tuple[Path, Given]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            columns = [fold(name or "") for name in table.fieldnames or ()]
            rows = [
                dict(zip(columns, (row.get(name) for name in table.fieldnames or ()), strict=True)) for row in table
            ]
    except (OSError, UnicodeDecodeError, csv.Error):
        note(f"{path} cannot be read as a table in UTF-8; save it as CSV in UTF-8. It is ignored until then.")
        return
    if "file" not in columns:
        note(f"{path} needs a column “file”; it may have {', '.join(COLUMNS[1:])}. It is ignored until then.")
        return
    if unknown := [name for name in columns if name and name not in COLUMNS]:
        note(f"{path} has columns that are not read: {', '.join(unknown)}. There are {', '.join(COLUMNS)}.")
    for number, row in enumerate(rows, start=2):
        name = (row.get("file") or "").strip()
        where = f"{path}, row {number}"
        target = path.parent / name
        if not name or not target.is_file():
            note(f"{where}: there is no file “{name}” beside it; the row is left out.")
            continue
        yield target, _given(row, lambda text, where=where: note(f"{where}: {text}"))  # type: ignore[misc]


def _given(row: Mapping[str, str | None], note: Callable[[str], None]) -> Given:
    told = {name: (row.get(name) or "").strip() or None for name in COLUMNS}
    return Given(
        family=_family(told["family"], note),
        body=told["body"],
        title=told["title"],
        cycle=told["cycle"],
        published=_day(told["published"], "published", note),
        inspected=tuple(_spans(told["inspected"], note)),
        grades=tuple(_grades(told["grades"], note)),
    )


def _family(written: str | None, note: Callable[[str], None]) -> str | None:
    if written is None:
        return None
    for key, profile in PROFILES.items():
        if fold(written) in map(fold, (key, key.replace("_", " "), profile.label, *profile.spoken)):
            return key
    note(
        f"“{written}” is not a family of reports; choose one of {', '.join(PROFILES)}. It is recognised by its text instead."
    )
    return None


def _day(written: str | None, column: str, note: Callable[[str], None]) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        note(f"{column} “{written}” is not a date; write it as 2024-05-17. It is left out.")
        return None


def _spans(written: str | None, note: Callable[[str], None]) -> Iterator[Span]:
    """Days of inspection: `2024-05-13 to 2024-05-17`, several parted by a semicolon."""
    for part in filter(None, map(str.strip, (written or "").split(";"))):
        start, _, end = part.partition(" to ")
        first = _day(start.strip(), "inspected", note)
        last = _day(end.strip(), "inspected", note) if end else first
        if first and last and last < first:
            note(f"inspected “{part}” ends before it begins; write it as {EXAMPLE}. It is left out.")
        elif first or last:
            yield Span(first, last)


def _grades(written: str | None, note: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """Grades by area: `leadership=good; care leavers=outstanding`."""
    for part in filter(None, map(str.strip, (written or "").split(";"))):
        area, equals, grade = (piece.strip() for piece in part.partition("="))
        known = {g for profile in PROFILES.values() for edition in profile.editions for g in edition.scale.grades}
        if not (area and equals and fold(grade) in known):
            note(f"“{part}” is not a grade; write AREA=GRADE with one of {', '.join(sorted(known))}. It is left out.")
        else:
            yield area, fold(grade)
