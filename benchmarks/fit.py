"""Learns everything that is learned, from judged data: `python -m benchmarks.fit --data DIR`.

Writes the adapter of the model (index/adapter.safetensors), the classifier of stance (ingest/sentences/stance.npz) and the
weights of relevance, verdicts and the list (index/search/weights.json). What weighs the adapter's reading is fitted on
reports that an adapter has not seen, so six more are learned on the way. Takes about an hour on two cores; what
was learned is kept under .bench, so that it can be ended and goes on where it stopped.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.data import data_folder
from benchmarks.learning import judged
from benchmarks.learning.judged import SETS, Judged
from benchmarks.learning.runs import Learning, unseen
from benchmarks.learning.weights import Part, fit_stance, fit_weights
from index import adapter


def parts(sets: Sequence[Judged], learning: Learning) -> list[Part]:
    """All reports and topics of these sets, their sides as read by adapters that have not seen them."""
    return [Part(own, np.ones(len(own.files), dtype=bool), own.topics, unseen(own, sets, learning)) for own in sets]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on all judged data and write what was learned."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    data = data_folder(parser.parse_args(arguments).data)
    learning = Learning(data)
    shutil.copyfile(learning.everything(), adapter.FILE)
    everything = parts([judged.read(data, own) for own in SETS], learning)
    classifier, known = fit_stance(everything, learning.sentences)
    weights = fit_weights(everything, known)
    classifier.save()
    weights.save()
    print(weights)
    print(f"{sum(len(p.data.quoted) for p in everything)} judged sentences; {len(classifier.vocabulary)} word features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
