"""How fast it builds and answers, as ratios in one run: `python -m benchmarks.speed --data DIR` (or `make bench`).

A build: wall time over that of one plain `encode` of the passages it stored (batch 32; imports and loading left out
of both). A question, warm, over all reports at hand: its time over that of encoding the question alone.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.judged import BENCH, data_folder
from index.encoder import BATCH, ModelEncoder
from index.errors import IndexUnusable
from index.generation import newest
from index.search import Searcher
from index.store import FILE, Store
from ingest import pipeline

WARM_UP, ROUNDS = 1, 5


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def build_ratio(data: Path, model: ModelEncoder) -> tuple[float, float, int]:
    """Seconds of a build of the judged reports, of encoding its passages plainly, and how many passages there are."""
    with (data / "eval" / "verdicts.jsonl").open(encoding="utf-8") as file:
        files = [data / "reports" / json.loads(line)["file"] for line in file]
    with tempfile.TemporaryDirectory() as folder:
        building = timed(lambda: pipeline.build(files, Path(folder), model, data / "reports"))
        store = Store(newest(Path(folder)).folder / FILE)
        texts = [row["text"] for row in store.rows("select text from passage order by id")]
    encoding = timed(lambda: model.load().encode(texts, batch_size=BATCH, show_progress_bar=False))
    return building, encoding, len(texts)


def question_ratios(data: Path, model: ModelEncoder) -> tuple[list[float], int]:
    """Time of each question over that of encoding it, several rounds over the judged questions, and the reports asked."""
    root = BENCH / "all"
    try:
        stale = newest(root).manifest["pipeline"] != pipeline.pipeline_version()
    except IndexUnusable:
        stale = True
    if stale:
        print("Building an index of all reports …", file=sys.stderr)
        pipeline.build([data / "reports"], root, model)
    searcher = Searcher.open(root, model)
    with (data / "eval" / "topics.tsv").open(encoding="utf-8") as file:
        questions = [q for line in file for q in line.rstrip("\n").split("\t")[1:3]]
    ratios = []
    for number in range(WARM_UP + ROUNDS):
        for question in questions:
            alone = timed(lambda q=question: model.queries([q]))  # type: ignore[misc]
            asked = timed(lambda q=question: searcher.ask(q))  # type: ignore[misc]
            if number >= WARM_UP:
                ratios.append(asked / alone)
    return ratios, len(searcher.info().reports)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    data = data_folder(options.data)
    model = ModelEncoder()
    model.queries(["warm up"])
    ratios, reports = question_ratios(data, model)
    p50, p95 = np.percentile(ratios, [50, 95])
    print(f"question over {reports} reports / encoding it: p50 {p50:.1f}, p95 {p95:.1f}")
    building, encoding, passages = build_ratio(data, model)
    print(f"build / plain encode of its {passages} passages: {building / encoding:.2f} ({building:.0f} s / {encoding:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
