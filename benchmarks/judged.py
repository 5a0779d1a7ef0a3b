"""Judged reports and questions, with everything that learning and measuring need of them, as arrays.

Reads DIR/eval/topics.tsv and DIR/eval/verdicts.jsonl (DIR as INSPECTION_DATA), builds an index of the judged reports
alone under .bench, and lines the judgements up with its sentences.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.bodies import Bodies, load
from index import fuse, rank, table
from index.encoder import DEFAULT_MODEL, encoder
from index.errors import IndexUnusable
from index.generation import newest
from index.lexical import Words
from index.query import understand
from index.retrieve import Retriever
from index.store import FILE, Store
from index.vectors import Index
from ingest import pipeline, train
from ingest.stance import Classifier, by_structure

BENCH = Path(__file__).parents[1] / ".bench"
SIDES = ("concern", "praise")
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


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
    texts: tuple[str, ...]
    lead_ins: tuple[str | None, ...]
    vectors: Floats
    table: table.Table
    titles: tuple[str | None, ...]
    about: dict[str, Bools]
    quoted: dict[int, str]
    features: dict[tuple[str, str], Floats]
    nearest: dict[tuple[str, str], Floats]
    words: dict[tuple[str, str], Floats]
    bodies: Bodies

    def stances(self, model: Classifier) -> tuple[Floats, Floats]:
        """P(concern) and P(praise) of every sentence by a classifier, with what structure decides on top."""
        raw = model.concern(self.texts, self.vectors)
        introducing = sorted({text for text in (*self.lead_ins, *self.titles) if text})
        introduced = dict(zip(introducing, map(float, model.concern(introducing, self.vectors[:0, :0])), strict=True))
        t = self.table
        both = np.zeros((2, t.sentences), dtype=np.float32)
        for i in np.flatnonzero(~t.standing):
            lead, title = self.lead_ins[i], self.titles[i]
            both[:, i] = by_structure(
                self.texts[i],
                float(raw[i]),
                t.kinds[t.kind[i]],
                is_title=bool(t.title[i] == i),
                in_list=title is None,
                lead_in=introduced[lead] if lead else None,
                heading=introduced[title] if title else None,
            )
        return both[0], both[1]

    def fit_stance(self, reports: Bools) -> Classifier:
        """A classifier that has seen the quotations of these reports only."""
        rows = [i for i, p in self.quoted.items() if p in SIDES and reports[self.table.report[i]]]
        concern = np.array([self.quoted[i] == "concern" for i in rows])
        return train.fit([self.texts[i] for i in rows], self.vectors[rows], concern, self.bodies, DEFAULT_MODEL)

    def has(self, side: str) -> Bools:
        """Which report has which topic's concern (or praise), shape (reports, topics)."""
        return np.isin(self.verdicts, (side, "mixed"))


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
    sentences = store.rows(
        "select s.text, p.context, f.title from sentence s join passage p on p.id = s.passage "
        "join finding f on f.id = p.finding order by s.id"
    )
    texts = tuple(row["text"] for row in sentences)
    about, quoted = _judgements(rows, columns, texts, topics)
    index, words = Index(folder / "sentences.faiss"), Words(folder / "lexical", columns.sentences)
    features, nearest, by_words = _features(topics, columns, Index(folder / "passages.faiss"), index, words)
    return Judged(
        files=tuple(row["file"] for row in rows),
        topics=topics,
        verdicts=np.array([[row["labels"][t.id]["verdict"] for t in topics] for row in rows]),
        texts=texts,
        lead_ins=tuple(row["context"] if row["context"] != (row["title"] or "") else None for row in sentences),
        vectors=index.matrix.copy(),  # outlives the index whose memory it is a view of
        table=columns,
        titles=tuple(row["title"] for row in sentences),
        about=about,
        quoted=quoted,
        features=features,
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
            found = train.labelled(sentences, row["labels"][topic.id]["quotes"])
            about[topic.id][[first + i for i in found]] = True
            quoted.update({first + i: polarity for i, polarity in found.items()})
    return about, quoted


def _features(
    topics: Sequence[Topic], columns: table.Table, passages: Index, sentences: Index, words: Words
) -> tuple[dict[tuple[str, str], Floats], dict[tuple[str, str], Floats], dict[tuple[str, str], Floats]]:
    """Features of the questions as typed, and the scores of two baselines: nearest passage and BM25."""
    model = encoder()
    retriever = Retriever(columns, passages, sentences, words)
    features, nearest, by_words = {}, {}, {}
    for topic in topics:
        for side, question in topic.questions.items():
            query = understand(question, ())
            features[topic.id, side] = retriever.features(query, model.queries(query.variants))
            own = passages.scores(model.queries([question]))[:, 0]
            nearest[topic.id, side] = _per_report(own, columns.passage_report, len(columns.reports))
            scores = words.scores([term.word for term in query.terms])
            by_words[topic.id, side] = _per_report(scores, columns.report, len(columns.reports))
    return features, nearest, by_words


def _per_report(scores: Floats, report: Any, reports: int) -> Floats:
    best = np.full(reports, -1.0, dtype=np.float32)
    np.maximum.at(best, report, scores)
    return best


# Learning ------------------------------------------------------------------------------------------------------------


def fit_relevance(judged: Judged, reports: Bools, topics: Sequence[Topic]) -> tuple[float, ...]:
    """Weights of `fuse.relevance` from the quotations of these reports on these topics."""
    from sklearn.linear_model import LogisticRegression

    rows = reports[judged.table.report] & ~judged.table.standing
    pairs = [(t, side) for t in topics for side in SIDES]
    x = np.concatenate([judged.features[t.id, side][rows] for t, side in pairs])
    y = np.concatenate([judged.about[t.id][rows] for t, _ in pairs])
    middle, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=500).fit((x - middle) / scale, y)
    own = model.coef_[0] / scale
    return (*map(float, own), float(model.intercept_[0] - (own * middle).sum()))


def sums(judged: Judged, relevance: Floats, stances: tuple[Floats, Floats]) -> Floats:
    """Evidence of each report for concern and for praise, shape (reports, 2)."""
    t = judged.table
    both = [rank.damped(rank.strength(relevance * ~t.standing, side), t.report, len(t.reports)) for side in stances]
    return np.stack(both, axis=1)


def fit_line(own: Floats, other: Floats, has: Bools) -> fuse.Line:
    """Evidence to probability, and the probability from which listing gives the best F1 on these judgements."""
    from sklearn.linear_model import LogisticRegression

    x = np.stack([own, other], axis=1)
    model = LogisticRegression(C=100.0, max_iter=500).fit(x, has)
    a, b = map(float, model.coef_[0])
    line = fuse.Line(a, b, float(model.intercept_[0]), 0.5)
    p = np.array([line.probability(*pair) for pair in x])
    steps = np.linspace(0.2, 0.8, 61)
    best = max(steps, key=lambda s: f1(p >= s, has))
    return fuse.Line(a, b, line.bias, round(float(best), 3))


def fit_mention(mention: Floats, absent: Bools) -> float:
    """The relevance of a report's best sentence that best tells a mention from silence (Youden's index)."""
    steps = np.quantile(mention, np.linspace(0.01, 0.99, 99))
    return float(max(steps, key=lambda s: (mention[~absent] >= s).mean() - (mention[absent] >= s).mean()))


def f1(listed: Bools, has: Bools) -> float:
    """Harmonic mean of the precision and the recall of a list."""
    hits = int((listed & has).sum())
    return 2 * hits / max(int(listed.sum() + has.sum()), 1)
