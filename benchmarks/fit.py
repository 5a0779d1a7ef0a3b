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
from index.encoder import DEFAULT_MODEL
from index.search.verdicts import QUOTABLE
from index.search.weights import Weights

FOLDS = 5


def folds(count: int, seed: int = 0) -> np.ndarray:
    """The fold of each of `count` things, the same on every run."""
    return np.random.RandomState(seed).permutation(count) % FOLDS


def fit_weights(data: Judged, reports: Bools, topics: Sequence[Topic], stances: tuple[Floats, Floats]) -> Weights:
    """Weights from these reports and topics; `stances` must be unseen ones."""
    first, own = judged.fit_relevance(data, reports, topics)
    columns = [i for i, t in enumerate(data.topics) if t in topics]
    found = {(t.id, s): judged.sums(data, (t.id, s), first, own, stances) for s in judged.SIDES for t in topics}

    def column(name: str, side: str) -> Floats:
        return np.concatenate([getattr(found[t.id, side], name)[reports] for t in topics])

    absent = (data.verdicts[reports][:, columns] == "absent").T.ravel()
    both = [np.stack([column("mention", side), column("words", side)], axis=1) for side in judged.SIDES]
    silence = judged.fit_silence(np.concatenate(both), np.tile(absent, 2))
    mention = judged.fit_mention(np.concatenate([b[:, 0] for b in both]), np.tile(absent, 2))
    lines = {}
    for side, other, said in zip(judged.SIDES, judged.SIDES[::-1], both, strict=True):
        heard = np.array([silence.probability(*row) < silence.silent_from for row in said])
        heard &= column(f"best_{side}", side) >= QUOTABLE * mention  # else there is nothing to quote
        evidence = np.stack([column(side, side), column(other, side), column(f"best_{side}", side)], axis=1)
        lines[side] = judged.fit_line(evidence, data.has(side)[reports][:, columns].T.ravel(), heard)
    return Weights(first, own, lines["concern"], lines["praise"], silence, mention, DEFAULT_MODEL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on all judged data and write what was learned."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    options = parser.parse_args(arguments)
    data = judged.read(judged.data_folder(options.data))
    everything = np.ones(len(data.files), dtype=bool)
    classifier, stances = data.fit_stance(everything, folds(len(data.files)))
    weights = fit_weights(data, everything, data.topics, stances)
    classifier.save()
    weights.save()
    print(weights)
    print(f"{len(data.quoted)} judged sentences; {len(classifier.vocabulary)} word features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
