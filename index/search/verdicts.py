"""Relevance and stance of sentences in, evidence and verdict of each body out. Pure.

A body's evidence for one side is a damped sum of its best sentences, each the root of its relevance times its
stance: the best says most, a second and third add to it, and many weak ones cannot outweigh one that is clear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.families.registry import side_of
from index.answers.verdict_words import NO_CONCERN, VERDICTS, wanted
from index.search.weights import Line, Weights
from index.storage.columns import Floats, Ints

# Compared on judged data with the best sentence alone and with five sentences; ARCHITECTURE.md has the figures.
DAMPING = (1.0, 0.5, 0.25)
# Of the relevance from which a sentence is about the topic, what the best sentence of a side needs to carry a verdict: 0, 0.5
# and 1 were compared on judged data.
QUOTABLE = 0.5
SIDED = 0.5  # a sentence that is likelier of a side than this is of it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of the topic on one body. Probabilities that it has a concern and that it has praise; evidence sums."""

    verdict: str
    concern: float
    praise: float
    mention: float

    def score(self, stance: str) -> float:
        """The probability that the body belongs on the list asked for."""
        if stance == "concern":
            return self.concern
        if stance == "praise":
            return self.praise
        if stance == NO_CONCERN:
            return 1 - self.concern
        return max(self.concern, self.praise, self.mention)

    def listed(self, stance: str) -> bool:
        """Whether the body belongs on the list asked for."""
        return self.verdict in wanted(stance)

    def order(self, stance: str) -> tuple[float, ...]:
        """What bodies are sorted by, the best answer first: the score; where no concern is asked for, praise goes first
        and what reports are silent on last."""
        if stance != NO_CONCERN:
            return (-self.score(stance),)
        asked = (*wanted(stance), *VERDICTS)
        return (asked.index(self.verdict), -self.praise)


def by_grade(verdict: Verdict, grade: str) -> Verdict:
    """The verdict where the question is on an area and its grade is known: a report that grades it is not silent on it."""
    if verdict.verdict != "none":
        return verdict
    side = side_of(grade)
    return Verdict(
        side or "mentioned",
        concern=1.0 if side == "concern" else verdict.concern,
        praise=1.0 if side == "praise" else verdict.praise,
        mention=1.0,
    )


def strength(relevance: Floats, stance: Floats) -> Floats:
    """How much each sentence says for one side, 0 to 1."""
    return np.asarray(np.sqrt(relevance) * stance, dtype=np.float32)


def damped(strengths: Floats, body: Ints, bodies: int) -> Floats:
    """The damped sum of each body's strongest sentences, shape (bodies,)."""
    sums = np.zeros(bodies, dtype=np.float32)
    left = strengths.copy()
    for weight in DAMPING:
        best = np.zeros(bodies, dtype=np.float32)
        np.maximum.at(best, body, left)
        sums += weight * best
        left[_first_best(left, best, body)] = 0
    return sums


def _first_best(strengths: Floats, best: Floats, body: Ints) -> NDArray[np.int64]:
    """The first sentence of each body that is as strong as its strongest."""
    rows = np.flatnonzero((strengths >= best[body]) & (strengths > 0))
    _, first = np.unique(body[rows], return_index=True)
    return np.asarray(rows[first], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Sums:
    """What is said of the topic on each body in all, each of shape (bodies,): the damped sums of both sides, the relevance
    of the sentence of each side that is most about the topic and of any, and the largest share of the topic's words in
    one sentence."""

    concern: Floats
    praise: Floats
    best_concern: Floats
    best_praise: Floats
    mention: Floats
    words: Floats


def sums(relevance: Floats, words: Floats, concern: Floats, praise: Floats, body: Ints, bodies: int) -> Sums:
    """Sentences in, bodies out. Of standing text no column may be more than 0."""

    def highest(values: Floats) -> Floats:
        best = np.zeros(bodies, dtype=np.float32)
        np.maximum.at(best, body, values)
        return best

    return Sums(
        concern=damped(strength(relevance, concern), body, bodies),
        praise=damped(strength(relevance, praise), body, bodies),
        best_concern=highest(relevance * (concern > SIDED)),
        best_praise=highest(relevance * (praise > SIDED)),
        mention=highest(relevance),
        words=highest(words),
    )


def verdicts(found: Sums, weights: Weights) -> list[Verdict]:
    """The verdict on each body."""
    columns = (found.concern, found.praise, found.best_concern, found.best_praise, found.mention, found.words)
    return [_verdict(*map(float, row), weights=weights) for row in zip(*columns, strict=True)]


def _verdict(
    concern: float,
    praise: float,
    best_concern: float,
    best_praise: float,
    mention: float,
    words: float,
    *,
    weights: Weights,
) -> Verdict:
    silent = mention == 0 or weights.silence.probability(mention, words) >= weights.silence.silent_from
    of_concern, has_concern = _side(weights.concern, (concern, praise, best_concern), silent, weights.mentioned_from)
    of_praise, has_praise = _side(weights.praise, (praise, concern, best_praise), silent, weights.mentioned_from)
    if silent:
        name = "none"  # whatever its sentences say, none of them is about the topic
    elif has_concern or has_praise:
        name = "mixed" if has_concern and has_praise else "concern" if has_concern else "praise"
    else:
        name = "mentioned"
    return Verdict(name, of_concern, of_praise, mention)


def _side(line: Line, evidence: tuple[float, float, float], silent: bool, mentioned_from: float) -> tuple[float, bool]:
    """The probability of one side by its own evidence, the other's and its best sentence, and whether it is listed for it.

    Without a word on the topic, or without a sentence of that side to quote, it is not, and is less probable than the list's end.
    """
    found = line.probability(*evidence)
    if silent or evidence[-1] < QUOTABLE * mentioned_from:
        return found * line.listed_from, False
    return found, found >= line.listed_from


def best(values: Floats, rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The `count` rows with the highest values, best first; equal ones in their order."""
    own = values[rows]
    if count < len(rows):  # sorting the best alone takes a tenth of the time of sorting all
        kept = own >= np.partition(own, -count)[-count]
        rows, own = rows[kept], own[kept]
    return np.asarray(rows[np.argsort(-own, kind="stable")[:count]], dtype=np.int64)
