"""Sentences with their vectors in, stance out: concern, praise or neutral.

Structure decides first: what stands in an area for improvement is a concern, in a box of good practice praise,
in context nothing. Elsewhere a small trained classifier decides, the mean of two logistic regressions, one on
the words (TF-IDF of one to three words) and one on the sentence's vector. Its weights are data in `stance.npz`,
made by `python -m ingest.train`; no feature of it is a body's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("stance.npz")
CONCERN_KINDS = frozenset({"area_for_improvement", "priority_action", "recommendation", "cause_of_concern"})
PRAISE_KINDS = frozenset({"innovative_practice", "promising_practice"})
SILENT_KINDS = frozenset({"context", "boilerplate"})
# How far a kind that has a stance of its own draws its sentences: titles and list items all the way, the text of a
# box, which also tells what works, half of it.
TITLE_PULL, BODY_PULL = 0.95, 0.5
LEAD_IN_PULL = 0.4
HEADING_PULL = 0.4  # of a heading that is a sentence, on the sentences under it
NEUTRAL_BELOW = 0.6  # of the likelier of concern and praise
TOKEN = r"(?u)\b\w[\w'-]*\b"

# What inspectors say a body has yet to do is a concern, whatever else the sentence has.
DEMAND = re.compile(
    r"\b(?:force|constabulary|authority|council|leaders|it|they|managers|supervisors|officers|chief constable) (?:also |still |now )?"
    r"(?:needs? to|should|must|has to|have to|would benefit from|could do more)\b|\bthere(?: is|[’']s) (?:still )?more to do\b",
    re.I,
)
DEMAND_PULL = 0.7

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classifier:
    """P(concern) of a sentence from its words and its vector; praise is its complement."""

    vocabulary: tuple[str, ...]
    idf: Floats
    word_weights: Floats
    word_bias: float
    vector_weights: Floats
    vector_bias: float
    model: str

    def concern(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """P(concern) of each sentence, shape (sentences,). Vectors of another model are left out of account."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        by_words = _sigmoid(self._tfidf(texts) @ self.word_weights + self.word_bias)
        if vectors.shape[1] != len(self.vector_weights):
            return np.asarray(by_words, dtype=np.float32)
        by_vector = _sigmoid(vectors @ self.vector_weights + self.vector_bias)
        return np.asarray((by_words + by_vector) / 2, dtype=np.float32)

    def _tfidf(self, texts: Sequence[str]) -> Any:
        vectorizer = tfidf(vocabulary=self.vocabulary)
        vectorizer.idf_ = self.idf.astype(np.float64)
        return vectorizer.transform(map(plain, texts))

    def save(self, path: Path = WEIGHTS) -> None:
        np.savez_compressed(
            path,
            vocabulary=np.array(self.vocabulary),
            idf=self.idf.astype(np.float32),
            word_weights=self.word_weights.astype(np.float32),
            vector_weights=self.vector_weights.astype(np.float32),
            biases=np.array([self.word_bias, self.vector_bias], dtype=np.float32),
            model=np.array(self.model),
        )


def load(path: Path = WEIGHTS) -> Classifier:
    """The committed classifier."""
    with np.load(path, allow_pickle=False) as data:
        return Classifier(
            vocabulary=tuple(map(str, data["vocabulary"])),
            idf=data["idf"],
            word_weights=data["word_weights"],
            word_bias=float(data["biases"][0]),
            vector_weights=data["vector_weights"],
            vector_bias=float(data["biases"][1]),
            model=str(data["model"]),
        )


def tfidf(vocabulary: Sequence[str] | None = None) -> Any:
    """The vectorizer of the classifier's words, for training (no vocabulary yet) and for use."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        lowercase=True, ngram_range=(1, 3), sublinear_tf=True, token_pattern=TOKEN, min_df=1, vocabulary=vocabulary
    )


def plain(text: str) -> str:
    """Words as the classifier reads them: contractions written out, numbers alike, the inspected body called body.

    One inspectorate writes "isn't" where the other writes "is not"; what is learned of one must hold for both.
    """
    text = re.sub(r"\b(?:police force|force|constabulary|local authority|council)\b", "body", text.replace("’", "'"), flags=re.I)
    text = re.sub(r"\b(ca|wo|sha)n't\b", lambda m: {"ca": "can", "wo": "will", "sha": "shall"}[m.group(1).lower()] + " not", text, flags=re.I)
    return re.sub(r"\d+", "#", re.sub(r"(\w)n't\b", r"\1 not", text, flags=re.I))


def by_structure(
    text: str,
    concern: float,
    kind: str,
    *,
    is_title: bool,
    in_list: bool,
    lead_in: float | None = None,
    heading: float | None = None,
) -> tuple[float, float]:
    """P(concern) and P(praise) of a sentence, from the classifier's P(concern) and where the sentence stands.

    `in_list` tells an item of a list of demands, which has no title of its own; `lead_in` and `heading` are the
    classifier's P(concern) of the line that introduces a bullet's list and of the sentence that heads the finding.
    """
    if kind in SILENT_KINDS:
        return 0.0, 0.0
    if DEMAND.search(text):
        concern += DEMAND_PULL * (1 - concern)
    if lead_in is not None:
        concern = (1 - LEAD_IN_PULL) * concern + LEAD_IN_PULL * lead_in
    elif heading is not None and not is_title:
        concern = (1 - HEADING_PULL) * concern + HEADING_PULL * heading
    praise = 1 - concern
    if kind in CONCERN_KINDS | PRAISE_KINDS:
        pull = TITLE_PULL if is_title or in_list else BODY_PULL
        towards = 1.0 if kind in CONCERN_KINDS else 0.0
        concern = (1 - pull) * concern + pull * towards
        praise = 1 - concern
    return concern, praise


def label(concern: float, praise: float) -> str:
    """The stance shown: the likelier of concern and praise, neutral where neither is likely."""
    if max(concern, praise) < NEUTRAL_BELOW:
        return "neutral"
    return "concern" if concern >= praise else "praise"


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))
