"""Whether verdicts move by themselves: `python -m benchmarks.steady --data DIR` (or `make steady`).

An index of the judged reports but ten is asked every judged question, then the ten are added, as when new reports publish,
and it is asked again. Counted are the verdicts on bodies none of whose reports is among the ten. For comparison the same for
an index built of all of them at once, which takes what depends on all reports from all.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.data import data_folder
from benchmarks.learning.judged import SETS, read_topics
from index.encoder import Encoder, encoder
from index.searcher import Searcher
from ingest.build import pipeline
from ingest.build.cache import FOLDER

ADDED = 10
Verdicts = dict[tuple[str, str], tuple[str, tuple[str, ...]]]


def judged(data: Path) -> tuple[list[Path], list[str]]:
    """The judged reports of real bodies, and all questions about them."""
    files, questions = [], []
    for own in SETS:
        if own.reports == "reports":
            files += [data / own.reports / file for file, _, _ in own.rows(data)]
            questions += [question for topic in read_topics(own.topics(data)) for question in topic.questions.values()]
    return sorted(files), questions


def asked(index: Path, model: Encoder, questions: Sequence[str]) -> Verdicts:
    """For each question and body the verdict, and the reports that it is on."""
    searcher = Searcher.open(index, model)
    return {
        (question, hit.key): (hit.verdict, tuple(sorted(origin.file for origin in hit.reports)))
        for question in questions
        for hit in searcher.ask(question).bodies
    }


def moved(before: Verdicts, after: Verdicts) -> tuple[int, int]:
    """How many verdicts there are on the same reports in both, and how many of them differ."""
    same = [key for key, (_, files) in before.items() if key in after and after[key][1] == files]
    return len(same), sum(before[key][0] != after[key][0] for key in same)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a verdict moved when reports were added."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steady", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    data = data_folder(parser.parse_args(arguments).data)
    model = encoder()
    files, questions = judged(data)
    left_out = set(files[:: len(files) // ADDED][:ADDED])
    with tempfile.TemporaryDirectory() as folder:
        index, anew = Path(folder) / "index", Path(folder) / "anew"
        pipeline.build([file for file in files if file not in left_out], index, model, data / "reports")
        before = asked(index, model, questions)
        pipeline.build(files, index, model, data / "reports")
        after = asked(index, model, questions)
        shutil.copytree(index / FOLDER, anew / FOLDER)
        pipeline.build(files, anew, model, data / "reports")
        built = asked(anew, model, questions)
    count, by_adding = moved(before, after)
    print(
        f"{len(questions)} questions, {len(files)} reports of which {len(left_out)} were added: {count} verdicts on the others"
    )
    print(f"moved by adding: {by_adding}; in an index of all of them built anew: {moved(before, built)[1]}")
    return 1 if by_adding else 0


if __name__ == "__main__":
    sys.exit(main())
