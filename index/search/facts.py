"""Questions that facts alone answer: which reports give which grades, and all boxes of one kind. No likeness, no guess."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from index.answers.hits import AreaGrade, BodyHit
from index.answers.quotation import Evidence
from index.answers.verdict_words import FOUND, GRADED, MET, NO_CONCERN, NOT_FOUND, NOT_MET, UNGRADED
from index.question.grade_words import ANY, GradeWanted
from index.question.understand import FINDINGS, Query
from index.search.evidence import Evidences
from index.search.hits import of_body
from index.search.scope import Reports, Scope
from index.search.verdicts import Verdict
from index.storage.columns import Table
from index.storage.database import Store

SHOWN = 4  # findings that are quoted for a body because of the area that they stand in


class Facts:
    """Answers from the grades and boxes of one generation's reports."""

    def __init__(self, table: Table, store: Store, evidences: Evidences) -> None:
        self._table, self._store, self._evidences = table, store, evidences

    def bodies(self, query: Query, scope: Scope) -> list[BodyHit]:
        """A hit for each body in scope: those that meet the question first, each with the words that say so."""
        if query.answer == FINDINGS:
            found = [self._findings(body, scope, query.stance) for body in scope.bodies]
        else:
            found = [self._graded(body, query.grades) for body in scope.bodies]
        return sorted(found, key=order)

    def _graded(self, body: Reports, wanted: Sequence[GradeWanted]) -> BodyHit:
        grades = [(area, grade) for area, (_, grade) in body.grades.items()]
        asked = wanted or (GradeWanted(ANY),)
        verdict = _verdict(grades, asked)
        met = verdict in (MET, GRADED)
        areas = [a for condition in asked for a, grade in grades if condition.passes([(a, grade)])] if met else []
        quotes = tuple(
            self._evidences.grade(row)
            for row in (self._store.grades(body.full.id) if body.full else ())
            if row["area"] in areas and row["source"] is None
        )
        first = areas[0] if areas else next((a for c in asked for a in c.areas if a in body.grades), "")
        return _hit(body, verdict, quotes, first)

    def _findings(self, body: Reports, scope: Scope, stance: str) -> BodyHit:
        """The sentence that opens each finding in scope: its title, or its first words; those of the newest report first.

        Who has none is listed where that is asked for.
        """
        first: list[int] = []
        for report in body.rows:
            rows = np.flatnonzero((self._table.report == report.id) & scope.sentences)
            first += self._store.openings([int(i) for i in rows])
        sentences = self._store.sentences(first)
        quotes = tuple(self._evidences.evidence(sentences[i], 1.0) for i in first)
        verdict = FOUND if quotes else NOT_FOUND
        return _hit(body, verdict, quotes, "", (verdict == NOT_FOUND) == (stance == NO_CONCERN))

    def beside(
        self, query: Query, scope: Scope, places: Sequence[int], hits: Sequence[BodyHit], judged: Sequence[Verdict]
    ) -> list[BodyHit]:
        """Bodies, at these places of the scope, whose texts were asked for by the name of an area: with its grade, the words
        that give it and, where the texts alone are silent, what the report finds in that area."""
        return [
            self._beside(query, scope, scope.bodies[place], hit, verdict)
            for place, hit, verdict in zip(places, hits, judged, strict=True)
        ]

    def _beside(self, query: Query, scope: Scope, body: Reports, hit: BodyHit, verdict: Verdict) -> BodyHit:
        area = body.area_of(query.areas)
        if area is None or body.full is None:
            return hit
        label, grade = body.grades[area]
        rows = [row for row in self._store.grades(body.full.id) if row["area"] == area and row["source"] is None]
        printed = tuple(map(self._evidences.grade, rows))
        hit = replace(hit, grade=AreaGrade(area, label, grade))
        if verdict.verdict == hit.verdict:
            return replace(hit, evidence=(*hit.evidence, *printed)) if hit.evidence else hit
        texts = self._in_area(body.full.id, area, scope, verdict.verdict)
        return replace(
            hit,
            verdict=verdict.verdict,
            listed=verdict.listed(query.stance),
            score=verdict.score(query.stance),
            evidence=(*printed, *texts) or ((hit.near,) if hit.near else ()),
            near=None,
        )

    def _in_area(self, report: int, area: str, scope: Scope, side: str) -> tuple[Evidence, ...]:
        """What opens the findings of a report in one area, those of a side first."""
        table = self._table
        code = table.areas.index(area) if area in table.areas else -1
        rows = np.flatnonzero((table.report == report) & (table.area == code) & scope.sentences & ~table.standing)
        first = self._store.openings([int(i) for i in rows])
        sentences = self._store.sentences(first)
        found = [self._evidences.evidence(sentences[i], 1.0) for i in first]
        return tuple(sorted(found, key=lambda each: each.stance != side)[:SHOWN])


def _verdict(grades: Sequence[tuple[str, str]], asked: Sequence[GradeWanted]) -> str:
    """Whether a body's grades (area, grade) are those asked for, others, or not given."""
    failed = [condition for condition in asked if not condition.passes(grades)]
    if not failed and grades:
        return MET if any(condition.operator for condition in asked) else GRADED
    return NOT_MET if any(condition.asks(area) for condition in failed for area, _ in grades) else UNGRADED


def order(hit: BodyHit) -> tuple[bool, int, str, str]:
    """What bodies are sorted by: those that meet the question first, then who has most to show for it."""
    return not hit.listed, -len(hit.evidence), hit.body, hit.file


def _hit(body: Reports, verdict: str, quotes: tuple[Evidence, ...], area: str, listed: bool | None = None) -> BodyHit:
    """A body as an answer by facts: on the list or not."""
    listed = verdict in (MET, GRADED) if listed is None else listed
    label, grade = body.grades.get(area, ("", ""))
    return of_body(
        body,
        grade=AreaGrade(area, label, grade) if grade else None,
        verdict=verdict,
        listed=listed,
        score=1.0 if listed else 0.0,
        evidence=quotes,
    )


def notes(query: Query, found: Sequence[BodyHit], no_report: Collection[str]) -> tuple[str, ...]:
    """How many of how many, said in a sentence."""
    met = sum(1 for hit in found if hit.listed)
    lacking = f"; {len(no_report)} more {'has' if len(no_report) == 1 else 'have'} no report here" if no_report else ""
    if query.answer == FINDINGS:
        boxes = sum(len(hit.evidence) for hit in found)
        several = "finding" if boxes == 1 else "findings"
        met = sum(1 for hit in found if hit.verdict == FOUND)
        return (f"{boxes:,} {several} of this kind in the reports on {met} of {len(found)} bodies{lacking}.",)
    if all(not wanted.operator for wanted in query.grades):
        return (f"Grades of {met} of {len(found)} bodies{lacking}.",)
    return (f"{met} of {len(found)} bodies with a report here{lacking}.",)
