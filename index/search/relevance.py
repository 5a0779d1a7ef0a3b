"""A query in, what every sentence has to do with its topic out: likeness, weighed twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.encoder import Vectors
from index.question.understand import Query
from index.search.retrieve import WORDS, Retriever, again
from index.search.weights import Weights
from index.storage.columns import Bools, Floats
from index.storage.vectors import Rows

# Compared on judged data with no scale at all, and with one that makes the best sentence of every question 1.
SURE, UNSURE = 0.6, 0.1
Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Relevance:
    """Of every sentence, how far it is about the topic (a probability, as `to_scale` gives it), and the share of the topic's
    words in it.

    Both are of shape (sentences,), and 0 where exact words that are required are missing, or words that are not wanted
    stand.
    """

    about: Floats
    words: Floats


def relevance(query: Query, retriever: Retriever, encode: Encode, weights: Weights) -> Relevance:
    """How far every sentence is about the query's topic. `encode` gives vectors of texts; without a topic it is not asked."""
    if not query.variants:
        nothing = np.zeros(retriever.sentences, dtype=np.float32)
        return Relevance(nothing, nothing)
    vectors = encode(query.variants)
    features = second_look(
        retriever.features(query, vectors), retriever.basis, retriever.vectors, vectors, weights.first
    )
    kept = _kept(query, retriever)
    if query.exact:  # what is asked for is the words themselves
        said = reduce(np.logical_and, map(retriever.saying, query.phrases), kept).astype(np.float32)
        return Relevance(said, said)
    about = to_scale(probability(features, weights.relevance), retriever.basis)
    return Relevance(about * kept, features[:, WORDS] * kept)


def second_look(features: Floats, basis: Bools, sentences: Rows, query: Floats, first: Sequence[float]) -> Floats:
    """`features` with the columns of `again` beside them: what is most relevant of the basis, by the weights `first`, is
    taken for what the question means."""
    return again(features, probability(features, first) * basis, sentences, query)


def probability(features: Floats, weights: Sequence[float]) -> Floats:
    """P(about the topic) of each row of features, shape (rows,). `weights` end with the bias."""
    logits = features @ np.asarray(weights[:-1], dtype=np.float32) + np.float32(weights[-1])
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def to_scale(about: Floats, basis: Bools) -> Floats:
    """Probabilities on one scale for all questions: no question has a best sentence that is much less than `SURE`.

    How sure the weights are depends on how a question is worded ("demand, backlogs or staff shortages" has more words than
    any sentence on one of them). `UNSURE` keeps the best of nothing from becoming something. Most questions reach `SURE`,
    and nothing is changed.
    """
    return np.asarray(np.minimum(1, about * max(1, SURE / (about[basis].max(initial=0) + UNSURE))), dtype=np.float32)


def _kept(query: Query, retriever: Retriever) -> Bools:
    """The sentences near every exact word that is required and near none that is not wanted."""
    kept = np.ones(retriever.sentences, dtype=bool)
    for phrase in query.phrases:
        kept &= retriever.with_phrase(phrase)
    for word in query.excluded:
        kept &= ~retriever.with_phrase(word)
    return kept
