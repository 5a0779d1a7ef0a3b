"""One generation and the questions asked of it: understood, scored on every sentence, answered for every body.

A `Searcher` is read-only and may be asked from many threads. Opening it loads no model; the first question does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.contents import lookup
from index.contents.records import Catalogue, Info
from index.encoder import Encoder, ModelMissing, encoder
from index.errors import IndexUnusable
from index.evidence.pages import Pages
from index.question.filters import Filter, parse
from index.question.understand import SEARCH, Query, understand
from index.results import Answer, BodyHit, PassageAnswer, PassageHit, Searched
from index.search import facts
from index.search import relevance as fuse
from index.search import verdicts as rank
from index.search.completeness import completeness
from index.search.evidence import Evidences
from index.search.hits import grade_of, of_report
from index.search.quotations import Quote, Quoter
from index.search.retrieve import WORDS, Retriever
from index.search.scope import Scope, scope_of
from index.storage.columns import Floats, ReportRow, load
from index.storage.database import FILE, Store
from index.storage.generations import newest, root_folder
from index.storage.vectors import Index
from index.storage.words import Words

STANDING = (
    0.25  # of its relevance is left to standing text where passages are asked for: shown, below what inspectors found
)


class Searcher:
    """The newest generation of an index folder, opened whole."""

    def __init__(self, root: Path, model: Encoder | None = None) -> None:
        self._generation = newest(root)
        folder = self._generation.folder
        self.generation = self._generation.name
        self._store = Store(folder / FILE)
        self._table = load(self._store)
        passages, sentences = Index(folder / "passages.faiss"), Index(folder / "sentences.faiss")
        if sentences.rows != self._table.sentences:
            raise IndexUnusable("The index is damaged (its vectors and sentences differ in number); build it again.")
        words = Words(folder / "lexical", self._table.sentences)
        self._retriever = Retriever(self._table, passages, sentences, words, self._generation.model)
        self._evidences = Evidences(self._store)
        self._model = self._encoder(model)
        self._weights = fuse.load()
        self._bodies = lookup.bodies(self._store)
        self.pages = Pages(self._store, self._generation.manifest.get("root"))
        self.provenance = lookup.provenance(self._store, self._generation)
        self._acronyms = lookup.acronyms(self._store)

    @classmethod
    def open(cls, root: Path | None = None, model: Encoder | None = None) -> Searcher:
        """The newest generation in a folder (default: INSPECTION_INDEX, else index/built). Raises `IndexUnusable`."""
        return cls(root_folder(root), model)

    def _encoder(self, given: Encoder | None) -> Encoder:
        built = self._generation.model
        if given is not None and given.name != built:
            raise IndexUnusable(f"The index was built with the model “{built}”, not “{given.name}”; build it again.")
        try:
            return given or encoder(built)
        except ModelMissing as error:
            raise IndexUnusable(str(error)) from error

    def load_model(self) -> None:
        """Load the encoder now; otherwise the first question does. Raises `IndexUnusable`."""
        try:
            self._model.load()
        except ModelMissing as error:
            raise IndexUnusable(str(error)) from error

    # Answering -------------------------------------------------------------------------------------------------------

    def ask(self, question: str, where: Sequence[str] = (), off: Sequence[str] = ()) -> Answer:
        """The answer for every body in scope, without the parts of the question that are `off` (`Part.key`).

        Raises `BadFilter` and `IndexUnusable`.
        """
        query = self.understand(question, where, off)
        if query.refusal:
            return Answer(question, query.describe(), Searched(0, 0, 0, self.generation), (), (), (query.refusal,))
        scope = scope_of(self._table, query, self._bodies)
        if query.answer == SEARCH:
            hits = self._hits(query, scope, *self._relevance(query))
            notes, complete = scope.notes(query), completeness(hits, query.stance)
        else:
            complete = None
            hits = facts.hits(query, scope, self._table, self._store, self._evidences)
            notes = (*facts.notes(query, hits, scope.no_report), *scope.notes(query))
        return Answer(
            question=question,
            understood=query.describe(),
            searched=self._searched(scope),
            bodies=tuple(hits),
            no_report=scope.no_report,
            notes=notes,
            completeness=complete,
        )

    def passages(
        self, question: str, where: Sequence[str] = (), limit: int = 50, off: Sequence[str] = ()
    ) -> PassageAnswer:
        """The passages in scope that answer best, `limit` of them. Raises `BadFilter` and `IndexUnusable`."""
        query = self.understand(question, where, off)
        scope = scope_of(self._table, query, self._bodies)
        relevance = self._relevance(query)[0] * scope.sentences * np.where(self._table.standing, STANDING, 1)
        strengths = rank.strength(relevance, self._side(query))
        found = self._best_passages(strengths, limit)
        rows = self._store.passages([int(self._table.passage[row]) for row in found])
        hits = [
            self._passage_hit(int(row), rows[int(self._table.passage[row])], float(strengths[row])) for row in found
        ]
        return PassageAnswer(question, query.describe(), self._searched(scope), tuple(hits), scope.notes(query))

    def understand(self, question: str, where: Sequence[str] = (), off: Sequence[str] = ()) -> Query:
        """What a question means here. Raises `BadFilter`."""
        cycles = sorted({r.cycle for r in self._table.reports if r.cycle})
        return understand(
            question, parse(where), self._bodies.values(), cycles, off, self._retriever.known, self._acronyms
        )

    def _relevance(self, query: Query) -> tuple[Floats, Floats]:
        """P(about the topic) of every sentence, and the share of the topic's words in it.

        Both are 0 where a phrase that is required is missing, or a word that is not wanted stands.
        """
        if not query.variants:
            nothing = np.zeros(self._table.sentences, dtype=np.float32)
            return nothing, nothing
        self.load_model()
        vectors = self._model.queries(query.variants)
        features = self._retriever.features(query, vectors)
        first = fuse.relevance(features, self._weights.first) * ~self._table.standing
        features = self._retriever.again(features, first, vectors)
        kept = np.ones(self._table.sentences, dtype=bool)
        for phrase in query.phrases:
            kept &= self._retriever.with_phrase(phrase)
        for word in query.excluded:
            kept &= ~self._retriever.with_phrase(word)
        return fuse.relevance(features, self._weights.relevance) * kept, features[:, WORDS] * kept

    def _side(self, query: Query) -> Floats:
        """How far each sentence is of the stance asked for; 1 where none was."""
        table = self._table
        sides: Mapping[str, Floats] = {"concern": table.concern, "praise": table.praise}
        return sides.get(query.stance, np.ones(table.sentences, dtype=np.float32))

    def _hits(self, query: Query, scope: Scope, relevance: Floats, words: Floats) -> list[BodyHit]:
        table = self._table
        rows = np.flatnonzero(scope.sentences & ~table.standing)
        compact = np.full(len(table.reports), -1, dtype=np.int32)
        compact[list(scope.reports)] = np.arange(len(scope.reports))
        report = compact[table.report[rows]]
        found = rank.sums(
            relevance[rows], words[rows], table.concern[rows], table.praise[rows], report, len(scope.reports)
        )
        verdicts = rank.verdicts(found, self._weights)
        order = sorted(range(len(verdicts)), key=lambda i: -verdicts[i].score(query.stance))
        # a report's sentences are stored together, so the rows of each are a run
        ends = np.searchsorted(table.report[rows], scope.reports, side="right")
        quoter = Quoter(table, self._retriever.vectors, relevance, rows, self._weights.mentioned_from)
        shown = {
            i: quoter.quotes(rows[ends[i - 1] if i else 0 : ends[i]], verdicts[i].verdict, query.stance) for i in order
        }
        sentences = self._store.sentences([row for found in shown.values() for q in found for row in (q.row, *q.again)])
        scores = rank.strength(relevance, self._side(query))
        sided = (relevance[rows] >= self._weights.mentioned_from) & (
            np.maximum(table.concern[rows], table.praise[rows]) >= rank.SIDED
        )
        counts = np.bincount(report[sided], minlength=len(scope.reports))
        return [
            self._hit(table.reports[scope.reports[i]], verdicts[i], query, shown[i], scores, sentences, int(counts[i]))
            for i in order
        ]

    def _hit(
        self, report: ReportRow, verdict: rank.Verdict, query: Query, shown: Sequence[Quote], scores: Floats,
        sentences: Mapping[int, Any], found: int,
    ) -> BodyHit:  # fmt: skip
        quoted = tuple(
            self._evidences.evidence(sentences[q.row], float(scores[q.row]), [sentences[row] for row in q.again])
            for q in shown
        )
        nothing = verdict.verdict == "none"
        area = self._table.areas[self._table.area[shown[0].row]] if shown else ""
        return of_report(
            report,
            grade=grade_of(report, area),
            verdict=verdict.verdict,
            listed=verdict.listed(query.stance),
            score=verdict.score(query.stance),
            evidence=() if nothing else quoted,
            near=quoted[0] if nothing and quoted else None,
            found=found,
        )

    def _best_passages(self, strengths: Floats, limit: int) -> list[int]:
        """The strongest sentence of each of the `limit` strongest passages, best first."""
        found: dict[int, int] = {}
        for row in np.argsort(-strengths, kind="stable"):
            if strengths[row] <= 0 or len(found) >= limit:
                break
            found.setdefault(int(self._table.passage[row]), int(row))
        return list(found.values())

    def _passage_hit(self, row: int, passage: Any, score: float) -> PassageHit:
        report = self._table.reports[self._table.report[row]]
        return self._evidences.passage(passage, report, self._table.stances[self._table.stance[row]], score)

    def _searched(self, scope: Scope) -> Searched:
        inside = np.isin(self._table.passage_report, scope.reports)
        bodies = {self._table.reports[i].key for i in scope.reports}
        return Searched(len(scope.reports), len(bodies), int(inside.sum()), self.generation)

    @property
    def reports(self) -> tuple[ReportRow, ...]:
        """The facts of every report, for views beside the list."""
        return self._table.reports

    # Telling what there is -------------------------------------------------------------------------------------------

    def catalogue(self, where: Sequence[str] = ()) -> Catalogue:
        """What can be filtered by, with how many bodies each choice leaves. Raises `BadFilter`."""
        filters = parse(where)

        def bodies_with(extra: Filter) -> int:
            kept = tuple(f for f in filters if f.key != extra.key)
            query = replace(understand("", ()), filters=(*kept, extra))
            scope = scope_of(self._table, query, self._bodies)
            return len({self._table.reports[i].key for i in scope.reports})

        return lookup.catalogue(self._table, bodies_with)

    def info(self) -> Info:
        """What the generation holds, refused and lacks."""
        return lookup.info(self._store, self._generation, self._bodies)
