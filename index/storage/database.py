"""The truth of a generation, in SQLite: written once by a build, then only read. The one place that knows SQL."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.lexicon import Entry
from corpus.records import Body, Passage, Place, Report, Slice, Stance
from index.errors import IndexUnusable, writing

FILE = "reports.db"
SCHEMA = Path(__file__).with_name("schema.sql")
PLACES_KEPT = 16_384  # places of quotations, taken out of their JSON once
AT_ONCE = 500  # values that one query names
PAGES_KEPT = 32_768  # texts of pages, some 3 KB each: an answer checks its quotations against one or two of each body


@dataclass(frozen=True, slots=True)
class Stored:
    """One report with its passages and the stance of each of their sentences, ready to be written; `basis` as in `ingest.build.basis`."""

    report: Report
    passages: Sequence[Passage]
    stances: Sequence[Sequence[Stance]]
    basis: bool = True


# Writing -------------------------------------------------------------------------------------------------------------


def write(
    path: Path,
    bodies: Iterable[Body],
    reports: Iterable[Stored],
    refused: Iterable[tuple[str, str]],
    meta: Mapping[str, str],
    acronyms: Iterable[Entry] = (),
) -> None:
    """A new database. Passages and sentences get their ids in the order they come, from 0. OSError where it cannot be written."""
    with writing(path, sqlite3.OperationalError), closing(sqlite3.connect(path)) as db, db:
        db.executescript(SCHEMA.read_text(encoding="utf-8"))
        db.executemany("insert into meta values (?, ?)", meta.items())
        db.executemany("insert into refused values (?, ?)", refused)
        db.executemany(
            "insert into body values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    b.key,
                    b.name,
                    b.kind,
                    b.noun,
                    b.region,
                    json.dumps(b.aliases),
                    b.status,
                    b.note,
                    json.dumps(b.also_words),
                )
                for b in bodies
            ],
        )
        db.executemany(
            "insert into acronym values (?, ?, ?, ?)", [(e.short, e.long, e.family, e.word) for e in acronyms]
        )
        for number, stored in enumerate(reports):
            _write_report(db, number, stored)
            _write_passages(db, number, stored)


def _write_report(db: sqlite3.Connection, number: int, stored: Stored) -> None:
    report = stored.report
    spans = [[day.isoformat() if day else None for day in (s.start, s.end)] for s in report.inspected]
    published = report.published.isoformat() if report.published else None
    newest = max((day for span in spans for day in span if day), default=published)
    db.execute(
        "insert into report values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number, report.file, report.family, report.edition, report.cycle, report.body,
            report.body_name or report.file, report.title, published,
            json.dumps(spans), len(report.pages), report.grades_expected, newest or f"{report.cycle or ''} ",
            report.address, report.theme, report.outcome, stored.basis, json.dumps(report.unprinted),
        ),
    )  # fmt: skip
    many = db.executemany
    many("insert into source values (?, ?, ?, ?)", [(number, s.file, s.kind, s.sha256) for s in report.sources])
    many("insert into body_also values (?, ?)", [(number, body) for body in report.bodies_also])
    many("insert into problem values (?, ?)", [(number, text) for text in report.problems])
    many(
        "insert into page values (?, ?, ?, ?, ?)",
        [(number, p.number, p.label, p.text, json.dumps(p.topics)) for p in report.pages],
    )
    many(
        "insert into grade values (?, ?, ?, ?, ?, ?)",
        [(number, g.area, g.label, g.grade, place_json(g.place), g.source) for g in report.grades],
    )
    many("insert into not_judged values (?, ?)", [(number, label) for label in report.not_judged])
    first = _next(db, "section")
    many(
        "insert into section values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                first + i,
                number,
                s.heading,
                s.number,
                s.area,
                None if s.parent is None else first + s.parent,
                place_json(s.place),
            )
            for i, s in enumerate(report.sections)
        ],
    )
    base = _next(db, "finding")
    many(
        "insert into finding values (?, ?, ?, ?, ?, ?, ?)",
        [
            (base + i, number, first + f.section, f.kind, f.area, f.title, f.number)
            for i, f in enumerate(report.findings)
        ],
    )


def _write_passages(db: sqlite3.Connection, number: int, stored: Stored) -> None:
    base = _next(db, "finding") - len(stored.report.findings)
    for passage, stances in zip(stored.passages, stored.stances, strict=True):
        row = _next(db, "passage")
        db.execute(
            "insert into passage values (?, ?, ?, ?, ?, ?, ?)",
            (
                row,
                number,
                base + passage.finding,
                passage.text,
                passage.context,
                passage.boilerplate,
                place_json(passage.place),
            ),
        )
        first = _next(db, "sentence")
        db.executemany(
            "insert into sentence values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (first + i, row, s.text, place_json(s.place), s.is_title, s.speaker, s.resolved,
                 stance.label, stance.concern, stance.praise, stance.standing)
                for i, (s, stance) in enumerate(zip(passage.sentences, stances, strict=True))
            ],
        )  # fmt: skip


def _next(db: sqlite3.Connection, table: str) -> int:
    found: int | None = db.execute(f"select max(rowid) from {table}").fetchone()[0]
    return 0 if found is None else found + 1


def place_json(place: Place) -> str:
    """A place as it is stored."""
    return json.dumps([[part.page, part.start, part.end] for part in place])


@lru_cache(maxsize=PLACES_KEPT)
def place_from(text: str) -> Place:
    """A place as it was stored."""
    return tuple(Slice(*part) for part in json.loads(text))


# Reading -------------------------------------------------------------------------------------------------------------


class Store:
    """A generation's database, read-only. Opened once, so that it can be read on after its folder was removed."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self.reports: Any = None  # what `columns.reports` makes of it
        self._page = lru_cache(maxsize=PAGES_KEPT)(self._read_page)
        try:
            self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._connection.row_factory = sqlite3.Row
            self.meta = {str(row["key"]): str(row["value"]) for row in self.rows("select key, value from meta")}
        except sqlite3.DatabaseError as error:
            raise IndexUnusable("The index is damaged (its database cannot be read); build it again.") from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows of a query, each readable by column name."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def rows_of(self, sql: str, ids: Iterable[int]) -> Iterator[sqlite3.Row]:
        """The rows of a query that names many ids, where it says `in {}`: in the order of the ids where it orders by them."""
        values = sorted(ids)
        for start in range(0, len(values), AT_ONCE):
            part = values[start : start + AT_ONCE]
            yield from self.rows(sql.replace("{}", f"({','.join('?' * len(part))})"), part)

    def words_at(self, report: int, place: Place) -> str:
        """The words at a place of a report, read from its stored pages."""
        parts = []
        for part in place:
            parts.append(self._page(report, part.page)["text"][part.start : part.end])
        return " ".join(parts)

    def label(self, report: int, number: int) -> str | None:
        """What a page of a report calls itself, where it does."""
        label: str | None = self._page(report, number)["label"]
        return label

    def _read_page(self, report: int, number: int) -> sqlite3.Row:
        return self.rows("select text, label from page where report = ? and number = ?", (report, number))[0]

    def sentences(self, ids: Sequence[int]) -> dict[int, sqlite3.Row]:
        """Sentences by id, each with its passage, finding and section."""
        found: dict[int, sqlite3.Row] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ",".join("?" * len(part))
            sql = f"""
                select s.id, s.text, s.place, s.is_title, s.speaker, s.resolved, s.stance, s.passage, p.report,
                       f.kind, f.title, f.area, c.heading
                from sentence s
                join passage p on p.id = s.passage
                join finding f on f.id = p.finding
                join section c on c.id = f.section
                where s.id in ({marks})"""
            found.update((int(row["id"]), row) for row in self.rows(sql, part))
        return found

    def grades(self, report: int) -> list[sqlite3.Row]:
        """The grades of a report that stand on a page of it, each with the label of the page, in order of area."""
        return self.rows(
            "select e.*, g.label as page_label from grade e join page g on g.report = e.report "
            "and g.number = json_extract(e.place, '$[0][0]') where e.report = ? order by e.rowid",
            (report,),
        )

    def openings(self, ids: Sequence[int]) -> list[int]:
        """Those sentences among these that open their finding, in order; `ids` are of one report, in order."""
        finding = {
            row["id"]: row["finding"]
            for row in self.rows(
                "select s.id, p.finding from sentence s join passage p on p.id = s.passage where s.id between ? and ?",
                (min(ids, default=0), max(ids, default=-1)),
            )
        }
        opening: dict[int, int] = {}
        for number in ids:
            opening.setdefault(finding[number], number)
        return list(opening.values())

    def passage_texts(self, ids: Sequence[int]) -> dict[int, str]:
        """Texts of passages by id."""
        return {number: str(row["text"]) for number, row in self.passages(ids).items()}

    def passages(self, ids: Sequence[int]) -> dict[int, sqlite3.Row]:
        """Passages by id, each with its finding and section."""
        marks = ",".join("?" * len(ids))
        sql = f"""
            select p.id, p.text, p.place, p.report, f.kind, f.title, f.area, c.heading
            from passage p join finding f on f.id = p.finding join section c on c.id = f.section
            where p.id in ({marks})"""
        return {int(row["id"]): row for row in self.rows(sql, ids)}
