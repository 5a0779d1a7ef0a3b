"""One part of a generation: the reports on some bodies, asked step by step.

Whatever depends on all reports is told by all parts, merged (`merges`), and comes back with the next step. So a question
has the same answer to the last bit however its reports are shared out. A step needs nothing but what it is given: a part
that was opened anew answers it too, with more work.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np

from index.answers.hits import BodyHit, PassageHit
from index.contents import body, findings, lookup
from index.contents.findings import Key, Wanted
from index.contents.records import FindingMade
from index.encoder import Vectors
from index.errors import IndexUnusable
from index.question.understand import Query
from index.search import weights
from index.search.coverage import coverage
from index.search.evidence import Evidences
from index.search.facts import Facts
from index.search.hits import Hits, Judged, Place, Rank
from index.search.relevance import Relevance, probability, relevance, without_topic
from index.search.retrieve import WORDS, Columns, Counts, First, Near, Retriever, again, first_of
from index.search.scope import Extent, Scope, bodies_in_scope, reports_within, scope_of
from index.storage.columns import FOLDER as COLUMNS
from index.storage.columns import Floats, load
from index.storage.database import FILE, Store
from index.storage.vectors import Index
from index.storage.words import Words

KEPT = 4  # questions whose work is kept between steps


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is known of it so far. `number` tells it from every other question.

    `vectors` are those of its variants, None where it names no topic; `counts`, `mean` and `surest` are what all parts told
    in the steps before.
    """

    number: str
    query: Query
    vectors: Vectors | None = None
    counts: Counts | None = None
    mean: Vectors | None = None
    surest: float = 0.0


@dataclass(frozen=True, slots=True)
class Held:
    """What a part holds: what its sentences can be filtered by, and how many there are."""

    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    stances: tuple[str, ...]
    sentences: int


class Part:
    """The folder of a part, opened. Safe to ask from many threads."""

    def __init__(self, folder: Path, model: str, store: Store | None = None) -> None:
        """`store` is its database, where that is open already. Raises `IndexUnusable`."""
        self._store = store or Store(folder / FILE)
        self._table = load(self._store, folder / COLUMNS)
        passages, sentences = Index(folder / "passages.faiss"), Index(folder / "sentences.faiss")
        if sentences.rows != self._table.sentences:
            raise IndexUnusable("The index is damaged (its vectors and sentences differ in number); build it again.")
        self._words = words = Words(folder / "lexical", self._table.sentences)
        self._retriever = Retriever(self._table, passages, sentences, words, model, self._store.passage_texts)
        self._weights = weights.load()
        evidences = Evidences(self._store, self._table.reports)
        self._hits = Hits(self._table, self._store, evidences, self._retriever.vectors.matrix, self._weights)
        self._facts = Facts(self._table, self._store, evidences)
        self._bodies = lookup.bodies(self._store)
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._lock = Lock()

    def held(self) -> Held:
        """What there is."""
        table = self._table
        return Held(table.areas, table.kinds, table.stances, table.sentences)

    def known(self, words: Sequence[str]) -> tuple[bool, ...]:
        """Whether each word or phrase stands in any sentence (word forms apart)."""
        return tuple(map(self._retriever.known, words))

    def explained(self) -> tuple[tuple[str, str], ...]:
        """The terms that reports here explain in a glossary, each with its family."""
        return lookup.glossary(self._store)

    def having(self, names: Sequence[str]) -> list[bytes]:
        """Of each name, which reports here have it, in the order of their ids, eight to a byte; standing text apart."""
        told = []
        for name in names:
            found = np.zeros(len(self._table.reports), dtype=bool)
            found[self._table.report[self._words.rows_with(name) & ~self._table.standing]] = True
            told.append(np.packbits(found).tobytes())
        return told

    def kinds(self) -> list[dict[str, int]]:
        """Of each report here, in the order of their ids, how many findings of which kind it has."""
        return lookup.kinds(self._store, len(self._table.reports))

    def near(self, words: Sequence[str]) -> tuple[list[Near], ...]:
        """Of each word, those of the first passages here that it may be misspelt for."""
        return tuple(map(self._retriever.near, words))

    def sizes(self, queries: Sequence[Query]) -> tuple[int, ...]:
        """How many bodies are in the scope of each query."""
        return tuple(bodies_in_scope(self._table, query, self._bodies) for query in queries)

    def body(self, key: str) -> body.Held | None:
        """The reports on a body and what they set apart; None where it has none here."""
        return body.held(self._store, self._table.reports, self._bodies, key)

    def printed(self) -> dict[str, tuple[str, ...]]:
        """For each family, the kinds of finding that its reports here set apart."""
        return body.printed(self._store)

    def matching(self, wanted: Wanted, most: int | None) -> tuple[int, list[Key]]:
        """How many findings are wanted, and the keys of the first of them in order. Raises `BadFilter`."""
        reports = reports_within(self._table.reports, wanted.filters, self._bodies)
        keys = findings.matching(self._store, reports, wanted)
        return len(keys), keys[:most]

    def findings(self, keys: Sequence[Key]) -> list[FindingMade]:
        """After it: the findings that have these keys."""
        return findings.records(self._store, self._table.reports, [key[-2:] for key in keys])

    def count(self, asked: Asked) -> Counts:
        """The first step of a search: how often what is asked for stands here."""
        return self._retriever.count(asked.query)

    def first(self, asked: Asked) -> First:
        """The second: what is most relevant at first sight."""
        return self._work(asked).first(asked)

    def surest(self, asked: Asked) -> float:
        """The third: how relevant the most relevant sentence of the basis is."""
        return self._work(asked).surest(asked)

    def ranks(self, asked: Asked) -> tuple[list[Rank], Extent]:
        """The last: the verdict on every body here, and how much was looked at."""
        work = self._work(asked)
        return work.judged(asked).ranks(), self._extent(asked, work.scope)

    def quoted(self, asked: Asked, places: Sequence[int]) -> list[BodyHit]:
        """After it: the bodies at these places, with their quotations. Raises `IndexUnusable`."""
        work = self._work(asked)
        judged = work.judged(asked)
        verdicts = [judged.verdicts[place] for place in places]
        return self._facts.beside(asked.query, work.scope, places, judged.hits(places), verdicts)

    def passages(self, asked: Asked, limit: int) -> tuple[list[tuple[Place, PassageHit]], Extent]:
        """The last step where passages are asked for: the `limit` best. Raises `IndexUnusable`."""
        work = self._work(asked)
        found = self._hits.passages(asked.query, work.scope, work.relevance(asked), limit)
        return found, work.scope.extent(self._table)

    def facts(self, asked: Asked) -> tuple[list[BodyHit], Extent]:
        """The only step of a question that grades or boxes alone answer."""
        scope = self._work(asked).scope
        return self._facts.bodies(asked.query, scope), self._extent(asked, scope)

    def _extent(self, asked: Asked, scope: Scope) -> Extent:
        """How much was looked at, and who was left out."""
        covered = coverage(self._table, asked.query, self._bodies, scope)
        return replace(scope.extent(self._table), no_report=frozenset(covered.no_report), outside=covered.outside)

    def _work(self, asked: Asked) -> Work:
        with self._lock:
            work = self._works.get(asked.number)
            if work is None:
                scope = scope_of(self._table, asked.query, self._bodies)
                work = self._works[asked.number] = Work(self._retriever, self._hits, scope)
            self._works.move_to_end(asked.number)
            while len(self._works) > KEPT:
                self._works.popitem(last=False)
        return work


class Work:
    """What was worked out for one question, each step on those before it; what is missing is worked out again."""

    def __init__(self, retriever: Retriever, hits: Hits, scope: Scope) -> None:
        self._retriever, self._hits, self.scope = retriever, hits, scope
        self._lock = Lock()
        self._features: Columns | None = None
        self._about: tuple[Floats, Floats] | None = None
        self._relevance: Relevance | None = None
        self._judged: Judged | None = None

    def first(self, asked: Asked) -> First:
        with self._lock:
            retriever = self._retriever
            first = probability(self._seen(asked), self._hits.weights.first) * retriever.basis
            return first_of(first, retriever.vectors, self._hits.table.place)

    def surest(self, asked: Asked) -> float:
        with self._lock:
            return float(self._looked(asked)[0][self._retriever.basis].max(initial=0))

    def relevance(self, asked: Asked) -> Relevance:
        with self._lock:
            return self._weighed(asked)

    def judged(self, asked: Asked) -> Judged:
        with self._lock:
            if self._judged is None:
                self._judged = Judged(self._hits, asked.query, self.scope, self._weighed(asked))
            return self._judged

    def _seen(self, asked: Asked) -> Columns:
        """The features of every sentence."""
        if self._features is None:
            assert asked.vectors is not None
            assert asked.counts is not None
            self._features = self._retriever.features(asked.query, asked.vectors, asked.counts)
        return self._features

    def _looked(self, asked: Asked) -> tuple[Floats, Floats]:
        """How far every sentence is about the topic, on no scale yet, and its share of the topic's words."""
        if self._about is None:
            assert asked.mean is not None
            features = again(self._seen(asked), asked.mean, self._retriever.vectors)
            self._about = probability(features, self._hits.weights.relevance), features[WORDS]
            self._features = None  # ten numbers a sentence, needed no more
        return self._about

    def _weighed(self, asked: Asked) -> Relevance:
        if self._relevance is None:
            if asked.vectors is None or asked.counts is None:
                self._relevance = without_topic(self._retriever.sentences)
            else:
                about, words = self._looked(asked)
                self._relevance = relevance(asked.query, self._retriever, asked.counts, about, words, asked.surest)
                self._about = None
        return self._relevance
