"""A query in, what every sentence has to do with its topic out: likeness, weighed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.question.understand import Query
from index.search.retrieve import Columns, Counts, Retriever
from index.storage.columns import Bools, Floats

# Compared on judged data with no scale at all, and with one that makes the best sentence of every question 1.
SURE, UNSURE = 0.6, 0.1


@dataclass(frozen=True, slots=True)
class Relevance:
    """Of every sentence, how far it is about the topic (a probability, as `to_scale` gives it), and the share of the topic's
    words in it.

    Both are of shape (sentences,), and 0 where exact words that are required are missing, or words that are not wanted
    stand.
    """

    about: Floats
    words: Floats


def without_topic(sentences: int) -> Relevance:
    """Of a question that names none: no sentence is about it."""
    nothing = np.zeros(sentences, dtype=np.float32)
    return Relevance(nothing, nothing)


def relevance(
    query: Query, retriever: Retriever, counts: Counts, about: Floats, words: Floats, surest: float
) -> Relevance:
    """How far every sentence is about the query's topic, from what it has to do with it (`about`), the share of the topic's
    words in it, and the surest of the sentences of the basis."""
    kept = _kept(query, retriever, counts)
    if query.exact:  # what is asked for is the words themselves
        said = [retriever.saying(phrase, counts) for phrase in query.phrases]
        exactly = reduce(np.logical_and, said, kept).astype(np.float32)
        return Relevance(exactly, exactly)
    return Relevance(to_scale(about, surest) * kept, words * kept)


def probability(features: Columns, weights: Sequence[float]) -> Floats:
    """P(about the topic) of each sentence, shape (sentences,). `weights` end with the bias.

    Summed column by column, so that it is the same to the last bit whatever sentences lie beside it.
    """
    *each, bias = (np.float32(weight) for weight in weights)
    logits = np.full(len(features[0]), bias, dtype=np.float32)
    part = np.empty_like(logits)
    for weight, column in zip(each, features, strict=True):
        logits += np.multiply(column, weight, out=part)
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def to_scale(about: Floats, surest: float) -> Floats:
    """Probabilities on one scale for all questions: no question has a best sentence that is much less than `SURE`.

    `surest` is that of the best sentence of the basis. How sure the weights are depends on how a question is worded ("demand,
    backlogs or staff shortages" has more words than any sentence on one of them). `UNSURE` keeps the best of nothing from
    becoming something. Most questions reach `SURE`, and nothing is changed.
    """
    return np.asarray(np.minimum(1, about * np.float32(max(1, SURE / (surest + UNSURE)))), dtype=np.float32)


def _kept(query: Query, retriever: Retriever, counts: Counts) -> Bools:
    """The sentences near every exact word that is required and near none that is not wanted."""
    kept = np.ones(retriever.sentences, dtype=bool)
    for phrase in query.phrases:
        kept &= retriever.with_phrase(phrase, counts)
    for word in query.excluded:
        kept &= ~retriever.with_phrase(word, counts)
    return kept
