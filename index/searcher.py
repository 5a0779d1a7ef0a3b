"""One generation and the questions asked of it: understood, scored on every sentence, answered for every body.

A `Searcher` is read-only and may be asked from many threads. Opening it loads no model; the first question does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.answers.results import Answer, PassageAnswer, Searched
from index.answers.tables import Listing
from index.contents import listings, lookup
from index.contents.records import Catalogue, FindingMade, GradeGiven, Info
from index.encoder import Encoder, ModelMissing, Vectors, encoder
from index.errors import IndexUnusable
from index.evidence.pages import Pages
from index.question.filters import Filter, Where, parse
from index.question.understand import SEARCH, Query, understand
from index.search import facts, weights
from index.search.completeness import completeness
from index.search.coverage import coverage
from index.search.evidence import Evidences
from index.search.facts import Facts
from index.search.hits import Hits
from index.search.relevance import Relevance, relevance
from index.search.retrieve import Retriever
from index.search.scope import Scope, bodies_in_scope, found_nowhere, reports_within, scope_of
from index.storage.columns import FOLDER as COLUMNS
from index.storage.columns import ReportRow, load
from index.storage.database import FILE, Store
from index.storage.generations import Generation, newest, root_folder
from index.storage.vectors import Index
from index.storage.words import Words


class Searcher:
    """A generation of an index, opened whole."""

    def __init__(self, generation: Generation, model: Encoder | None = None) -> None:
        self._generation = generation
        folder = self._generation.folder
        self.generation = self._generation.name
        self._store = Store(folder / FILE)
        self._table = load(self._store, folder / COLUMNS)
        passages, sentences = Index(folder / "passages.faiss"), Index(folder / "sentences.faiss")
        if sentences.rows != self._table.sentences:
            raise IndexUnusable("The index is damaged (its vectors and sentences differ in number); build it again.")
        words = Words(folder / "lexical", self._table.sentences)
        self._retriever = Retriever(
            self._table, passages, sentences, words, self._generation.model, self._store.passage_texts
        )
        self._model = self._encoder(model)
        self._weights = weights.load()
        evidences = Evidences(self._store, self._table.reports)
        self._hits = Hits(self._table, self._store, evidences, self._retriever.vectors.matrix, self._weights)
        self._facts = Facts(self._table, self._store, evidences)
        self._bodies = lookup.bodies(self._store)
        self.pages = Pages(self._store, self._generation.manifest.get("root"))
        self.provenance = lookup.provenance(self._store, self._generation)
        self._acronyms = lookup.acronyms(self._store)

    @classmethod
    def open(cls, root: Path | None = None, model: Encoder | None = None) -> Searcher:
        """The newest generation in a folder (default: INSPECTION_INDEX, else index/built). Raises `IndexUnusable`."""
        return cls(newest(root_folder(root)), model)

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

    def ask(self, question: str, where: Where = (), off: Sequence[str] = ()) -> Answer:
        """The answer for every body in scope, without the parts of the question that are `off` (`Part.key`).

        `where` are conditions as after `--where` (`["grade>=good"]`), or values by key (`{"grade": "good"}`).
        Raises `BadFilter` and `IndexUnusable`.
        """
        query = self.understand(question, where, off)
        if query.refusal:
            return Answer(question, query.describe(), Searched(0, 0, 0, self.generation), (), (), (query.refusal,))
        scope = scope_of(self._table, query, self._bodies)
        covered = coverage(self._table, query, self._bodies, scope)
        if query.answer == SEARCH:
            hits = self._hits.bodies(query, scope, self._relevance(query))
            notes = (*found_nowhere(query, self._retriever.nowhere(query)), *scope.notes(query))
            complete = completeness(hits, query.stance)
        else:
            hits, complete = self._facts.bodies(query, scope), None
            notes = (*facts.notes(query, hits, covered.no_report), *scope.notes(query))
        return Answer(
            question=question,
            understood=query.describe(),
            searched=self._searched(scope),
            bodies=tuple(hits),
            no_report=covered.no_report,
            outside=covered.outside,
            notes=notes,
            completeness=complete,
        )

    def passages(self, question: str, where: Where = (), limit: int = 50, off: Sequence[str] = ()) -> PassageAnswer:
        """The passages in scope that answer best, `limit` of them. Raises `BadFilter` and `IndexUnusable`."""
        query = self.understand(question, where, off)
        scope = scope_of(self._table, query, self._bodies)
        found = self._hits.passages(query, scope, self._relevance(query), limit)
        notes = (*found_nowhere(query, self._retriever.nowhere(query)), *scope.notes(query))
        return PassageAnswer(question, query.describe(), self._searched(scope), tuple(found), notes)

    def understand(self, question: str, where: Where = (), off: Sequence[str] = ()) -> Query:
        """What a question means here. Raises `BadFilter`."""
        cycles = sorted({r.cycle for r in self._table.reports if r.cycle})
        return understand(
            question, parse(where), self._bodies.values(), cycles, off, self._retriever.known, self._acronyms
        )

    def _relevance(self, query: Query) -> Relevance:
        return relevance(query, self._retriever, self._encode, self._weights)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        self.load_model()
        return self._model.queries(texts)

    def _searched(self, scope: Scope) -> Searched:
        reports = scope.reports
        inside = np.isin(self._table.passage_report, reports)
        return Searched(len(reports), len(scope.bodies), int(inside.sum()), self.generation)

    @property
    def reports(self) -> tuple[ReportRow, ...]:
        """The facts of every report, for views beside the list."""
        return self._table.reports

    # Telling what there is -------------------------------------------------------------------------------------------

    def catalogue(self, where: Where = ()) -> Catalogue:
        """What can be filtered by, with how many bodies each choice leaves. Raises `BadFilter`."""
        filters = parse(where)

        def bodies_with(extra: Filter) -> int:
            kept = tuple(f for f in filters if f.key != extra.key)
            return bodies_in_scope(self._table, Query("", "", filters=(*kept, extra)), self._bodies)

        return lookup.catalogue(self._table, bodies_with)

    def grades(self, where: Where = ()) -> Listing[GradeGiven]:
        """Every grade of every report that the filters let through. Raises `BadFilter`."""
        filters = parse(where)
        return listings.grades(self._store, reports_within(self._table, filters, self._bodies), filters)

    def findings(self, where: Where = ()) -> Listing[FindingMade]:
        """Every finding of every report that the filters let through. Raises `BadFilter`."""
        filters = parse(where)
        return listings.findings(self._store, reports_within(self._table, filters, self._bodies), filters)

    def info(self) -> Info:
        """What the generation holds, refused and lacks."""
        return lookup.info(self._store, self._generation, self._bodies)
