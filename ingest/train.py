"""Trains the classifier of stance: `python -m ingest.train --data DIR`, where DIR is laid out as INSPECTION_DATA.

Learns from judged quotations (DIR/eval/verdicts.jsonl): each is looked up in its report, and the sentences that
carry it take its polarity. Words that belong to a body's name are no features.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.bodies import Bodies, load
from corpus.records import Passage, Report
from index.encoder import DEFAULT_MODEL, Encoder, encoder
from ingest.embed import embed
from ingest.parse import PROFILES, parse_file
from ingest.split import passages
from ingest.stance import WEIGHTS, Classifier, Floats, plain, tfidf

# Chosen by cross-validation over reports on the judged quotations; the figures move little between 1 and 10.
WORD_C, VECTOR_C = 3.0, 3.0
LEAST_SENTENCES = 3  # an n-gram must be in as many sentences to be a feature


def fold(text: str) -> str:
    """Letters and digits alone, lower case: for finding a quotation whatever its spaces and hyphens."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def labelled(own: Sequence[Passage], quotes: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Sentences (numbered through the report's passages) that carry a quotation, with its polarity."""
    sentences = [fold(s.text) for passage in own for s in passage.sentences]
    found: dict[int, str] = {}
    for quote in quotes:
        words = fold(quote["text"])
        hits = [i for i, sentence in enumerate(sentences) if words and words in sentence]
        if not hits:  # a quotation of several sentences: those that lie inside it
            hits = [i for i, sentence in enumerate(sentences) if len(sentence) > 30 and sentence in words]
        found.update((i, str(quote["polarity"])) for i in hits)
    return found


def fit(texts: Sequence[str], vectors: Floats, concern: NDArray[np.bool_], bodies: Bodies, model: str) -> Classifier:
    """The classifier that these sentences teach."""
    from sklearn.linear_model import LogisticRegression

    read = [plain(text) for text in texts]
    vocabulary = _vocabulary(read, names_of(bodies))
    vectorizer = tfidf(vocabulary=vocabulary)
    matrix = vectorizer.fit_transform(read)
    by_words = LogisticRegression(C=WORD_C, max_iter=2000, class_weight="balanced").fit(matrix, concern)
    by_vector = LogisticRegression(C=VECTOR_C, max_iter=2000, class_weight="balanced").fit(vectors, concern)
    return Classifier(
        vocabulary=tuple(vocabulary),
        idf=np.asarray(vectorizer.idf_, dtype=np.float32),
        word_weights=np.asarray(by_words.coef_[0], dtype=np.float32),
        word_bias=float(by_words.intercept_[0]),
        vector_weights=np.asarray(by_vector.coef_[0], dtype=np.float32),
        vector_bias=float(by_vector.intercept_[0]),
        model=model,
    )


def _vocabulary(texts: Sequence[str], names: frozenset[str]) -> list[str]:
    """N-grams of enough sentences, none with a word of a body's name."""
    analyse = tfidf().build_analyzer()
    counts = Counter(gram for text in texts for gram in set(analyse(text)))
    kept = (gram for gram, n in counts.items() if n >= LEAST_SENTENCES and names.isdisjoint(gram.split()))
    return sorted(kept)


def names_of(bodies: Bodies) -> frozenset[str]:
    """Every word of a body's name, lower case, but for those too short to tell one."""
    words = (word for body in bodies.bodies for word in re.findall(r"[a-z]+", body.name.lower()))
    common = {"and", "of", "the", "police", "constabulary", "service", "with", "upon", "city", "county", "council"}
    return frozenset(word for word in words if len(word) > 2 and word not in common)


def judged_reports(data: Path) -> list[dict[str, Any]]:
    """The rows of eval/verdicts.jsonl."""
    with (data / "eval" / "verdicts.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def examples(
    data: Path, model: Encoder, bodies: Bodies
) -> tuple[list[str], Floats, NDArray[np.bool_]]:
    """Every judged sentence of concern or praise, its vector, and which of the two it is."""
    split: list[tuple[Report, tuple[Passage, ...], dict[int, str]]] = []
    for row in judged_reports(data):
        report = parse_file(data / "reports" / row["file"], bodies, row["file"])
        own = tuple(passages(report, PROFILES[report.family], model.count))
        quotes = [quote for label in row["labels"].values() for quote in label["quotes"]]
        split.append((report, own, labelled(own, quotes)))
        print(f"{row['file']}: {len(split[-1][2])} sentences", file=sys.stderr)
    embedded = embed([p for _, own, _ in split for p in own], model)
    texts, rows, concern, offset = [], [], [], 0
    for _, own, labels in split:
        sentences = [s.text for passage in own for s in passage.sentences]
        for i, polarity in sorted(labels.items()):
            if polarity in ("concern", "praise"):
                texts.append(sentences[i])
                rows.append(offset + i)
                concern.append(polarity == "concern")
        offset += len(sentences)
    return texts, embedded.sentences[rows], np.array(concern)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on all judged quotations and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m ingest.train", description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("INSPECTION_DATA"), help="folder of judged data")
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="where to write the weights")
    options = parser.parse_args(arguments)
    if options.data is None:
        parser.error("name the folder of judged data with --data or INSPECTION_DATA")
    bodies = load()
    texts, vectors, concern = examples(options.data, encoder(), bodies)
    classifier = fit(texts, vectors, concern, bodies, DEFAULT_MODEL)
    classifier.save(options.to)
    print(f"{len(texts)} sentences ({int(concern.sum())} concerns), {len(classifier.vocabulary)} word features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
