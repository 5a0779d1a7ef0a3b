"""What an index costs as it grows: `python -m benchmarks.scale --data DIR` (or `make scale`).

Indexes of 10,000 sentences and more are made out of that of all reports at hand, its reports again and again under invented
bodies, each time with its sentences in another order. Each is opened and asked by a process of its own, with nothing of it
in memory before. Figures go to `docs/scale.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.data import BENCH, data_folder
from benchmarks.learning.judged import SETS, read_topics
from benchmarks.memory import most
from benchmarks.speed import all_reports
from corpus.paths import PROJECT
from index.encoder import encoder
from index.search import mapping
from index.storage import columns, generations, vectors, words
from index.storage.database import FILE, SCHEMA
from index.storage.generations import newest

SIZES = (10_000, 100_000, 1_000_000)
RESULTS = PROJECT / "docs" / "scale.json"
ROUNDS = 2
# What is written of a copy: its number is added to the ids, and told in names.
COPIES = """
insert into body select key || '-' || :copy, 'Invented ' || :copy || ' ' || name, kind, noun, region, '[]', status, note, also_words
  from old.body where key in (select body from old.report where id < :reports);
insert into report select id + :copy * :reports, file || '-' || :copy, family, edition, cycle, body || '-' || :copy,
  'Invented ' || :copy || ' ' || body_name, title, published, inspected, pages, grades_expected, newest_day, address, theme, outcome, basis, unprinted
  from old.report where id < :reports;
insert into page select report + :copy * :reports, number, label, text, topics from old.page where report < :reports;
insert into grade select report + :copy * :reports, area, label, grade, place, source from old.grade where report < :reports;
insert into section select id + :copy * :sections, report + :copy * :reports, heading, number, area, parent, place
  from old.section where report < :reports;
insert into finding select id + :copy * :findings, report + :copy * :reports, section + :copy * :sections, kind, area, title, number
  from old.finding where report < :reports;
insert into passage select id + :copy * :passages, report + :copy * :reports, finding + :copy * :findings, text, context, boilerplate, place
  from old.passage where report < :reports;
insert into sentence select id + :copy * :sentences, passage + :copy * :passages, text, place, is_title, speaker, resolved, stance, concern, praise, standing
  from old.sentence where passage < :passages;
"""


def copied(source: Path, root: Path, sentences: int) -> int:
    """A generation in `root` of about so many sentences, and how many it has."""
    manifest = newest(source).manifest
    folder = newest(source).folder
    with closing(sqlite3.connect(folder / FILE)) as db:
        (reports, whole) = _first(db, sentences)
        counts = {
            "reports": reports,
            "passages": db.execute("select count(*) from passage where report < ?", (reports,)).fetchone()[0],
            "sentences": whole,
            **{f"{t}s": db.execute(f"select max(id) + 1 from {t}").fetchone()[0] for t in ("section", "finding")},
        }
        texts = [text for (text,) in db.execute("select text from sentence where id < ? order by id", (whole,))]
    copies = max(1, round(sentences / whole))
    facts = {key: value for key, value in manifest.items() if key not in ("files", "built", "format")}
    facts |= {"reports": reports * copies, "passages": counts["passages"] * copies, "sentences": whole * copies}
    with generations.publishing(root, facts) as made:
        _rows(folder / FILE, made / FILE, counts, copies)
        for name, rows in (("passages.faiss", counts["passages"]), ("sentences.faiss", whole)):
            tiled = _tiled(vectors.Index(folder / name).matrix[:rows], copies)
            vectors.write(tiled, made / name)
            mapping.of_model(str(manifest["model"]), tiled.shape[1]).keep_norms(tiled, made / name)
        words.write((text for _ in range(copies) for text in texts), made / "lexical")
        columns.write(made / FILE, made / columns.FOLDER)
    return whole * copies


def _first(db: sqlite3.Connection, sentences: int) -> tuple[int, int]:
    """How many of the first reports to copy, and their sentences: all of them, or enough for a small index."""
    ends = db.execute(
        "select p.report + 1, max(s.id) + 1 from sentence s join passage p on p.id = s.passage group by p.report order by 1"
    ).fetchall()
    return next(((int(r), int(s)) for r, s in ends if s >= sentences), (int(ends[-1][0]), int(ends[-1][1])))


def _rows(old: Path, new: Path, counts: dict[str, int], copies: int) -> None:
    with closing(sqlite3.connect(new)) as db:
        db.executescript(SCHEMA.read_text(encoding="utf-8"))
        db.execute("attach ? as old", (str(old),))
        db.executescript("insert into meta select * from old.meta; insert into acronym select * from old.acronym;")
        for copy in range(copies):
            for statement in filter(str.strip, COPIES.split(";")):
                db.execute(statement, {"copy": copy, **counts})
        db.commit()


def _tiled(rows: np.ndarray, copies: int) -> np.ndarray:
    """The rows again and again, a little different each time."""
    random = np.random.RandomState(0)
    made = np.concatenate([rows + random.normal(0, 0.01, rows.shape).astype(np.float32) for _ in range(copies)])
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


def measured(root: Path, questions: Sequence[str]) -> dict[str, float]:
    """Seconds to open an index and to the first answer, of warm questions and of encoding them, and memory at its highest."""
    from index.searcher import Searcher

    model = encoder()
    start = time.perf_counter()
    searcher = Searcher.open(root)
    opened = time.perf_counter()
    searcher.ask(questions[0])
    first = time.perf_counter()
    for question in questions:
        searcher.ask(question)
    asked, encoded = [], []
    for question in [*questions] * ROUNDS:
        begun = time.perf_counter()
        model.queries([question])
        between = time.perf_counter()
        searcher.ask(question)
        encoded.append(between - begun)
        asked.append(time.perf_counter() - between)
    p50, p95 = np.percentile(asked, [50, 95])
    return {
        "sentences": searcher.info().sentences,
        "bodies": len({report.key for report in searcher.reports}),
        "open": opened - start,
        "first": first - opened,
        "p50": float(p50),
        "p95": float(p95),
        "encoding": float(np.median(encoded)),
        "memory": most(),
    }


def asked(data: Path) -> list[str]:
    """The judged questions, one of each topic."""
    return [next(iter(topic.questions.values())) for topic in read_topics(SETS[0].topics(data))]


def figures(data: Path, sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """What an index of each size costs; indexes that were made are kept."""
    source = all_reports(data, encoder())
    for size in sizes:
        root = BENCH / f"scale-{size}"
        made = newest(source).manifest["pipeline"]
        if not generations.generations(root) or newest(root).manifest["pipeline"] != made:
            shutil.rmtree(root, ignore_errors=True)
            print(f"Making an index of {size:,} sentences …", file=sys.stderr)
            copied(source, root, size)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.scale", "--data", str(data), "--measure", str(root)],
            capture_output=True,
            text=True,
            check=True,
        )
        yield json.loads(done.stdout)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of sentences")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # what a process of its own does
    options = parser.parse_args(arguments)
    data = data_folder(options.data)
    if options.measure:
        print(json.dumps(measured(options.measure, asked(data))))
        return 0
    rows = []
    print("sentences  bodies   open s   first s   p50 s   p95 s   encoding s   memory MB")
    for row in figures(data, options.sizes):
        rows.append({key: round(value, 4) for key, value in row.items()})
        print(
            f"{row['sentences']:9,.0f} {row['bodies']:7,.0f} {row['open']:8.2f} {row['first']:9.2f} {row['p50']:7.3f} "
            f"{row['p95']:7.3f} {row['encoding']:12.4f} {row['memory']:11.0f}"
        )
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
