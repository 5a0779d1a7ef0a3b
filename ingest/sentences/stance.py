"""Sentences with their sides in, stance out: concern, praise or neutral.

The encoder tells which side a sentence is on where it stands, and whether it is on any (`index.adapter`); a logistic
regression reads its words (TF-IDF of one to three words). Another weighs what the two say of it with what they say of
its neighbours and of the line that introduces it, and with the grade of the area. Rules have the last word: what stands
in an area for improvement is a concern, in a box of good practice praise, in context nothing. Weights are data in
`stance.npz`, made by `python -m benchmarks.fit`; no feature is a body's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.bodies import HEADS, NEUTRAL, SINGULARS
from corpus.names import any_of
from ingest.sentences.position import Placed, columns

WEIGHTS = Path(__file__).with_name("stance.npz")
CONCERN_KINDS = frozenset({"area_for_improvement", "priority_action", "recommendation", "cause_of_concern"})
PRAISE_KINDS = frozenset({"innovative_practice", "promising_practice", "strength"})
SILENT_KINDS = frozenset({"context", "boilerplate"})
# How far a kind that has a stance of its own draws its sentences: titles and list items all the way, the text of a
# box, which also tells what works, half of it.
TITLE_PULL, BODY_PULL = 0.95, 0.5
HEADING_PULL = 0.4  # of a heading that is a sentence, on the sentences under it
# Of the heading of a section that asks what works, or what has to be better, on what stands under it: those lists have a
# sentence of the other side now and then, as boxes do.
SIDE_PULL = 0.5
SUREST = 5.8  # a logit of 0.997
NEUTRAL_BELOW = 0.6  # of the likelier of concern and praise
TOKEN = r"(?u)\b\w[\w'-]*\b"

# What inspectors say a body has yet to do is a concern, whatever else the sentence has.
# "It" has to open its clause: "what resources it needs to" demands nothing.
DEMAND = re.compile(
    rf"(?:\b(?:{any_of((*SINGULARS, *HEADS, 'leaders', 'managers', 'supervisors', 'officers'))})|"
    r"(?:^|[,;:–-]\s|\b(?:and|but|so|that|because|although)\s)(?:it|they)) (?:also |still |now )?"
    r"(?:needs? to|should|must|has to|have to|would benefit from|could do more)\b|\bthere(?: is|[’']s) (?:still )?more to do\b",
    re.I,
)
DEMAND_PULL = 0.7
BODY = re.compile(rf"\b(?:{any_of(NEUTRAL)})\b", re.I)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Concern or praise by a sentence's own words, by what the encoder reads of its side, and by where it stands.

    `place_weights` are one a column of `position.FEATURES`, `place_bias` follows them.
    """

    vocabulary: tuple[str, ...]
    idf: Floats
    word_weights: Floats
    word_bias: float
    place_weights: Floats
    place_bias: float

    def by_words(self, texts: Sequence[str]) -> Floats:
        """Logits of P(concern) of each text, shape (texts,)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        return bounded(self._tfidf(texts) @ self.word_weights + self.word_bias)

    def columns(self, sentences: Sequence[Placed], sides: Floats) -> Floats:
        """What the stance of each sentence is decided from; shape (sentences, len(position.FEATURES)).

        `sides` are those of `encoder.Batch`; where there are none, the words stand for them.
        """
        introducing = sorted({s.lead_in for s in sentences if s.lead_in})
        lines = self.by_words(introducing)
        words = self.by_words([s.text for s in sentences])
        own = bounded(sides[:, 0] - sides[:, 1]) if sides.shape[1] else words
        return columns(sentences, words, own, dict(zip(introducing, map(float, lines), strict=True)))

    def decide(self, sentences: Sequence[Placed], sides: Floats) -> tuple[Floats, Floats]:
        """P(concern) and P(praise) of each sentence, each of shape (sentences,); `sides` has a row for each."""
        return self.by_columns(sentences, self.columns(sentences, sides), sides)

    def by_columns(self, sentences: Sequence[Placed], found: Floats, sides: Floats) -> tuple[Floats, Floats]:
        """The same from columns that are there already."""
        concern = _sigmoid((found * self.place_weights).sum(axis=1) + self.place_bias)
        headings = sorted({s.heading for s in sentences if s.heading})
        headed = dict(zip(headings, map(float, _sigmoid(self.by_words(headings))), strict=True))
        said = 1 - np.exp(sides[:, 2]) if sides.shape[1] else np.ones(len(sentences))
        both = [
            by_structure(s, float(p), float(judges), headed.get(s.heading or ""))
            for s, p, judges in zip(sentences, concern, said, strict=True)
        ]
        found = np.array(both, dtype=np.float32).reshape(-1, 2)
        return found[:, 0], found[:, 1]

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
            place_weights=self.place_weights.astype(np.float32),
            biases=np.array([self.word_bias, self.place_bias], dtype=np.float32),
        )


def load(path: Path = WEIGHTS) -> Classifier:
    """The committed classifier."""
    with np.load(path, allow_pickle=False) as data:
        return Classifier(
            vocabulary=tuple(map(str, data["vocabulary"])),
            idf=data["idf"],
            word_weights=data["word_weights"],
            word_bias=float(data["biases"][0]),
            place_weights=data["place_weights"],
            place_bias=float(data["biases"][1]),
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
    text = BODY.sub("body", text.replace("’", "'"))
    text = re.sub(
        r"\b(ca|wo|sha)n't\b",
        lambda m: {"ca": "can", "wo": "will", "sha": "shall"}[m.group(1).lower()] + " not",
        text,
        flags=re.I,
    )
    return re.sub(r"\d+", "#", re.sub(r"(\w)n't\b", r"\1 not", text, flags=re.I))


def by_structure(sentence: Placed, concern: float, judges: float, heading: float | None) -> tuple[float, float]:
    """P(concern) and P(praise) of a sentence, from the classifier's P(concern) and what its place decides by rule.

    `judges` is the probability that it says anything of either side, `heading` the P(concern) of the sentence that heads
    the finding.
    """
    kind = sentence.kind
    if kind in SILENT_KINDS:
        return 0.0, 0.0
    if DEMAND.search(sentence.text):
        concern, judges = _drawn(concern, 1.0, DEMAND_PULL), _drawn(judges, 1.0, DEMAND_PULL)
    if heading is not None and sentence.lead_in is None:
        concern = _drawn(concern, heading, HEADING_PULL)
    if sentence.side and kind not in CONCERN_KINDS | PRAISE_KINDS:
        concern = _drawn(concern, float(sentence.side == "concern"), SIDE_PULL)
        judges = _drawn(judges, 1.0, SIDE_PULL)
    if kind in CONCERN_KINDS | PRAISE_KINDS:
        pull = TITLE_PULL if sentence.is_title or sentence.in_list else BODY_PULL
        concern, judges = _drawn(concern, float(kind in CONCERN_KINDS), pull), _drawn(judges, 1.0, pull)
    return concern * judges, (1 - concern) * judges


def _drawn(value: float, towards: float, pull: float) -> float:
    return (1 - pull) * value + pull * towards


def label(concern: float, praise: float) -> str:
    """The stance shown: the likelier of concern and praise, neutral where neither is likely."""
    if max(concern, praise) < NEUTRAL_BELOW:
        return "neutral"
    return "concern" if concern >= praise else "praise"


def bounded(logit: Any) -> Floats:
    """A logit no surer than 0.997, so that no single opinion outweighs all others."""
    return np.asarray(np.clip(logit, -SUREST, SUREST), dtype=np.float32)


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))
