"""A query in, what every sentence has to do with its topic out: likeness in meaning and in words, as columns.

Columns are absolute: they mean the same whatever else is in the index, but for how rare its words are in the reports of
the basis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.question import spelling
from index.question.topic import Term
from index.question.understand import Query
from index.search import mapping as maps
from index.search import verdicts
from index.storage.columns import Bools, Floats, Table
from index.storage.vectors import Index, Rows
from index.storage.words import Words, stems

# The columns of `features`, in order: cosine of the sentence and of its passage with the closest variant of the
# topic, the share of the topic's words (by rarity) in the sentence and in its passage, three products; and the
# cosines once more between mapped vectors.
FEATURES = (
    "sentence", "passage", "words", "passage_words", "sentence*words", "words*passage_words", "passage*passage_words",
    "mapped_sentence", "mapped_passage", "mapped_sentence*words",
)  # fmt: skip
WORDS = FEATURES.index("words")
# What `again` adds: likeness to the sentences that were most relevant at first sight, and its product with the words.
AGAIN = ("feedback", "feedback*words")
FEEDBACK = 30  # sentences; 10 and 80 were compared on judged data
ALONE = 0.7  # the share of a sentence that has all words of one of several matters; 1 was compared on judged data
ANCHOR = 3.0  # hits' worth of the question itself, so that a topic that nothing is about draws nothing
CACHED_TERMS = 512
CONSULTED = 300  # passages, for words that one may be misspelt for
Packed = NDArray[np.uint8]
Columns = tuple[Floats, ...]  # one a feature, each of shape (sentences,)
Near = tuple[tuple[str, str, int], list[str]]  # where a passage begins, and words of it
Texts = Callable[[Sequence[int]], dict[int, str]]  # the texts of passages by their numbers


@dataclass(frozen=True, slots=True)
class Counts:
    """How often what a query asks for stands in some sentences, or in those of several parts together.

    `basis` counts the sentences that statistics are taken from, `having` those of them that have a term. Of the exact phrases,
    `whole` are those that a sentence has, `over_ends` those that a passage has over the end of a sentence. `words` are those
    of the terms that any sentence has, under any name, `together` those of the words typed side by side that stand in one
    passage.
    """

    basis: int
    having: Mapping[Term, int]
    whole: frozenset[str] = frozenset()
    over_ends: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()

    def rarity(self, term: Term) -> float:
        """How much a term tells: the rarer, the more."""
        return float(np.log(1 + self.basis / (self.having[term] + 0.5)))

    def nowhere(self, query: Query) -> tuple[str, ...]:
        """The words and exact phrases of a query that stand in no sentence, under no name; the phrases alone where any do."""
        exact = tuple(phrase for phrase in query.phrases if phrase not in self.whole | self.over_ends)
        if exact:
            return exact
        missing = self.missing(query)
        found: dict[str, None] = {}
        for run, terms in query.runs:
            words = [term.word for term in terms]
            if not self.words.issuperset(words):
                found[run] = None
                missing = [word for word in missing if word not in words]
        return tuple(dict.fromkeys((*found, *missing)))

    def apart(self, query: Query) -> tuple[str, ...]:
        """The topic, where it is two or three words side by side that all stand somewhere, and nowhere in one passage."""
        return tuple(
            run
            for run, terms in query.runs
            if len(terms) == len(query.terms) and run not in self.together and not self.missing(query)
        )

    def missing(self, query: Query) -> list[str]:
        """The words of a query that stand in no sentence, under no name."""
        return [term.word for term in query.terms if term.word not in self.words]


class Both:
    """Rows of one index, compared with a question as the model has them and mapped."""

    def __init__(self, index: Index, mapping: maps.Mapping) -> None:
        self.index, self._mapping = index, mapping
        self._over = 1 / mapping.norms_of(index.matrix, index.path)

    def closest(self, vectors: Vectors) -> tuple[Floats, Floats]:
        """Cosine of each row with the closest of the vectors, plain and mapped; each of shape (rows,)."""
        found = self.index.scores(np.concatenate([vectors, self._mapping.pulled(vectors)]))
        plain, mapped = found[:, : len(vectors)], found[:, len(vectors) :]
        return _highest(plain), np.asarray(_highest(mapped) * self._over, dtype=np.float32)


def _highest(columns: Floats) -> Floats:
    """The highest value of each row; a few columns are compared one by one faster than along the rows."""
    return np.asarray(reduce(np.maximum, columns.T), dtype=np.float32)


class Retriever:
    """What is needed of one generation to compare a topic with each of its sentences."""

    def __init__(
        self, table: Table, passages: Index, sentences: Index, words: Words, model: str, texts: Texts = lambda ids: {}
    ) -> None:
        self._table, self._words, self._texts = table, words, texts
        mapping = maps.of_model(model, sentences.dimension)
        self._passages, self._sentences = Both(passages, mapping), Both(sentences, mapping)
        self._found = lru_cache(maxsize=CACHED_TERMS)(self._find)
        self._terms = lru_cache(maxsize=CACHED_TERMS)(self._find_term)

    def count(self, query: Query) -> Counts:
        """How often what a query asks for stands in these sentences."""
        phrases = frozenset((*query.phrases, *query.excluded))
        whole = frozenset(phrase for phrase in phrases if self._whole(phrase).any())
        asked = dict.fromkeys(chain(query.terms, *query.matters))
        return Counts(
            basis=int(self.basis.sum()),
            having={term: int((self._having(term) & self.basis).sum()) for term in asked},
            whole=whole,
            over_ends=frozenset(phrase for phrase in phrases - whole if self._over_ends(phrase).any()),
            words=frozenset(term.word for term in query.terms if self._terms(term).any()),
            together=frozenset(run for run, terms in query.runs if self._together(terms)),
        )

    def _together(self, terms: Sequence[Term]) -> bool:
        """Whether any passage, with its heading, has all of these words."""
        found = np.ones(self.sentences, dtype=bool)
        for term in terms:
            found &= self._in_passage(self._having(term))
        return bool(found.any())

    def near(self, word: str) -> list[Near]:
        """The words of the first `CONSULTED` passages here that this one may be misspelt for, by the places of these."""
        passages = np.unique(self._table.passage[self._words.nearly(word, spelling.errors(word))])[:CONSULTED]
        texts = self._texts(passages.tolist()) if len(passages) else {}
        first = self._table.first_of_passage
        return [
            (self._table.place(int(first[number])), spelling.alike(word, text))
            for number, text in sorted(texts.items())
        ]

    def features(self, query: Query, vectors: Vectors, counts: Counts) -> Columns:
        """A column for each of `FEATURES`. `vectors` are those of the query's variants, shape (variants, dimension)."""
        table = self._table
        sentence, mapped = self._sentences.closest(vectors)
        passage, mapped_passage = (scores[table.passage] for scores in self._passages.closest(vectors))
        words, around = self._coverage(query.terms, query.matters, counts)
        return (
            *(sentence, passage, words, around, sentence * words, words * around, passage * around),
            *(mapped, mapped_passage, mapped * words),
        )

    @property
    def sentences(self) -> int:
        """How many sentences there are."""
        return self._table.sentences

    @property
    def basis(self) -> Bools:
        """Which sentences what depends on all of them is taken from."""
        return self._table.basis

    @property
    def vectors(self) -> Rows:
        """The vector of each sentence."""
        return self._sentences.index

    def with_phrase(self, phrase: str, counts: Counts) -> Bools:
        """Which sentences stand in a passage that has the exact phrase (word forms apart), over sentence ends too."""
        return self._in_passage(self.saying(phrase, counts))

    def saying(self, phrase: str, counts: Counts) -> Bools:
        """Which sentences have the exact phrase, with a hyphen, a blank or neither between its words.

        Where none has it whole, those of the passages that have it over the end of a sentence.
        """
        return self._whole(phrase) if phrase in counts.whole else self._over_ends(phrase)

    def _whole(self, phrase: str) -> Bools:
        found = np.zeros(self.sentences, dtype=bool)
        for written in {phrase, phrase.replace("-", ""), *_as_one(phrase)}:
            found |= self._rows_with(written)
        return found

    def _over_ends(self, phrase: str) -> Bools:
        """The sentences of the passages that have all words of a phrase, one after the other."""
        asked = stems(phrase)
        every = np.ones(self.sentences, dtype=bool)
        for word in asked:
            every &= self._in_passage(self._rows_with(word))
        ids = np.unique(self._table.passage[every]).tolist() if len(asked) > 1 else []
        having = [
            number
            for number, text in self._texts(ids).items()
            if f" {' '.join(asked)} " in f" {' '.join(stems(text))} "
        ]
        return np.isin(self._table.passage, having)

    def known(self, word: str) -> bool:
        """Whether a word, or a phrase, stands in any sentence (word forms apart)."""
        return self._words.has(word)

    def _coverage(
        self, terms: tuple[Term, ...], matters: Sequence[tuple[Term, ...]], counts: Counts
    ) -> tuple[Floats, Floats]:
        """The share of the terms, weighted by their rarity, in each sentence, and in its passage or heading; where a
        question has several matters, what has all of one of them has `ALONE` at least."""
        having = {term: self._around(term) for term in dict.fromkeys(chain(terms, *matters))}

        def share(own: tuple[Term, ...]) -> Floats:
            found = np.zeros((2, self._table.sentences), dtype=np.float32)
            for term in own:
                found += counts.rarity(term) * having[term]
            return found / np.float32(max(sum(counts.rarity(term) for term in own), 1e-9))

        found = share(terms)
        for own in matters:
            np.maximum(found, ALONE * share(own), out=found)
        return found[0], found[1]

    def _around(self, term: Term) -> Bools:
        """Which sentences have a term, or stand in a passage or under a heading that has; shape (2, sentences)."""
        has = self._having(term)
        return np.stack([has, self._in_passage(has)])

    def _having(self, term: Term) -> Bools:
        """Which sentences have a term, under any of its names."""
        return np.unpackbits(self._terms(term), count=self.sentences).view(bool)

    def _in_passage(self, has: Bools) -> Bools:
        table = self._table
        if not len(has):
            return has
        passages = np.logical_or.reduceat(has, table.first_of_passage)
        headed = (table.title >= 0) & has[table.title]
        return np.asarray(passages[table.passage] | headed)

    def _rows_with(self, phrase: str) -> Bools:
        return np.unpackbits(self._found(phrase), count=self.sentences).view(bool)

    def _find_term(self, term: Term) -> Packed:
        return reduce(np.bitwise_or, map(self._found, term.phrases), np.packbits(np.zeros(self.sentences, dtype=bool)))

    def _find(self, phrase: str) -> Packed:
        """Which sentences have a word or phrase, eight to a byte, since hundreds of these are kept."""
        return np.packbits(self._words.rows_with(phrase))


def _as_one(phrase: str) -> tuple[str, ...]:
    """Two words as one: "body worn" as "bodyworn"."""
    words = phrase.split()
    return ("".join(words),) if len(words) == 2 and all(map(str.isalpha, words)) else ()


@dataclass(frozen=True, slots=True)
class First:
    """The sentences of the basis that are most relevant at first sight, `FEEDBACK` at the most, best first: their relevance,
    shape (sentences,), and their vectors. `places` (file, body, number in the report) order those that are equal."""

    relevance: Floats
    vectors: Vectors
    places: tuple[tuple[str, str, int], ...]

    def mean(self, query: Vectors) -> Vectors:
        """What a question means by them, shape (dimension,): each as far as it is relevant, beside the question itself, the
        first of `query` (relevance feedback: Rocchio, 1971)."""
        mean = self.relevance @ self.vectors + ANCHOR * query[0]
        return np.asarray(mean / (np.linalg.norm(mean) + 1e-9), dtype=np.float32)


def first_of(first: Floats, sentences: Rows, place: Callable[[int], tuple[str, str, int]]) -> First:
    """`first` is the relevance at first sight, 0 for what is no evidence; `place` tells where a sentence stands."""
    rows = verdicts.best(first, np.arange(len(first)), FEEDBACK)
    return First(first[rows], sentences.matrix[rows], tuple(map(place, rows.tolist())))


def again(features: Columns, mean: Vectors, sentences: Rows) -> Columns:
    """The columns of `features` with those of `AGAIN` after them: the likeness of every sentence to what was most relevant
    at first sight."""
    likeness = sentences.scores(mean[None])[:, 0]
    return (*features, likeness, likeness * features[WORDS])
