"""Learns everything that is learned, from judged data: `python -m benchmarks.fit --data DIR`.

Writes the classifier of stance (ingest/stance.npz) and the weights of relevance, verdicts and the list
(index/weights.json). Verdicts are fitted on stances of reports that the classifier has not seen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import judged
from benchmarks.judged import Bools, Floats, Judged, Topic
from index import fuse
from index.encoder import DEFAULT_MODEL

FOLDS = 5


def folds(count: int, seed: int = 0) -> np.ndarray:
    """The fold of each of `count` things, the same on every run."""
    return np.random.RandomState(seed).permutation(count) % FOLDS


def unseen_stances(data: Judged, reports: Bools, fold: np.ndarray) -> tuple[Floats, Floats]:
    """Stances of the sentences of `reports`, each by a classifier that saw the other folds of them only."""
    concern, praise = np.zeros(data.table.sentences, np.float32), np.zeros(data.table.sentences, np.float32)
    for own in range(FOLDS):
        held = reports & (fold == own)
        if held.any():
            here = held[data.table.report]
            c, p = data.stances(data.fit_stance(reports & (fold != own)))
            concern[here], praise[here] = c[here], p[here]
    return concern, praise


def fit_weights(data: Judged, reports: Bools, topics: Sequence[Topic], stances: tuple[Floats, Floats]) -> fuse.Weights:
    """Weights from these reports and topics; `stances` must be unseen ones."""
    own = judged.fit_relevance(data, reports, topics)
    columns = [i for i, t in enumerate(data.topics) if t in topics]
    evidence: dict[str, list[Floats]] = {"concern": [], "praise": []}
    mentions = []
    for side in judged.SIDES:
        for topic in topics:
            relevance = fuse.relevance(data.features[topic.id, side], own)
            evidence[side].append(judged.sums(data, relevance, stances)[reports])
            best = np.zeros(len(data.files), dtype=np.float32)
            np.maximum.at(best, data.table.report, relevance * ~data.table.standing)
            mentions.append(best[reports])
    lines = {}
    for k, side in enumerate(judged.SIDES):
        x = np.concatenate(evidence[side])
        lines[side] = judged.fit_line(x[:, k], x[:, 1 - k], data.has(side)[reports][:, columns].T.ravel())
    absent = np.tile((data.verdicts[reports][:, columns] == "absent").T.ravel(), 2)
    mention = judged.fit_mention(np.concatenate(mentions), absent)
    return fuse.Weights(own, lines["concern"], lines["praise"], mention, DEFAULT_MODEL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on all judged data and write what was learned."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    options = parser.parse_args(arguments)
    data = judged.read(judged.data_folder(options.data))
    everything = np.ones(len(data.files), dtype=bool)
    stances = unseen_stances(data, everything, folds(len(data.files)))
    weights = fit_weights(data, everything, data.topics, stances)
    classifier = data.fit_stance(everything)
    classifier.save()
    weights.save()
    print(weights)
    print(f"{len(data.quoted)} judged sentences; {len(classifier.vocabulary)} word features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
