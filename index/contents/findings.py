"""Findings and grades of some reports as one table: which pass, in what order, and each with its words.

Two steps, since a table has many rows and a page shows few: `matching` gives keys that order the rows of all parts and say
where each is stored; `records` reads the rows that are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.families.registry import AREA_NAMES, area_name
from corpus.names import fold
from corpus.records import KINDS
from index.contents.facts import facts, opened
from index.contents.records import GRADE, SET_APART, FindingMade
from index.contents.texts import said, texts
from index.errors import BadFilter
from index.question.filters import Filter, Where, allowed, parse, written
from index.storage.columns import ReportRow
from index.storage.database import Store, place_from

NAMES = {GRADE: ("graded judgement", "graded judgements", "grades")}
LAST = 10**9
Key = tuple[Any, ...]  # what the order goes by, then the file, the body, and where the row is stored (`Stored.stands`)


def set_apart(where: Where) -> tuple[str, ...]:
    """These filters, and where none of them is on the kind, one that lets through what reports set apart, grades too.

    >>> set_apart(["kind=strength"]), set_apart("year>=2023")[:2]
    (('kind=strength',), ('year>=2023', 'kind=grade'))
    """
    given = written(where)
    named = any(each.key == "kind" for each in parse(given))
    return given if named else (*given, *(f"kind={kind}" for kind in SET_APART))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for: by filters, by words that stand in them, in an order of `ORDERS`."""

    filters: tuple[Filter, ...] = ()
    contains: str = ""
    order: str = "file"

    def __post_init__(self) -> None:
        for each in self.filters:
            if each.key == "stance":
                raise BadFilter(f"Findings have no stance, so they cannot be narrowed by it; leave “{each}” out.")
        if self.order not in ORDERS:
            raise BadFilter(f"Findings have no order “{self.order}”; there are {', '.join(ORDERS)}.")


@dataclass(frozen=True, slots=True)
class Stored:
    """One row before its words are read: its report, its kind and area, and whether it is a grade."""

    report: ReportRow
    kind: str
    area: str | None
    id: int

    @property
    def stands(self) -> tuple[int, int]:
        """Where it is stored; grades come before the findings of their report."""
        return int(self.kind != GRADE), self.id


def _day(report: ReportRow) -> int:
    return int(report.date.replace("-", "")) if report.date else 0


def _place(value: str | None, among: Sequence[str]) -> tuple[int, str]:
    return (among.index(value), "") if value in among else (LAST, value or "~")


_KINDS, _AREAS = (GRADE, *KINDS), tuple(AREA_NAMES)
ORDERS: Mapping[str, Callable[[Stored], Key]] = {
    "file": lambda row: (),
    "newest": lambda row: (-_day(row.report),),
    "oldest": lambda row: (_day(row.report) or LAST,),
    "body": lambda row: (fold(row.report.name), -_day(row.report)),
    "kind": lambda row: (*_place(row.kind, _KINDS), fold(row.report.name), -_day(row.report)),
    "area": lambda row: (*_place(row.area, _AREAS), fold(row.report.name), -_day(row.report)),
}


def matching(store: Store, reports: Iterable[ReportRow], wanted: Wanted) -> list[Key]:
    """The keys of all rows of these reports that are wanted, in order."""
    rows = list(_passing(store, {report.id: report for report in reports}, wanted.filters))
    if wanted.contains.strip():
        rows = _containing(store, rows, wanted.contains)
    by = ORDERS[wanted.order]
    return sorted((*by(row), row.report.file, row.report.name, *row.stands) for row in rows)


def _passing(store: Store, reports: Mapping[int, ReportRow], filters: Sequence[Filter]) -> Iterator[Stored]:
    """The rows that pass the filters on what they say; those on reports were applied before."""
    kinds = allowed(filters, "kind", {kind: NAMES.get(kind, ()) for kind in _KINDS})
    named = any(each.key == "kind" and each.operator == "=" for each in filters)
    graded = named and kinds is not None and GRADE in kinds
    asked = sorted((set(KINDS) if kinds is None else kinds) - {GRADE})
    marks = ",".join("?" * len(asked))
    found = [
        Stored(reports[row["report"]], row["kind"], row["area"], row["id"])
        for row in store.rows(f"select id, report, kind, area from finding where kind in ({marks})", asked)
        if row["report"] in reports
    ]
    if graded:
        rows = store.rows("select rowid, report, area from grade")
        found += [Stored(reports[r["report"]], GRADE, r["area"], r["rowid"]) for r in rows if r["report"] in reports]
    areas = allowed(filters, "area", {row.area: AREA_NAMES.get(row.area, ()) for row in found if row.area})
    given = {grade for report in reports.values() for _, grade in report.grades.values()}
    grades = allowed(filters, "grade", dict.fromkeys(given, ()))
    for row in found:
        if (areas is None or row.area in areas) and (grades is None or _grade(row)[1] in grades):
            yield row


def _grade(row: Stored) -> tuple[str | None, str | None]:
    """Label and grade that the area of a row has in its report."""
    if row.area is None:
        return None, None
    return row.report.grades.get(row.area, (area_name(row.area), None))


# Words ---------------------------------------------------------------------------------------------------------------


def _containing(store: Store, rows: Sequence[Stored], wanted: str) -> list[Stored]:
    """The rows whose words have these among them; capitals, hyphens, white space and the form of an apostrophe do not count."""
    asked = fold(wanted)
    longest = max(re.findall(r"[a-z0-9]+", wanted.lower()), key=len, default="")
    among = {row.id for row in rows if row.kind != GRADE}
    near = store.rows("select finding, text from passage where instr(lower(text), ?)", (longest,))
    texts_near = [(row["finding"], row["text"]) for row in near if row["finding"] in among]
    having = {finding for finding, text in texts_near if asked in _folded(text)}
    if " " in asked:  # it may run from one paragraph to the next
        rest = {finding for finding, _ in texts_near} - having
        having |= {finding for finding, text in said(store, rest) if asked in _folded(text)}
    kept = [row for row in rows if row.kind != GRADE and row.id in having]
    for row in (row for row in rows if row.kind == GRADE):
        label, grade = _grade(row)
        if asked in _folded(f"{label} {grade}"):
            kept.append(row)
    return kept


def _folded(text: str) -> str:
    """As `fold`, which remembers what it is given: too much, where that is every text of an index."""
    return fold.__wrapped__(text)


# Records -------------------------------------------------------------------------------------------------------------


def records(store: Store, reports: Sequence[ReportRow], stands: Sequence[tuple[int, int]]) -> list[FindingMade]:
    """The rows that are stored at these places, in the order asked for."""
    by_id = {report.id: report for report in reports}
    findings = [number for is_finding, number in stands if is_finding]
    grades = [number for is_finding, number in stands if not is_finding]
    made = {(0, number): record for number, record in _grades(store, by_id, grades)}
    made |= {(1, number): record for number, record in _findings(store, by_id, findings)}
    return [made[each] for each in stands]


def _findings(store: Store, reports: Mapping[int, ReportRow], ids: Sequence[int]) -> Iterator[tuple[int, FindingMade]]:
    sql = "select f.*, s.heading from finding f join section s on s.id = f.section where f.id in {}"
    found, rows = texts(store, ids), store.rows_of(sql, ids)
    for row in rows:
        report, (place, text) = reports[row["report"]], found.get(row["id"], ((), ""))
        label, grade = _grade(Stored(report, row["kind"], row["area"], row["id"]))
        yield (
            row["id"],
            FindingMade(
                **facts(report),
                **opened(store, report, place),
                kind=row["kind"],
                title=row["title"],
                text=text,
                number=row["number"],
                area=label,
                area_key=row["area"],
                grade=grade,
                section=row["heading"],
            ),
        )


def _grades(store: Store, reports: Mapping[int, ReportRow], ids: Sequence[int]) -> Iterator[tuple[int, FindingMade]]:
    for row in store.rows_of("select rowid, * from grade where rowid in {}", ids):
        report, place = reports[row["report"]], place_from(row["place"])
        yield (
            row["rowid"],
            FindingMade(
                **facts(report),
                **opened(store, report, place),
                kind=GRADE,
                title=None,
                text=store.words_at(report.id, place) if place else row["grade"],
                number=None,
                area=row["label"],
                area_key=row["area"],
                grade=row["grade"],
                section=None,
            ),
        )
