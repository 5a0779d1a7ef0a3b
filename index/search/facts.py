"""Questions that facts alone answer: which reports give which grades, and all boxes of one kind. No likeness, no guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.question.grade_words import ANY, GradeWanted
from index.question.understand import FINDINGS, Query
from index.results import AreaGrade, BodyHit, Evidence
from index.search.evidence import Evidences
from index.search.hits import of_report
from index.search.scope import Scope
from index.storage.columns import ReportRow, Table
from index.storage.database import Store


def hits(query: Query, scope: Scope, table: Table, store: Store, evidences: Evidences) -> list[BodyHit]:
    """A hit for each report in scope: those that meet the question first, each with the words that say so."""
    reports = [table.reports[i] for i in scope.reports]
    if query.answer == FINDINGS:
        found = [_findings(report, query, scope, table, store, evidences) for report in reports]
    else:
        found = [_graded(report, query.grades, store, evidences) for report in reports]
    return sorted(found, key=lambda hit: (not hit.listed, -len(hit.evidence), hit.body))


def notes(query: Query, found: Sequence[BodyHit], no_report: Sequence[str]) -> tuple[str, ...]:
    """How many of how many, said in a sentence."""
    met = sum(1 for hit in found if hit.listed)
    lacking = f"; {len(no_report)} more have no report here" if no_report else ""
    if query.answer == FINDINGS:
        boxes = sum(len(hit.evidence) for hit in found)
        return (f"{boxes} findings of this kind in the reports on {met} of {len(found)} bodies{lacking}.",)
    if all(not wanted.operator for wanted in query.grades):
        return (f"Grades of {met} of {len(found)} bodies{lacking}.",)
    return (f"{met} of {len(found)} bodies with a report here{lacking}.",)


def _graded(report: ReportRow, wanted: Sequence[GradeWanted], store: Store, evidences: Evidences) -> BodyHit:
    grades = [(area, grade) for area, (_, grade) in report.grades.items()]
    asked = wanted or (GradeWanted(ANY),)
    met = bool(grades) and all(condition.passes(grades) for condition in asked)
    areas = [area for condition in asked for area, grade in grades if condition.passes([(area, grade)])] if met else []
    quotes = tuple(
        evidences.grade(row) for row in store.grades(report.id) if row["area"] in areas and row["source"] is None
    )
    first = areas[0] if areas else next((c.area for c in asked if c.area in report.grades), "")
    return hit(report, met, quotes, first)


def _findings(
    report: ReportRow, query: Query, scope: Scope, table: Table, store: Store, evidences: Evidences
) -> BodyHit:
    """The sentence that opens each finding in scope: its title, or its first words."""
    rows = [int(i) for i in np.flatnonzero((table.report == report.id) & scope.sentences)]
    first = store.openings(rows)
    sentences: Mapping[int, object] = store.sentences(first)
    quotes = tuple(evidences.evidence(sentences[i], 1.0) for i in first)
    return hit(report, bool(quotes), quotes, "")


def hit(report: ReportRow, listed: bool, quotes: tuple[Evidence, ...], area: str) -> BodyHit:
    """A report as an answer by facts: on the list or not."""
    label, grade = report.grades.get(area, ("", ""))
    return of_report(
        report,
        grade=AreaGrade(area, label, grade) if grade else None,
        verdict="mentioned" if listed else "none",
        listed=listed,
        score=1.0 if listed else 0.0,
        evidence=quotes,
    )
