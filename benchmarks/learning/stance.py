"""Judged sentences in, the classifier of stance out. Words that belong to a body's name are no features."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.bodies import KINDS, Bodies
from ingest.sentences.position import FEATURES
from ingest.sentences.stance import Classifier, Floats, plain, tfidf

# Chosen by cross-validation over reports on the judged quotations; the figures move little between 1 and 10.
WORD_C, PLACE_C = 3.0, 0.3
LEAST_SENTENCES = 3  # an n-gram must be in as many sentences to be a feature


def fit(texts: Sequence[str], concern: NDArray[np.bool_], bodies: Bodies) -> Classifier:
    """What these sentences teach of words; `weigh` teaches the rest."""
    from sklearn.linear_model import LogisticRegression

    read = [plain(text) for text in texts]
    vocabulary = _vocabulary(read, names_of(bodies))
    vectorizer = tfidf(vocabulary=vocabulary)
    matrix = vectorizer.fit_transform(read)
    by_words = LogisticRegression(C=WORD_C, max_iter=2000, class_weight="balanced").fit(matrix, concern)
    return Classifier(
        vocabulary=tuple(vocabulary),
        idf=np.asarray(vectorizer.idf_, dtype=np.float32),
        word_weights=np.asarray(by_words.coef_[0], dtype=np.float32),
        word_bias=float(by_words.intercept_[0]),
        place_weights=np.zeros(len(FEATURES), dtype=np.float32),
        place_bias=0.0,
    )


def weigh(classifier: Classifier, columns: Floats, concern: NDArray[np.bool_]) -> Classifier:
    """The classifier with weights of its columns, from sentences whose columns were made without having seen them."""
    from sklearn.linear_model import LogisticRegression

    spread = columns.std(axis=0) + 1e-6
    found = LogisticRegression(C=PLACE_C, max_iter=1000, class_weight="balanced").fit(columns / spread, concern)
    weights = np.asarray(found.coef_[0] / spread, dtype=np.float32)
    return replace(classifier, place_weights=weights, place_bias=float(found.intercept_[0]))


def _vocabulary(texts: Sequence[str], names: frozenset[str]) -> list[str]:
    """N-grams of enough sentences, none with a word of a body's name."""
    analyse = tfidf().build_analyzer()
    counts = Counter(gram for text in texts for gram in set(analyse(text)))
    kept = (gram for gram, n in counts.items() if n >= LEAST_SENTENCES and names.isdisjoint(gram.split()))
    return sorted(kept)


def names_of(bodies: Bodies) -> frozenset[str]:
    """Every word of a body's name, lower case, but for those too short to tell one."""
    words = (word for body in bodies.bodies for word in re.findall(r"[a-z]+", body.name.lower()))
    kinds = {word for kind in KINDS.values() for name in (*kind.nouns, *kind.also) for word in name.split()}
    common = {"and", "of", "the", "with", "upon", "city", "county", *kinds}
    return frozenset(word for word in words if len(word) > 2 and word not in common)
