"""A generation's sentences as columns of numbers, loaded once, so that every question is a few array operations.

Row i of every column is the sentence whose id, and whose vector's row, is i.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.families.registry import PROFILES
from index.answers.days import spans
from index.storage.arrays import mapped, save
from index.storage.database import Store

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
FOLDER, WORDS = "columns", "words.json"
DAY = re.compile(r"(\d{4})-\d\d-\d\d")
CYCLE = re.compile(r"\b(\d{4})\s*[/–-]\s*(?:\d\d)?(\d\d)\b")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report on one body: its id, facts for filtering and showing, and the grade of each of its areas.

    A file that speaks of several bodies is a report on each of them. `date` is the last day of inspection, else that of
    publication, None where neither is known; `inspected` are all its days, as in `index.answers.days`; `newest` is `date`, else the round, and orders the reports of a body. What
    depends on all reports together is taken from those of the `basis`.
    """

    id: int
    file: str
    family: str
    cycle: str | None
    edition: str | None
    key: str
    name: str
    region: str | None
    title: str | None
    published: str | None
    newest: str
    grades: dict[str, tuple[str, str]]  # area key -> label as printed, grade
    address: str | None = None
    date: str | None = None
    basis: bool = True
    inspected: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether it is a full inspection, one of those that give grades."""
        return bool(self.grades) or _full(self.family, self.edition)

    def after(self, other: ReportRow) -> bool:
        """Whether it is of the same day as another report or of a later one, as far as both say; else by their rounds."""
        if self.date and other.date:
            return self.date >= other.date
        return not (self.years and other.years) or self.years[-1] >= other.years[0]

    @property
    def years(self) -> tuple[str, ...]:
        """The year of the inspection (else of publication); those of its cycle where no day is known."""
        if match := DAY.match(self.newest):
            return (match.group(1),)
        if match := CYCLE.search(self.cycle or ""):
            first, last = int(match.group(1)), int(match.group(1)[:2] + match.group(2))
            return tuple(map(str, range(first, last + 1)))
        return ()


@cache
def _full(family: str, edition: str | None) -> bool:
    """Whether the inspections of an edition are full ones."""
    profile = PROFILES.get(family)
    return profile is not None and profile.full(edition)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of sentences; `areas`, `kinds` and `stances` are the words that codes stand for.

    `basis` marks the sentences that statistics are taken from: those of the reports of the basis, without standing text.
    `title` is the sentence that heads the finding a sentence belongs to, -1 where none does.
    """

    reports: tuple[ReportRow, ...]
    passage: Ints
    report: Ints
    passage_report: Ints
    concern: Floats
    praise: Floats
    standing: Bools
    basis: Bools
    title: Ints
    area: Ints
    kind: Ints
    stance: Ints
    first_of_passage: Ints
    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    stances: tuple[str, ...]

    @property
    def sentences(self) -> int:
        return len(self.passage)

    def place(self, row: int) -> tuple[str, str, int]:
        """Where a sentence stands, by file, body and number in the report: the same in whatever part of an index it is."""
        number = int(self.report[row])
        report = self.reports[number]
        return report.file, report.name, row - int(np.searchsorted(self.report, number))


def write(database: Path, folder: Path) -> None:
    """The columns of a database that was just written, to files that `load` reads in no time."""
    folder.mkdir()
    found, words = _from_rows(Store(database))
    for name, column in found.items():
        save(column, folder / f"{name}.npy")
    (folder / WORDS).write_text(json.dumps(words), encoding="utf-8")


def load(store: Store, folder: Path) -> Table:
    """The columns of a generation, from the files in its folder of columns; from its rows, where an earlier version built it
    without."""
    found, words = _from_files(folder) if folder.is_dir() else _from_rows(store)
    rows = reports(store)
    basis = np.array([each.basis for each in rows], dtype=bool)[found["report"]] & ~found["standing"]
    codes: dict[str, Any] = {name: tuple(each) for name, each in words.items()}
    return Table(reports=rows, basis=basis, **found, **codes)


def _from_files(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    columns = {path.stem: mapped(path) for path in folder.glob("*.npy")}
    return columns, json.loads((folder / WORDS).read_text(encoding="utf-8"))


def _from_rows(store: Store) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of a table by their names, and the words that codes in them stand for."""
    rows = store.rows(
        """select s.passage, p.report, s.concern, s.praise, s.standing, s.is_title, p.finding, f.area, f.kind, s.stance
           from sentence s join passage p on p.id = s.passage join finding f on f.id = p.finding order by s.id"""
    )
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 10
    passage = np.array(columns[0], dtype=np.int32)
    areas, area = _codes(columns[7])
    kinds, kind = _codes(columns[8])
    stances, stance = _codes(columns[9])
    found = {
        "passage": passage,
        "report": np.array(columns[1], dtype=np.int32),
        "passage_report": np.array(
            [row["report"] for row in store.rows("select report from passage order by id")], dtype=np.int32
        ),
        "concern": np.array(columns[2], dtype=np.float32),
        "praise": np.array(columns[3], dtype=np.float32),
        "standing": np.array(columns[4], dtype=bool),
        "title": _titles(np.array(columns[5], dtype=bool), np.array(columns[6], dtype=np.int32)),
        "area": area,
        "kind": kind,
        "stance": stance,
        "first_of_passage": np.flatnonzero(np.diff(passage, prepend=-1)).astype(np.int32),
    }
    return found, {"areas": areas, "kinds": kinds, "stances": stances}


def _codes(values: Any) -> tuple[tuple[str, ...], Ints]:
    """The distinct values ("" for none) and each value's place among them."""
    known: dict[str, int] = {}
    codes = [known.setdefault(value or "", len(known)) for value in values]
    return tuple(known), np.array(codes, dtype=np.int32)


def _titles(is_title: Bools, finding: Ints) -> Ints:
    heads = np.full(int(finding.max()) + 1 if len(finding) else 0, -1, dtype=np.int32)
    rows = np.flatnonzero(is_title)
    heads[finding[rows]] = rows
    return heads[finding] if len(finding) else heads


def reports(store: Store) -> tuple[ReportRow, ...]:
    """The reports of a database, in the order of their ids; read once."""
    if store.reports is None:
        store.reports = _reports(store)
    found: tuple[ReportRow, ...] = store.reports
    return found


def _reports(store: Store) -> tuple[ReportRow, ...]:
    grades: dict[int, dict[str, tuple[str, str]]] = {}
    for row in store.rows("select report, area, label, grade from grade"):
        grades.setdefault(row["report"], {})[row["area"]] = (row["label"], row["grade"])
    sql = "select r.*, b.region from report r left join body b on b.key = r.body order by r.id"
    return tuple(
        ReportRow(
            id=row["id"], file=row["file"], family=row["family"], cycle=row["cycle"], edition=row["edition"],
            key=row["body"] or row["body_name"], name=row["body_name"], region=row["region"], title=row["title"],
            published=row["published"], newest=_date(row) or row["newest_day"], grades=grades.get(row["id"], {}),
            address=row["address"], date=_date(row), basis=_basis(row), inspected=spans(row["inspected"]), unprinted=unprinted(row),
        )
        for row in store.rows(sql)
    )  # fmt: skip


def _basis(row: Any) -> bool:
    """Whether a report is of the basis; in earlier generations, which have none, each is."""
    columns = row.keys()
    return "basis" not in columns or bool(row["basis"])


def unprinted(row: Any) -> tuple[str, ...]:
    """The dates of a report that a manifest gave; earlier generations do not say."""
    return tuple(json.loads(row["unprinted"])) if "unprinted" in row.keys() else ()  # noqa: SIM118


def _date(row: Any) -> str | None:
    """The last day of inspection, else that of publication."""
    days: list[str] = [day for span in json.loads(row["inspected"]) for day in span if day]
    published: str | None = row["published"]
    return max(days, default=published)


def twins(store: Store) -> dict[int, int]:
    """Of files that are reports on several bodies, each passage with the first that stands in the same place."""
    rows = store.rows(
        """select p.id, r.file, p.place from passage p join report r on r.id = p.report
           where r.file in (select file from report group by file having count(*) > 1) order by p.id"""
    )
    first: dict[tuple[str, str], int] = {}
    return {int(row["id"]): first.setdefault((row["file"], row["place"]), int(row["id"])) for row in rows}
