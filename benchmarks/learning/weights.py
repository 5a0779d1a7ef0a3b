"""Judged reports in; the classifier of stance and the weights of relevance, verdicts and lists out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.learning import stance
from benchmarks.learning.judged import SIDES, Bools, Floats, Judged, Topic
from benchmarks.learning.runs import FOLDS, folds
from corpus.bodies import load
from index.encoder import DEFAULT_MODEL
from index.search import verdicts as rank
from index.search.relevance import probability, to_scale
from index.search.retrieve import WORDS, again, first_of
from index.search.verdicts import QUOTABLE
from index.search.weights import Line, Silence, Weights
from index.storage.vectors import Rows
from ingest.sentences.position import FEATURES
from ingest.sentences.stance import Classifier

# Of the reports that are silent on a topic, those to be found so by that alone. At 0.92 the lists lose 0.01 to 0.03 of F1 in
# every family, below 0.75 they gain nothing more.
SILENT = 0.75
Stances = tuple[Floats, Floats]


@dataclass(frozen=True)
class Part:
    """Some reports and topics of a set, with what adapters that have not seen its reports read of their sentences' sides."""

    data: Judged
    reports: Bools
    topics: tuple[Topic, ...]
    sides: Floats

    @property
    def fold(self) -> np.ndarray:
        """The fold of each report."""
        return folds(len(self.data.files))


def stances(part: Part, model: Classifier, columns: Floats | None = None) -> Stances:
    """P(concern) and P(praise) of every sentence by a classifier; 0 for standing text."""
    found = model.columns(part.data.placed, part.sides) if columns is None else columns
    concern, praise = model.by_columns(part.data.placed, found, part.sides)
    return concern * ~part.data.standing, praise * ~part.data.standing


def fit_stance(parts: Sequence[Part], written: Sequence[tuple[str, int, str]]) -> tuple[Classifier, list[Stances]]:
    """A classifier that has seen the quotations of these reports only; and stances of them as of unseen ones.

    Each fold of the reports is read by a classifier that saw the others, which teaches how far to trust one.
    """
    columns = [np.zeros((len(part.data.report), len(FEATURES)), dtype=np.float32) for part in parts]
    for own in range(FOLDS):
        seen = [replace(part, reports=part.reports & (part.fold != own)) for part in parts]
        model = _fit_words(seen, written)
        for part, found in zip(parts, columns, strict=True):
            held = (part.reports & (part.fold == own))[part.data.report]
            found[held] = model.columns(part.data.placed, part.sides)[held]
    quoted = [part.data.rows(part.reports) for part in parts]
    rows = np.concatenate([found[rows] for found, (rows, _) in zip(columns, quoted, strict=True)])
    model = stance.weigh(_fit_words(parts, written), rows, np.concatenate([concern for _, concern in quoted]))
    return model, [stances(part, model, found) for part, found in zip(parts, columns, strict=True)]


def _fit_words(parts: Sequence[Part], written: Sequence[tuple[str, int, str]]) -> Classifier:
    texts = [text for text, side, _ in written if side < len(SIDES)]
    concern = [side == SIDES.index("concern") for _, side, _ in written if side < len(SIDES)]
    for part in parts:
        rows, of_rows = part.data.rows(part.reports)
        texts += [part.data.placed[i].text for i in rows]
        concern += of_rows.tolist()
    return stance.fit(texts, np.array(concern), load())


def fit_weights(parts: Sequence[Part], known: Sequence[Stances]) -> Weights:
    """Weights from these reports and topics; `known` must be stances of reports as of unseen ones."""
    first, own = fit_relevance(parts)
    found = {
        side: [_found(part, side, first, own, of) for part, of in zip(parts, known, strict=True)] for side in SIDES
    }

    def column(name: str, side: str) -> Floats:
        return np.concatenate(
            [getattr(each, name)[part.reports] for part, sums in zip(parts, found[side], strict=True) for each in sums]
        )

    absent = np.concatenate([_judged(part, part.data.verdicts == "absent") for part in parts])
    both = [np.stack([column("mention", side), column("words", side)], axis=1) for side in SIDES]
    silence = fit_silence(np.concatenate(both), np.tile(absent, 2))
    mention = fit_mention(np.concatenate([b[:, 0] for b in both]), np.tile(absent, 2))
    lines = {}
    for side, other, said in zip(SIDES, SIDES[::-1], both, strict=True):
        heard = np.array([silence.probability(*row) < silence.silent_from for row in said])
        heard &= column(f"best_{side}", side) >= QUOTABLE * mention  # else there is nothing to quote
        evidence = np.stack([column(side, side), column(other, side), column(f"best_{side}", side)], axis=1)
        has = np.concatenate([_judged(part, part.data.has(side)) for part in parts])
        lines[side] = fit_line(evidence, has, heard)
    return Weights(first, own, lines["concern"], lines["praise"], silence, mention, DEFAULT_MODEL)


def _judged(part: Part, values: Bools) -> Bools:
    """Values by report and topic, for the part's own, as one column, topic by topic."""
    columns = [i for i, t in enumerate(part.data.topics) if t in part.topics]
    return np.asarray(values[part.reports][:, columns].T.ravel())


def _found(part: Part, side: str, first: Sequence[float], own: Sequence[float], of: Stances) -> list[rank.Sums]:
    return [sums(part.data, (topic.id, side), first, own, of) for topic in part.topics]


def fit_relevance(parts: Sequence[Part]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Weights of relevance at first sight, and with feedback, from the quotations of these reports on these topics."""
    first = _fit(parts, [part.data.features for part in parts])
    wider = [
        {(t.id, side): widened(part.data, (t.id, side), first) for t in part.topics for side in SIDES} for part in parts
    ]
    return first, _fit(parts, wider)


def widened(judged: Judged, asked: tuple[str, str], first: Sequence[float]) -> Floats:
    """Features of a topic's question with those of feedback beside them."""
    features = tuple(judged.features[asked].T)
    sentences = Rows(judged.vectors)
    best = first_of(probability(features, first) * ~judged.standing, sentences, lambda row: ("", "", row))
    return np.stack(again(features, best.mean(judged.queries[asked]), sentences), axis=1)


def _fit(parts: Sequence[Part], features: Sequence[Mapping[tuple[str, str], Floats]]) -> tuple[float, ...]:
    from sklearn.linear_model import LogisticRegression

    x, y = [], []
    for part, own in zip(parts, features, strict=True):
        rows = part.reports[part.data.report] & ~part.data.standing
        for topic in part.topics:
            for side in SIDES:
                x.append(own[topic.id, side][rows])
                y.append(part.data.about[topic.id][rows])
    columns = np.concatenate(x)
    middle, scale = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=500).fit((columns - middle) / scale, np.concatenate(y))
    found = model.coef_[0] / scale
    return (*map(float, found), float(model.intercept_[0] - (found * middle).sum()))


def sums(
    judged: Judged, asked: tuple[str, str], first: Sequence[float], weights: Sequence[float], known: Stances
) -> rank.Sums:
    """What each report says in all to a topic's question (its id and its side)."""
    about = probability(tuple(widened(judged, asked, first).T), weights) * ~judged.standing
    relevance = to_scale(about, float(about.max(initial=0)))
    words = judged.features[asked][:, WORDS] * ~judged.standing
    return rank.sums(relevance, words, *known, judged.report, len(judged.files))


def fit_line(columns: Floats, has: Bools, heard: Bools) -> Line:
    """Evidence (own, other, best; shape (n, 3)) to probability, and the probability from which the list has the best F1.

    `heard` tells the reports that are not taken for silent: no other is listed.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=100.0, max_iter=1000).fit(columns, has)
    a, b, c = map(float, model.coef_[0])
    line = Line(a, b, c, float(model.intercept_[0]), 0.5)
    p = np.array([line.probability(*row) for row in columns])
    best = max(np.linspace(0.2, 0.8, 61), key=lambda s: f1((p >= s) & heard, has))
    return replace(line, listed_from=round(float(best), 3))


def fit_silence(columns: Floats, absent: Bools) -> Silence:
    """Mention and words (shape (n, 2)) to the probability of silence, at a line that finds nine of ten silent reports."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, max_iter=1000, class_weight="balanced").fit(columns, absent)
    a, b = map(float, model.coef_[0])
    silence = Silence(a, b, float(model.intercept_[0]), 0.5)
    p = np.array([silence.probability(*row) for row in columns[absent]])
    return replace(silence, silent_from=float(np.quantile(p, 1 - SILENT)))


def fit_mention(mention: Floats, absent: Bools) -> float:
    """The relevance of a report's best sentence that best tells a mention from silence (Youden's index)."""
    steps = np.quantile(mention, np.linspace(0.01, 0.99, 99))
    return float(max(steps, key=lambda s: (mention[~absent] >= s).mean() - (mention[absent] >= s).mean()))


def f1(listed: Bools, has: Bools) -> float:
    """Harmonic mean of the precision and the recall of a list."""
    hits = int((listed & has).sum())
    return 2 * hits / max(int(listed.sum() + has.sum()), 1)
