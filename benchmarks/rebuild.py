"""What a build costs when little is new: `python -m benchmarks.rebuild --data DIR` (or `make rebuild`).

Nothing to do: a second build of all reports in a process of its own, beyond what starting Python takes, and whether it
imported the libraries of the model. One report more: a build of all reports with one left out, then one with it, over
the time of a full build of the same, in one run with the model loaded before; and what differs in the database and
the vectors of the two ways, which should be nothing but rounding, and standing text that only the added report makes.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.data import data_folder
from corpus.paths import PROJECT
from index.encoder import DEFAULT_MODEL, Encoder, encoder
from index.storage.database import FILE, Store
from index.storage.generations import newest
from index.storage.vectors import Index
from ingest.build import inputs, pipeline

CLOSE = 1e-5
TABLES = (
    "body",
    "report",
    "source",
    "problem",
    "refused",
    "page",
    "grade",
    "not_judged",
    "section",
    "finding",
    "passage",
    "sentence",
    "acronym",
)
HEAVY = ("torch", "sentence_transformers", "sklearn", "faiss", "tantivy", "pypdfium2")


def differences(one: Path, other: Path) -> tuple[list[str], float]:
    """What differs between the newest generations of two indexes but for ids, times and which reports are the basis, and the
    largest gap of floats."""
    first, second = newest(one).folder, newest(other).folder
    stores = Store(first / FILE), Store(second / FILE)
    told: list[str] = []
    gap = 0.0
    for table in TABLES:
        rows = [store.rows(f"select * from {table} order by rowid") for store in stores]
        if len(rows[0]) != len(rows[1]):
            told.append(f"{table}: {len(rows[0])} rows and {len(rows[1])}")
        for left, right in zip(*rows, strict=False):
            for key in set(left.keys()) - {"id", "basis"}:
                if isinstance(left[key], float) and isinstance(right[key], float):
                    gap = max(gap, abs(left[key] - right[key]))
                elif left[key] != right[key]:
                    told.append(f"{table}.{key}: {left[key]!r:.80} and {right[key]!r:.80}")
    for name in ("passages.faiss", "sentences.faiss"):
        matrices = [Index(folder / name).matrix for folder in (first, second)]
        if matrices[0].shape != matrices[1].shape:
            told.append(f"{name}: shapes {matrices[0].shape} and {matrices[1].shape}")
        elif matrices[0].size:
            gap = max(gap, float(np.abs(matrices[0] - matrices[1]).max()))
    return told, gap


def idle(reports: Path, index: Path, model: str) -> tuple[float, float, list[str], str]:
    """Seconds of a build with nothing to do, of starting Python, what it imported of `HEAVY`, and what it said."""
    code = (
        "import sys; from ingest.__main__ import main; status = main(sys.argv[1:]); "
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    command = ["build", str(reports), "--index", str(index), "--model", model]
    done, seconds = _run([sys.executable, "-c", code, *command])
    _, empty = _run([sys.executable, "-c", "pass"])
    imported = [each for each in HEAVY if f"'{each}'" in done.stderr.splitlines()[-1]]
    return seconds, empty, imported, done.stdout.strip()


def _run(command: Sequence[str]) -> tuple[subprocess.CompletedProcess[str], float]:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return done, time.perf_counter() - start


def one_more(reports: Path, work: Path, model: Encoder, most: int = 0) -> Iterator[tuple[str, tuple[float, float]]]:
    """Seconds of each build: all reports but one, then the one more, then all at once. Indexes: work/grown and work/full.

    `most` takes about so many of the reports, evenly, for a quick look; 0 takes all.
    """
    files = inputs.find([reports])
    files = files[:: max(1, len(files) // most)] if most else files
    chosen = sorted((path for path in files if path.suffix == ".pdf"), key=lambda path: path.stat().st_size)
    folder = work / "reports"
    for path in files:
        (folder / path.relative_to(reports)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / path.relative_to(reports))
    copy = folder / chosen[len(chosen) // 2].relative_to(reports)
    away = work / "left-out"

    def build(index: str) -> Callable[[], object]:
        return lambda: pipeline.build([folder], work / index, model)

    shutil.move(copy, away)
    yield "but one", _timed(build("grown"))
    shutil.move(away, copy)
    yield "one more", _timed(build("grown"))
    yield "full", _timed(build("full"))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor in this process and those it started."""
    start, used = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - start, sum(os.times()[:4]) - used


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rebuild", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with `reports` (default: INSPECTION_DATA)")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--most", type=int, default=0, help="about so many reports, for a quick look (default: all)")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    reports = data_folder(options.data) / "reports"
    model = encoder(options.model)
    model.queries(["warm up"])
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        seconds = {}
        for what, taken in one_more(reports, work, model, options.most):
            print(f"{what}: {taken[0]:.1f} s, of the processor {taken[1]:.1f} s", flush=True)
            seconds[what] = taken
        share = [more / full for more, full in zip(seconds["one more"], seconds["full"], strict=True)]
        told, gap = differences(work / "full", work / "grown")
        manifest = newest(work / "full").manifest
        print(
            f"one report more, {manifest['reports']} in all: {share[0]:.1%} of the full build ({share[1]:.1%} of the processor); "
            f"{len(told)} differences but ids, floats within {gap:.1e}"
        )
        print(*told[:20], sep="\n", end="\n" if told else "")
        idled, start, imported, said = idle(work / "reports", work / "full", options.model)
        print(
            f"nothing to do: {idled - start:.2f} s beyond starting Python ({start:.2f} s); imported of the heavy: {imported or 'none'}"
        )
        print(said)
    return 0 if gap <= CLOSE and not told else 1


if __name__ == "__main__":
    sys.exit(main())
