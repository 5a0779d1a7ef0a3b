"""Judged reports and questions, with everything that learning and measuring need of them, as arrays.

Builds an index of the judged reports of each set alone under .bench, and lines the judgements up with its sentences.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import BENCH, lines
from benchmarks.learning import examples
from benchmarks.learning.quotations import labelled
from corpus.records import Passage, Report
from index import adapter as adapters
from index.answers.verdict_words import wanted
from index.contents.lookup import acronyms
from index.encoder import DEFAULT_MODEL, ModelEncoder, encoder
from index.errors import IndexUnusable
from index.question.understand import understand
from index.search.retrieve import Retriever
from index.storage import columns as table
from index.storage.database import FILE, Store
from index.storage.generations import newest
from index.storage.vectors import Index
from index.storage.words import Words
from ingest.build import pipeline
from ingest.build.cache import Cache
from ingest.build.encode import embed
from ingest.sentences.position import Placed, placed

SIDES = ("concern", "praise")
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Asked = dict[tuple[str, str], Floats]
Rows = Iterator[tuple[str, dict[str, str], dict[str, list[dict[str, str]]]]]


@dataclass(frozen=True)
class Topic:
    """A judged topic: the question about concerns and the one about praise, as typed."""

    id: str
    questions: dict[str, str]


@dataclass(frozen=True)
class Set:
    """One set of judged data: where its reports, topics and judgements are in the data."""

    name: str
    reports: str
    topics: Callable[[Path], Path]
    rows: Callable[[Path], Rows]


@dataclass(frozen=True)
class Judged:
    """The judged reports of one set as an index has them; what is said of other bodies in them is left out.

    `verdicts` is (reports, topics) of words; `about[topic]` marks the sentences that judges quoted on a topic;
    `quoted` gives the polarity of every quoted sentence; `features[topic, side]` are those of `Retriever.features`.
    `report`, `standing` and `vectors` have a row a sentence.
    """

    name: str
    files: tuple[str, ...]
    topics: tuple[Topic, ...]
    verdicts: NDArray[np.str_]
    split: tuple[tuple[Report, tuple[Passage, ...]], ...]
    placed: tuple[Placed, ...]
    report: NDArray[np.int32]
    standing: Bools
    vectors: Floats
    about: dict[str, Bools]
    quoted: dict[int, str]
    features: Asked
    queries: Asked
    nearest: Asked
    words: Asked

    def has(self, side: str) -> Bools:
        """Which report has which topic's concern (or praise), shape (reports, topics)."""
        return np.isin(self.verdicts, wanted(side))

    def rows(self, reports: Bools) -> tuple[list[int], Bools]:
        """The sentences of these reports that judges quoted for one of the sides, and which of them are concerns."""
        found = [i for i, p in self.quoted.items() if p in SIDES and reports[self.report[i]]]
        return found, np.array([self.quoted[i] == "concern" for i in found], dtype=bool)

    def sides(self, adapter: Path, reports: Bools) -> Floats:
        """What an adapter reads of the side of each sentence of these reports, shape (sentences, 3); others have 0."""
        passages = [passage for (_, own), is_one in zip(self.split, reports, strict=True) if is_one for passage in own]
        found = np.zeros((len(self.report), len(adapters.SIDES)), dtype=np.float32)
        with Cache(BENCH / "sides") as cache:
            found[reports[self.report]] = embed(passages, ModelEncoder(adapted=adapter, exported=False), cache).sides
        return found


def _real(name: str) -> Callable[[Path], Rows]:
    def rows(data: Path) -> Rows:
        for row in lines(data / "eval" / name):
            labels = row["labels"]
            verdicts = {topic: label["verdict"] for topic, label in labels.items()}
            yield row["file"], verdicts, {topic: label["quotes"] for topic, label in labels.items()}

    return rows


def _invented(data: Path) -> Rows:
    for row in lines(data / "eval" / "peel" / "truth.jsonl"):
        said = row["verdicts"]
        quotes = {topic: list(map(examples.quotation, verdict["quotes"])) for topic, verdict in said.items()}
        yield row["file"], {topic: verdict["verdict"] for topic, verdict in said.items()}, quotes


SETS = (
    Set("ofsted", "reports", lambda data: data / "eval" / "topics.tsv", _real("verdicts.jsonl")),
    Set("jtai", "reports", lambda data: data / "eval" / "topics_jtai.tsv", _real("verdicts_jtai.jsonl")),
    Set("peel", "eval/peel", lambda data: Path(__file__).with_name("peel_topics.tsv"), _invented),
)


def read(data: Path, own: Set) -> Judged:
    """Everything of one set at once; builds the index of its reports when it is not there as this code would build it."""
    rows = list(own.rows(data))
    root = data / own.reports
    folder = _index(own.name, [root / file for file, _, _ in rows], root)
    store = Store(folder / FILE)
    columns = table.load(store, folder / table.FOLDER)
    order = {report.file: report.id for report in reversed(columns.reports)}
    rows.sort(key=lambda row: order[row[0]])
    topics = read_topics(own.topics(data))
    files = tuple(file for file, _, _ in rows)
    by_file = {report.file: (report, parts) for report, parts in _split([root / file for file in files], root)}
    split = tuple(by_file[file] for file in files)
    stands = tuple(placed(split))
    of = slice(0, len(stands))  # what follows are the sentences once more that speak of other bodies
    about, quoted = _judgements(rows, columns.report[of], [sentence.text for sentence in stands], topics)
    index = Index(folder / "sentences.faiss")
    asked = _asked(topics, store, columns, folder, len(stands), len(files))
    return Judged(
        name=own.name, files=files, topics=topics,
        verdicts=np.array([[verdicts[t.id] for t in topics] for _, verdicts, _ in rows]),
        split=split, placed=stands, report=columns.report[of], standing=columns.standing[of],
        vectors=index.matrix[of].copy(),  # outlives the index whose memory it is a view of
        about=about, quoted=quoted, features=asked[0], queries=asked[1], nearest=asked[2], words=asked[3],
    )  # fmt: skip


def _index(name: str, files: Sequence[Path], root: Path) -> Path:
    index = BENCH / f"judged-{name}"
    model = encoder()
    try:
        generation = newest(index)
        if generation.manifest["pipeline"] == pipeline.pipeline_version() and generation.model == DEFAULT_MODEL:
            return generation.folder
    except IndexUnusable:
        pass
    print(f"Building an index of the judged reports ({name}) …", file=sys.stderr)
    pipeline.build(files, index, model, root)
    return newest(index).folder


def _split(files: Sequence[Path], root: Path) -> list[tuple[Report, tuple[Passage, ...]]]:
    return examples.read(files, root, ModelEncoder(), BENCH / "passages")


def read_topics(path: Path) -> tuple[Topic, ...]:
    """The topics of a table: id, the question about concerns, the one about praise."""
    with path.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    return tuple(Topic(row[0], {"concern": row[1], "praise": row[2]}) for row in rows)


def _judgements(
    rows: Sequence[tuple[str, Any, Mapping[str, Any]]],
    report: NDArray[np.int32],
    texts: Sequence[str],
    topics: Sequence[Topic],
) -> tuple[dict[str, Bools], dict[int, str]]:
    about = {topic.id: np.zeros(len(texts), dtype=bool) for topic in topics}
    quoted: dict[int, str] = {}
    for number, (_, _, quotes) in enumerate(rows):
        own = np.flatnonzero(report == number).tolist()
        first, sentences = own[0], [texts[i] for i in own]
        for topic in topics:
            found = labelled(sentences, quotes[topic.id])
            about[topic.id][[first + i for i in found]] = True
            quoted.update({first + i: polarity for i, polarity in found.items()})
    return about, quoted


def _asked(
    topics: Sequence[Topic], store: Store, columns: table.Table, folder: Path, sentences: int, reports: int
) -> tuple[Asked, Asked, Asked, Asked]:
    """Features and vectors of the questions as typed, and the scores of two baselines: nearest passage and BM25."""
    model, mined = encoder(), acronyms(store)
    passages, words = Index(folder / "passages.faiss"), Words(folder / "lexical", columns.sentences)
    retriever = Retriever(columns, passages, Index(folder / "sentences.faiss"), words, model.name)
    features, vectors, nearest, by_words = {}, {}, {}, {}
    for topic in topics:
        for side, question in topic.questions.items():
            query = understand(question, (), known=words.has, mined=mined)
            vectors[topic.id, side] = model.queries(query.variants)
            found = retriever.features(query, vectors[topic.id, side], retriever.count(query))
            features[topic.id, side] = np.stack(found, axis=1)[:sentences]
            own = passages.scores(model.queries([question]))[:, 0]
            nearest[topic.id, side] = _per_report(own, columns.passage_report, reports)
            scores = words.scores([term.word for term in query.terms])
            by_words[topic.id, side] = _per_report(scores, columns.report, reports)
    return features, vectors, nearest, by_words


def _per_report(scores: Floats, report: Any, reports: int) -> Floats:
    best = np.full(int(report.max()) + 1, -1.0, dtype=np.float32)
    np.maximum.at(best, report, scores)
    return best[:reports]
