"""A query with its scope and relevance in, every body in scope and the best passages out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.families.profile import WHOLE
from index.answers.hits import AreaGrade, BodyHit, PassageHit
from index.answers.quotation import Evidence
from index.answers.verdict_words import NO_CONCERN
from index.question.understand import Query
from index.search import verdicts as rank
from index.search.evidence import Evidences, origin
from index.search.quotations import Quote, Quoter
from index.search.relevance import Relevance
from index.search.scope import Reports, Scope
from index.search.verdicts import Verdict
from index.search.weights import Weights
from index.storage.columns import Floats, ReportRow, Table, twins
from index.storage.database import Store

STANDING = (
    0.25  # of its relevance is left to standing text where passages are asked for: shown, below what inspectors found
)
Place = tuple[str, str, int]  # of a sentence, as `Table.place` tells it
Said = tuple[Evidence, str]  # a quotation, and the area that it stands in


@dataclass(frozen=True, slots=True)
class Rank:
    """What is known of a body in scope before its quotations are looked up: its place in the scope, what it is sorted by, its
    name and verdict, whether it is listed, and its score. `file` is that of the report it is shown with."""

    order: tuple[float, ...]
    file: str
    name: str
    place: int
    verdict: str
    listed: bool
    score: float

    @property
    def key(self) -> tuple[tuple[float, ...], str, str]:
        """What sorts bodies, of whatever part of an index."""
        return self.order, self.file, self.name


class Judged:
    """The verdict on every body in scope, and what to quote for it."""

    def __init__(self, of: Hits, query: Query, scope: Scope, relevance: Relevance) -> None:
        table, about, body_of = of.table, relevance.about, scope.body_of(of.table)
        rows = np.flatnonzero((body_of >= 0) & ~table.standing)
        body, count = body_of[rows], len(scope.bodies)
        self._of, self._query, self._bodies, self._about = of, query, scope.bodies, about
        found = rank.sums(about[rows], relevance.words[rows], table.concern[rows], table.praise[rows], body, count)
        self._verdicts = rank.verdicts(found, of.weights)
        areas = [body.area_of(query.areas) for body in scope.bodies]
        self.verdicts = [
            rank.by_grade(verdict, own.grades[area][1]) if area else verdict
            for verdict, own, area in zip(self._verdicts, scope.bodies, areas, strict=True)
        ]  # with what grades say, where the question is on an area
        self._quoter = Quoter(table, of.vectors, about, body_of, rows, of.weights.mentioned_from)
        self._rows = rows[np.argsort(body, kind="stable")]
        self._ends = np.cumsum(np.bincount(body, minlength=count))
        sided = (about[rows] >= of.weights.mentioned_from) & (
            np.maximum(table.concern[rows], table.praise[rows]) > rank.SIDED
        )
        self._counts = np.bincount(body[sided], minlength=count)

    def ranks(self) -> list[Rank]:
        """Of every body in scope, in its order."""
        stance = self._query.stance
        return [
            Rank(v.order(stance), b.main.file, b.main.name, i, v.verdict, v.listed(stance), v.score(stance))
            for i, (b, v) in enumerate(zip(self._bodies, self.verdicts, strict=True))
        ]

    def hits(self, places: Sequence[int]) -> list[BodyHit]:
        """The bodies at these places of the scope. Raises `IndexUnusable` where a quotation is not on its page."""
        stance = self._query.stance
        shown = [self._quoter.quotes(self._own(i), self._verdicts[i].verdict, stance) for i in places]
        said = self._of.quoted(shown, rank.strength(self._about, self._of.side(self._query)))
        return [
            _hit(self._bodies[i], self._verdicts[i], stance, own, int(self._counts[i]))
            for i, own in zip(places, said, strict=True)
        ]

    def _own(self, place: int) -> NDArray[np.int64]:
        """The rows that may be evidence on a body, in their order."""
        return self._rows[self._ends[place - 1] if place else 0 : self._ends[place]]


class Hits:
    """Answers from what one part's sentences say; `vectors` are those of its sentences."""

    def __init__(self, table: Table, store: Store, evidences: Evidences, vectors: Floats, weights: Weights) -> None:
        self.table, self.vectors, self.weights = table, vectors, weights
        self._store, self._evidences = store, evidences

    @cached_property
    def _twins(self) -> dict[int, int]:
        """Which passages stand in one place; needed where passages are asked for, and not before."""
        return twins(self._store)

    def quoted(self, shown: Sequence[Sequence[Quote]], scores: Floats) -> list[list[Said]]:
        """Quotations of bodies, each with the area that it stands in."""
        table = self.table
        sentences = self._store.sentences(
            [row for found in shown for quote in found for row in (quote.row, *quote.again)]
        )
        return [
            [
                (
                    self._evidences.evidence(
                        sentences[quote.row], float(scores[quote.row]), [sentences[row] for row in quote.again]
                    ),
                    table.areas[table.area[quote.row]],
                )
                for quote in found
            ]
            for found in shown
        ]

    def passages(self, query: Query, scope: Scope, relevance: Relevance, limit: int) -> list[tuple[Place, PassageHit]]:
        """The `limit` passages in scope that answer best, each with the place of its sentence. Raises `IndexUnusable` where
        one is not on its page."""
        table = self.table
        about = relevance.about * scope.sentences * np.where(table.standing, STANDING, 1)
        strengths = rank.strength(about, self.side(query))
        found = self._strongest(strengths, limit)
        rows = self._store.passages([int(table.passage[row]) for row in found])
        return [
            (
                table.place(row),
                self._evidences.passage(
                    rows[int(table.passage[row])],
                    table.reports[table.report[row]],
                    table.stances[table.stance[row]],
                    float(strengths[row]),
                ),
            )
            for row in found
        ]

    def _strongest(self, strengths: Floats, limit: int) -> list[int]:
        """The strongest sentence of each of the `limit` strongest passages, best first; what stands in one place once."""
        found: dict[int, int] = {}
        for row in np.argsort(-strengths, kind="stable"):
            if strengths[row] <= 0 or len(found) >= limit:
                break
            passage = int(self.table.passage[row])
            found.setdefault(self._twins.get(passage, passage), int(row))
        return list(found.values())

    def side(self, query: Query) -> Floats:
        """How far each sentence is of the stance asked for; 1 where none was."""
        table = self.table
        sides: Mapping[str, Floats] = {"concern": table.concern, "praise": table.praise, NO_CONCERN: table.praise}
        return sides.get(query.stance, np.ones(table.sentences, dtype=np.float32))


def _hit(body: Reports, verdict: Verdict, stance: str, said: Sequence[Said], found: int) -> BodyHit:
    nothing = verdict.verdict == "none"
    quoted = tuple(evidence for evidence, _ in said)
    return of_body(
        body,
        grade=_grade(body, said),
        verdict=verdict.verdict,
        listed=verdict.listed(stance),
        score=verdict.score(stance),
        evidence=() if nothing else quoted,
        near=quoted[0] if nothing and quoted else None,
        found=found,
    )


def _grade(body: Reports, said: Sequence[Said]) -> AreaGrade | None:
    """The grade of the area that the best evidence stands in: the best in the full inspection, which alone gives grades."""
    if body.full is None:
        return None
    file = body.full.file
    return grade_of(body.full, next((area for evidence, area in said if evidence.file == file), ""))


def of_body(
    body: Reports,
    *,
    grade: AreaGrade | None,
    verdict: str,
    listed: bool,
    score: float,
    evidence: tuple[Evidence, ...],
    near: Evidence | None = None,
    found: int = 0,
) -> BodyHit:
    """A body as the answer has it, with the facts of the report that the best evidence is from."""
    main = body.main
    shown = evidence[0].origin if evidence else origin(main)
    return BodyHit(
        key=main.key,
        body=main.name,
        family=shown.family,
        region=main.region,
        file=shown.file,
        cycle=shown.cycle,
        title=shown.title,
        published=shown.published,
        address=shown.address,
        grade=grade,
        verdict=verdict,
        listed=listed,
        score=score,
        evidence=evidence,
        near=near,
        found=found,
        reports=tuple(map(origin, body.rows)),
    )


def grade_of(report: ReportRow, area: str) -> AreaGrade | None:
    """The grade of the area, else the overall grade where a report gives one, else None."""
    for key in (area, WHOLE):
        if key in report.grades:
            label, grade = report.grades[key]
            return AreaGrade(key, label, grade)
    return None
