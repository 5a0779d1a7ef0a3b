"""Every grade and every finding of some reports, as records that filters on what they say let through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from corpus.families.registry import PROFILES
from corpus.records import Place, Slice
from index.answers.days import dated_by
from index.contents.records import FindingMade, GradeGiven
from index.errors import BadFilter
from index.question.filters import Filter, allowed
from index.storage.columns import ReportRow
from index.storage.database import Store, place_from

Record = TypeVar("Record", GradeGiven, FindingMade)
# The filters that go by what a record says, and where it says it; those on reports were applied before.
OF_GRADES = {"area": "area_key", "grade": "grade"}
OF_FINDINGS = {**OF_GRADES, "kind": "kind"}
BY_WORDS = ("area", "grade", "kind", "stance")


def grades(store: Store, reports: Iterable[ReportRow], filters: Sequence[Filter]) -> tuple[GradeGiven, ...]:
    """The grades of these reports that the filters on area and grade let through. Raises `BadFilter`."""
    facts = _facts(reports)
    rows = store.rows("select *, json_extract(place, '$[0][0]') page from grade order by report, rowid")
    records = (
        GradeGiven(
            **facts[row["report"]],
            area=row["label"],
            area_key=row["area"],
            grade=row["grade"],
            page=row["page"],
            source=row["source"],
        )
        for row in rows
        if row["report"] in facts
    )
    return _kept(records, filters, OF_GRADES, "Grades")


def findings(store: Store, reports: Sequence[ReportRow], filters: Sequence[Filter]) -> tuple[FindingMade, ...]:
    """The findings of these reports that the filters on area, its grade and kind let through. Raises `BadFilter`."""
    facts, texts = _facts(reports), _texts(store)
    given = {report.id: report.grades for report in reports}
    names = {area.key: area.name for p in PROFILES.values() for e in reversed(p.editions) for area in e.areas}
    rows = store.rows("select f.*, s.heading from finding f join section s on s.id = f.section order by f.id")
    records = []
    for row in (row for row in rows if row["report"] in facts):
        key = row["area"]
        label, grade = given[row["report"]].get(key, (names.get(key, key), None))
        page, text = texts.get(row["id"], (None, ""))
        records.append(
            FindingMade(
                **facts[row["report"]],
                kind=row["kind"],
                title=row["title"],
                text=text,
                number=row["number"],
                area=label,
                area_key=key,
                grade=grade,
                section=row["heading"],
                page=page,
            )
        )
    return _kept(records, filters, OF_FINDINGS, "Findings")


def _facts(reports: Iterable[ReportRow]) -> dict[int, dict[str, Any]]:
    """What every record of a report says of the report."""
    return {
        report.id: {
            "body": report.name,
            "family": report.family,
            "region": report.region,
            "cycle": report.cycle,
            "report": report.title,
            "inspected": "; ".join(report.inspected) or None,
            "published": report.published,
            "dated_by": dated_by(report),
            "file": report.file,
            "address": report.address,
        }
        for report in reports
    }


def _kept(
    records: Iterable[Record], filters: Sequence[Filter], said: Mapping[str, str], what: str
) -> tuple[Record, ...]:
    """The records that pass every filter on what they say."""
    for each in filters:
        if each.key in BY_WORDS and each.key not in said:
            raise BadFilter(f"{what} have no {each.key}, so they cannot be narrowed by it; leave “{each}” out.")
    kept = tuple(records)
    names = {area.key: area.names for p in PROFILES.values() for e in p.editions for area in e.areas}
    for key, attribute in said.items():
        values = {str(value) for record in kept if (value := getattr(record, attribute)) is not None}
        passed = allowed(filters, key, {value: names.get(value, ()) if key == "area" else () for value in values})
        if passed is not None:
            kept = tuple(record for record in kept if getattr(record, attribute) in passed)
    return kept


def _texts(store: Store) -> dict[int, tuple[int, str]]:
    """Page and words of each finding, a line a paragraph, without the title that heads it."""
    titles = {
        row["passage"]: row["text"] for row in store.rows("select passage, text from sentence where is_title = 1")
    }
    passages: dict[int, list[tuple[int, Place, str]]] = defaultdict(list)
    for row in store.rows("select * from passage order by id"):
        words = row["text"].removeprefix(titles.get(row["id"], "")).lstrip()
        passages[row["finding"]].append((row["report"], place_from(row["place"]), words))
    return {finding: (parts[0][1][0].page, _joined(store, parts)) for finding, parts in passages.items()}


def _joined(store: Store, parts: Sequence[tuple[int, Place, str]]) -> str:
    """The words of passages; those of one paragraph, which was too long for the model, are set together again."""
    text, before = "", None
    for report, place, words in parts:
        together = before is not None and before.page == place[0].page and before.end <= place[0].start
        if together and before is not None:
            between = store.words_at(report, (Slice(before.page, before.end, place[0].start),))
            together = "\n" not in between
        text += (" " if together else "\n" if text else "") + words
        before = place[-1]
    return text
