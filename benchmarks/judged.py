"""Judged reports and questions, with everything that learning and measuring need of them, as arrays.

Reads DIR/eval/topics.tsv and DIR/eval/verdicts.jsonl (DIR as INSPECTION_DATA), builds an index of the judged reports
alone under .bench, and lines the judgements up with its sentences.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import stance_training
from corpus.bodies import Bodies, load
from corpus.families.profile import WHOLE
from corpus.lexicon import Entry
from corpus.paths import PROJECT
from index.contents.lookup import acronyms
from index.encoder import DEFAULT_MODEL, encoder
from index.errors import IndexUnusable
from index.question.understand import understand
from index.results import wanted
from index.search import verdicts as rank
from index.search.relevance import probability, second_look
from index.search.retrieve import WORDS, Retriever
from index.search.weights import Line, Silence
from index.storage import columns as table
from index.storage.database import FILE, Store
from index.storage.generations import newest
from index.storage.vectors import Index
from index.storage.words import Words
from ingest.build import pipeline
from ingest.sentences.position import FEATURES, Placed, height, introduces
from ingest.sentences.stance import Classifier

BENCH = PROJECT / ".bench"
SIDES = ("concern", "praise")
SILENT = 0.92  # of the reports that are silent on a topic, those to be found so; a little above what is asked of it
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Asked = dict[tuple[str, str], Floats]


@dataclass(frozen=True)
class Topic:
    """A judged topic: the question about concerns and the one about praise, as typed."""

    id: str
    questions: dict[str, str]


@dataclass(frozen=True)
class Judged:
    """Judged reports as an index has them.

    `verdicts` is (reports, topics) of words; `about[topic]` marks the sentences that judges quoted on a topic;
    `quoted` gives the polarity of every quoted sentence; `features[topic, side]` are those of `Retriever.features`.
    """

    files: tuple[str, ...]
    topics: tuple[Topic, ...]
    verdicts: NDArray[np.str_]
    placed: tuple[Placed, ...]
    vectors: Floats
    table: table.Table
    about: dict[str, Bools]
    quoted: dict[int, str]
    features: dict[tuple[str, str], Floats]
    queries: dict[tuple[str, str], Floats]
    nearest: dict[tuple[str, str], Floats]
    words: dict[tuple[str, str], Floats]
    bodies: Bodies

    def stances(self, model: Classifier, columns: Floats | None = None) -> tuple[Floats, Floats]:
        """P(concern) and P(praise) of every sentence by a classifier; 0 for standing text."""
        found = model.columns(self.placed, self.vectors) if columns is None else columns
        concern, praise = model.by_columns(self.placed, found)
        return concern * ~self.table.standing, praise * ~self.table.standing

    def fit_stance(self, reports: Bools, fold: NDArray[np.int64]) -> tuple[Classifier, tuple[Floats, Floats]]:
        """A classifier that has seen the quotations of these reports only; and stances of them as of unseen ones.

        Each fold of the reports is read by a classifier that saw the others, which teaches how far to trust one.
        """
        columns = np.zeros((self.table.sentences, len(FEATURES)), dtype=np.float32)
        for own in np.unique(fold[reports]):
            held = (reports & (fold == own))[self.table.report]
            seen = self._fit_words(reports & (fold != own))
            columns[held] = seen.columns(self.placed, self.vectors)[held]
        rows, concern = self._quoted(reports)
        model = stance_training.weigh(self._fit_words(reports), columns[rows], concern)
        return model, self.stances(model, columns)

    def _fit_words(self, reports: Bools) -> Classifier:
        rows, concern = self._quoted(reports)
        return stance_training.fit(
            [self.placed[i].text for i in rows], self.vectors[rows], concern, self.bodies, DEFAULT_MODEL
        )

    def _quoted(self, reports: Bools) -> tuple[list[int], Bools]:
        rows = [i for i, p in self.quoted.items() if p in SIDES and reports[self.table.report[i]]]
        return rows, np.array([self.quoted[i] == "concern" for i in rows])

    def has(self, side: str) -> Bools:
        """Which report has which topic's concern (or praise), shape (reports, topics)."""
        return np.isin(self.verdicts, wanted(side))


def data_folder(given: Path | None) -> Path:
    """The folder of judged data. SystemExit with what to do where there is none."""
    folder = given or (Path(os.environ["INSPECTION_DATA"]) if "INSPECTION_DATA" in os.environ else None)
    if folder is None or not (folder / "eval" / "verdicts.jsonl").is_file():
        sys.exit("Judged data are not at hand; name their folder with --data or INSPECTION_DATA.")
    return folder


def read(data: Path) -> Judged:
    """Everything at once; builds the index of the judged reports when it is not there as this code would build it."""
    with (data / "eval" / "verdicts.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    folder = _index(data, [row["file"] for row in rows])
    store = Store(folder / FILE)
    columns = table.load(store)
    order = {report.file: report.id for report in columns.reports}
    rows.sort(key=lambda row: order[row["file"]])
    topics = _topics(data)
    placed = tuple(_placed(store))
    texts = [sentence.text for sentence in placed]
    about, quoted = _judgements(rows, columns, texts, topics)
    index, words = Index(folder / "sentences.faiss"), Words(folder / "lexical", columns.sentences)
    mined = acronyms(store)
    features, queries, nearest, by_words = _features(
        topics, mined, columns, Index(folder / "passages.faiss"), index, words
    )
    return Judged(
        files=tuple(row["file"] for row in rows),
        topics=topics,
        verdicts=np.array([[row["labels"][t.id]["verdict"] for t in topics] for row in rows]),
        placed=placed,
        vectors=index.matrix.copy(),  # outlives the index whose memory it is a view of
        table=columns,
        about=about,
        quoted=quoted,
        features=features,
        queries=queries,
        nearest=nearest,
        words=by_words,
        bodies=load(),
    )


def _index(data: Path, files: Sequence[str]) -> Path:
    root = BENCH / "judged"
    try:
        generation = newest(root)
        if generation.manifest["pipeline"] == pipeline.pipeline_version() and generation.model == DEFAULT_MODEL:
            return generation.folder
    except IndexUnusable:
        pass
    print("Building an index of the judged reports …", file=sys.stderr)
    pipeline.build([data / "reports" / file for file in files], root, encoder(), data / "reports")
    return newest(root).folder


def _placed(store: Store) -> Iterator[Placed]:
    """The sentences of a generation as its build placed them."""
    grades = {
        (row["report"], row["area"]): height(row["family"], row["edition"], row["grade"])
        for row in store.rows("select g.*, r.family, r.edition from grade g join report r on r.id = g.report")
    }
    for row in store.rows(
        "select s.text, s.passage, s.is_title, p.context, p.report, f.kind, f.title, f.area from sentence s "
        "join passage p on p.id = s.passage join finding f on f.id = p.finding order by s.id"
    ):
        title, report = row["title"], row["report"]
        yield Placed(
            text=row["text"],
            passage=row["passage"],
            kind=row["kind"],
            is_title=bool(row["is_title"]),
            in_list=title is None,
            lead_in=introduces(row["context"], title),
            heading=None if row["is_title"] else title,
            grade=grades.get((report, row["area"]), grades.get((report, WHOLE), 0.0)),
        )


def _topics(data: Path) -> tuple[Topic, ...]:
    with (data / "eval" / "topics.tsv").open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    return tuple(Topic(row[0], {"concern": row[1], "praise": row[2]}) for row in rows)


def _judgements(
    rows: Sequence[Any], columns: table.Table, texts: Sequence[str], topics: Sequence[Topic]
) -> tuple[dict[str, Bools], dict[int, str]]:
    about = {topic.id: np.zeros(len(texts), dtype=bool) for topic in topics}
    quoted: dict[int, str] = {}
    for report, row in enumerate(rows):
        own = np.flatnonzero(columns.report == report).tolist()
        first, sentences = own[0], [texts[i] for i in own]
        for topic in topics:
            found = stance_training.labelled(sentences, row["labels"][topic.id]["quotes"])
            about[topic.id][[first + i for i in found]] = True
            quoted.update({first + i: polarity for i, polarity in found.items()})
    return about, quoted


def _features(
    topics: Sequence[Topic],
    mined: Sequence[Entry],
    columns: table.Table,
    passages: Index,
    sentences: Index,
    words: Words,
) -> tuple[Asked, Asked, Asked, Asked]:
    """Features and vectors of the questions as typed, and the scores of two baselines: nearest passage and BM25."""
    model = encoder()
    retriever = Retriever(columns, passages, sentences, words, model.name)
    features, vectors, nearest, by_words = {}, {}, {}, {}
    for topic in topics:
        for side, question in topic.questions.items():
            query = understand(question, (), mined=mined)
            vectors[topic.id, side] = model.queries(query.variants)
            features[topic.id, side] = retriever.features(query, vectors[topic.id, side])
            own = passages.scores(model.queries([question]))[:, 0]
            nearest[topic.id, side] = _per_report(own, columns.passage_report, len(columns.reports))
            scores = words.scores([term.word for term in query.terms])
            by_words[topic.id, side] = _per_report(scores, columns.report, len(columns.reports))
    return features, vectors, nearest, by_words


def _per_report(scores: Floats, report: Any, reports: int) -> Floats:
    best = np.full(reports, -1.0, dtype=np.float32)
    np.maximum.at(best, report, scores)
    return best


# Learning ------------------------------------------------------------------------------------------------------------


def fit_relevance(
    judged: Judged, reports: Bools, topics: Sequence[Topic]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Weights of relevance at first sight, and with feedback, from the quotations of these reports on these topics."""
    first = _fit(judged, judged.features, reports, topics)
    wider = {(t.id, side): widened(judged, (t.id, side), first) for t in topics for side in SIDES}
    return first, _fit(judged, wider, reports, topics)


def widened(judged: Judged, asked: tuple[str, str], first: Sequence[float]) -> Floats:
    """Features of a topic's question with those of feedback beside them."""
    return second_look(judged.features[asked], judged.table.standing, judged.vectors, judged.queries[asked], first)


def _fit(
    judged: Judged, features: Mapping[tuple[str, str], Floats], reports: Bools, topics: Sequence[Topic]
) -> tuple[float, ...]:
    from sklearn.linear_model import LogisticRegression

    rows = reports[judged.table.report] & ~judged.table.standing
    pairs = [(t, side) for t in topics for side in SIDES]
    x = np.concatenate([features[t.id, side][rows] for t, side in pairs])
    y = np.concatenate([judged.about[t.id][rows] for t, _ in pairs])
    middle, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=500).fit((x - middle) / scale, y)
    own = model.coef_[0] / scale
    return (*map(float, own), float(model.intercept_[0] - (own * middle).sum()))


def sums(
    judged: Judged,
    asked: tuple[str, str],
    first: Sequence[float],
    weights: Sequence[float],
    stances: tuple[Floats, Floats],
) -> rank.Sums:
    """What each report says in all to a topic's question (its id and its side)."""
    t = judged.table
    relevance = probability(widened(judged, asked, first), weights) * ~t.standing
    return rank.sums(relevance, judged.features[asked][:, WORDS] * ~t.standing, *stances, t.report, len(t.reports))


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
