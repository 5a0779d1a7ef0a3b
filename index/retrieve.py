"""A query in, what every sentence has to do with its topic out: likeness in meaning and in words, as columns.

Columns are absolute: they mean the same whatever else is in the index, but for how rare its words are there.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.lexical import Words
from index.query import Query, Term
from index.table import Floats, Table
from index.vectors import Index

# The columns of `features`, in order: cosine of the sentence and of its passage with the closest variant of the
# topic, the share of the topic's words (by rarity) in the sentence and in its passage, and three products.
FEATURES = ("sentence", "passage", "words", "passage_words", "sentence*words", "words*passage_words", "passage*passage_words")
CACHED_TERMS = 512


class Retriever:
    """What is needed of one generation to compare a topic with each of its sentences."""

    def __init__(self, table: Table, passages: Index, sentences: Index, words: Words) -> None:
        self._table, self._passages, self._sentences, self._words = table, passages, sentences, words
        self._rows_with = lru_cache(maxsize=CACHED_TERMS)(self._find)

    def features(self, query: Query, vectors: Vectors) -> Floats:
        """Shape (sentences, len(FEATURES)). `vectors` are those of the query's variants, shape (variants, dimension)."""
        table = self._table
        sentence = self._sentences.scores(vectors).max(axis=1)
        passage = self._passages.scores(vectors).max(axis=1)[table.passage]
        words, around = self._coverage(query.terms)
        return np.stack(
            [sentence, passage, words, around, sentence * words, words * around, passage * around], axis=1
        ).astype(np.float32)

    def with_phrase(self, phrase: str) -> NDArray[np.bool_]:
        """Which sentences stand in a passage that has the exact phrase (word forms apart)."""
        return self._in_passage(self._rows_with(phrase))

    def _coverage(self, terms: tuple[Term, ...]) -> tuple[Floats, Floats]:
        """The share of the terms, weighted by their rarity, in each sentence, and in its passage or heading."""
        rows = self._table.sentences
        inside, around = np.zeros(rows, dtype=np.float32), np.zeros(rows, dtype=np.float32)
        total = 0.0
        for term in terms:
            has = np.zeros(rows, dtype=bool)
            for phrase in term.phrases:
                has |= self._rows_with(phrase)
            weight = float(np.log(1 + rows / (has.sum() + 0.5)))
            total += weight
            inside += weight * has
            around += weight * self._in_passage(has)
        return inside / max(total, 1e-9), around / max(total, 1e-9)

    def _in_passage(self, has: NDArray[np.bool_]) -> NDArray[np.bool_]:
        table = self._table
        if not len(has):
            return has
        passages = np.logical_or.reduceat(has, table.first_of_passage)
        headed = (table.title >= 0) & has[table.title]
        return np.asarray(passages[table.passage] | headed)

    def _find(self, phrase: str) -> NDArray[np.bool_]:
        return self._words.rows_with(phrase)
