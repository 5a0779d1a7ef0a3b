"""How fast it builds and answers, as ratios in one run: `python -m benchmarks.speed --data DIR` (or `make bench`).

Reading: pages a second from PDF to parsed report, as a build reads them, beside plain text extraction by PDFium of the
same pages in one process. A build: wall time over that of one plain `encode` of the passages it stored (batch 32; imports and loading left out
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

from benchmarks.data import BENCH, data_folder
from corpus.bodies import load
from index.encoder import Encoder, ModelEncoder
from index.encoder.library import BATCH, library_model
from index.errors import IndexUnusable
from index.searcher import Searcher
from index.storage.database import FILE, Store
from index.storage.generations import newest
from ingest.build import pipeline

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
    plain = library_model(model.name)
    encoding = timed(lambda: plain.encode(texts, batch_size=BATCH, show_progress_bar=False))
    return building, encoding, len(texts)


def reading_rates(data: Path) -> tuple[float, float, int]:
    """Pages a second from PDF to parsed report, and of plain text extraction, over all readable PDFs; their pages."""
    import pypdfium2

    def plain() -> None:
        for path in files:
            with pypdfium2.PdfDocument(path) as document:
                for page in document:
                    page.get_textpage().get_text_bounded()

    root = data / "reports"
    everything = [path for path in pipeline.find([root]) if path.suffix.lower() == ".pdf"]
    register = load()
    reports, _ = pipeline.read_all(everything, root, register, lambda *_: None)  # warms the disk's cache too
    files = [root / report.file for report in reports]
    pages = sum(len(report.pages) for report in reports)
    parsing = timed(lambda: pipeline.read_all(files, root, register, lambda *_: None))
    return pages / parsing, pages / timed(plain), pages


def all_reports(data: Path, model: Encoder) -> Path:
    """An index of all reports at hand; built when it is not there as this code would build it."""
    root = BENCH / "all"
    try:
        stale = newest(root).manifest["pipeline"] != pipeline.pipeline_version()
    except IndexUnusable:
        stale = True
    if stale:
        print("Building an index of all reports …", file=sys.stderr)
        pipeline.build([data / "reports"], root, model)
    return root


def question_times(data: Path, model: ModelEncoder) -> tuple[np.ndarray, int]:
    """Seconds of each question, of encoding it, and of encoding it by sentence-transformers, shape (questions, 3), several
    rounds over the judged questions; and the reports asked."""
    plain = library_model(model.name)
    searcher = Searcher.open(all_reports(data, model), model)
    with (data / "eval" / "topics.tsv").open(encoding="utf-8") as file:
        questions = [q for line in file for q in line.rstrip("\n").split("\t")[1:3]]
    times = []
    for number in range(WARM_UP + ROUNDS):
        for question in questions:
            alone = timed(lambda q=question: model.queries([q]))  # type: ignore[misc]
            asked = timed(lambda q=question: searcher.ask(q))  # type: ignore[misc]
            by_library = timed(lambda q=question: plain.encode_query([q], show_progress_bar=False))  # type: ignore[misc]
            if number >= WARM_UP:
                times.append((asked, alone, by_library))
    return np.array(times), len(searcher.info().reports)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    data = data_folder(options.data)
    parsed, extracted, pages = reading_rates(data)
    print(
        f"{pages} pages, a second: parsed {parsed:.0f}, plain extraction {extracted:.0f}, ratio {parsed / extracted:.2f}"
    )
    model = ModelEncoder()
    model.queries(["warm up"])
    times, reports = question_times(data, model)
    beside = 1000 * np.percentile(times[:, 0] - times[:, 1], [50, 95])
    over = np.percentile(times[:, 0] / times[:, 2], [50, 95])
    print(f"question over {reports} reports, beside encoding it: p50 {beside[0]:.0f} ms, p95 {beside[1]:.0f} ms")
    print(f"question / encoding it by sentence-transformers: p50 {over[0]:.1f}, p95 {over[1]:.1f}")
    building, encoding, passages = build_ratio(data, model)
    print(
        f"build / plain encode of its {passages} passages: {building / encoding:.2f} ({building:.0f} s / {encoding:.0f} s)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
