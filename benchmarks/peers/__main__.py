"""What people would pick instead, measured beside this program: `python -m benchmarks.peers --data DIR` (or `make peers`).

txtai, LangChain with FAISS, and haiku.rag, each in an environment of its own under .bench, on the PDFs that the judged
Ofsted reports are, with the same model (all-MiniLM-L6-v2), the judged questions as typed, and what each does by default.
A peer's score of a report is that of its best passage, and all reports are ranked, since peers know no verdicts.

This program's adapter and weights were learned from those very reports, so its quality is not measured here: it is the
cross-validated one of `benchmarks/quality.json`, where nothing that scores a report has seen its judgements. All else is
measured in one run, one program after the other. What is measured is kept, and a run that was stopped goes on where it
was; `--again` starts anew. Figures go to `docs/peers.json`, and from there into README.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.data import BENCH, data_folder
from benchmarks.learning.judged import SETS, SIDES, Topic, read_topics
from benchmarks.peers import environments, measure, table
from benchmarks.peers.environments import OURS, PEERS, CannotBeMade, Program
from benchmarks.peers.lists import Verdicts, cross_validated, judged, precision
from corpus.paths import PROJECT
from index.encoder.model_files import DEFAULT_MODEL, folder_of
from ingest.build.pipeline import pipeline_version

RESULTS = PROJECT / "docs" / "peers.json"
README = PROJECT / "README.md"
KEPT = BENCH / "peers" / "run.json"
WORDS = ("table.py", "__main__.py")  # what tells figures; none depends on them


def say(sentence: str) -> None:
    """Progress, on stderr."""
    print(sentence, file=sys.stderr, flush=True)


def others_busy(seconds: float = 3.0, noted: Path = Path("/proc/stat")) -> float:
    """The share of all processors' time that work of others takes, over a while in which this program only waits (proc_stat(5))."""

    def times() -> tuple[int, int]:
        all_times = [int(word) for word in noted.read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]]
        return sum(all_times), all_times[3] + all_times[4]  # all, and those with nothing to do or waiting for a disk

    whole, idle = times()
    time.sleep(seconds)
    whole_after, idle_after = times()
    return 1 - (idle_after - idle) / (whole_after - whole)


class Run:
    """What was measured so far, kept after each step under a hash of everything that it depends on."""

    def __init__(self, data: Path, again: bool) -> None:
        scripts = [path for path in sorted(Path(__file__).parent.glob("*")) if path.name not in WORDS]
        parts = [path.read_bytes() for path in (*scripts, data / "eval" / "verdicts.jsonl") if path.is_file()]
        self.of = hashlib.sha256(b"".join([pipeline_version().encode(), *parts])).hexdigest()
        kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() and not again else {}
        self.steps: dict[str, Any] = kept["steps"] if kept.get("of") == self.of else {}

    def note_others(self) -> None:
        """Keep how busy others are, where that is more than before; nothing of this run may be at work meanwhile."""
        self.keep("others_busy", max(others_busy(), self.steps.get("others_busy", 0.0)))

    def keep(self, step: str, figures: Any) -> None:
        """Keep what a step found."""
        self.steps[step] = figures
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps({"of": self.of, "steps": self.steps}), encoding="utf-8")


def figures(run: Run, data: Path, program: Program, topics: Sequence[Topic], verdicts: Verdicts) -> dict[str, Any]:
    """All figures of a program; those that were kept are not measured again. Raises `CannotBeMade`."""
    model = folder_of(DEFAULT_MODEL)
    assert model is not None
    questions = [topic.questions[side] for topic in topics for side in SIDES]
    task = measure.task_of(data, program, model, tuple(verdicts), questions)
    python = environments.python_for(program, say)
    built, asked = f"{program.key} built", f"{program.key} asked"
    if built not in run.steps:
        say(f"{program.label}: building an index of {len(verdicts)} reports …")
        run.keep(built, measure.built(python, program, task))
    if asked not in run.steps:
        task = replace(task, passages=run.steps[built]["passages"])
        run.keep(asked, measure.asked(python, program, task, say))
    of_asking = dict(run.steps[asked])
    scores = of_asking.pop("scores")
    quality = cross_validated(topics) if program is OURS else precision(scores, topics, verdicts)
    whole = {"key": program.key, "label": program.label, **run.steps[built], **of_asking}
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in whole.items()}
    return {**rounded, "quality": "cross-validated" if program is OURS else "as it comes", **quality}


def measured(data: Path, again: bool) -> dict[str, Any]:
    """The figures of all programs, and sentences on those that cannot be measured here."""
    topics, verdicts = read_topics(SETS[0].topics(data)), judged(data)
    run, programs, left_out = Run(data, again), [], []
    for program in (OURS, *PEERS):
        run.note_others()
        try:
            programs.append(figures(run, data, program, topics, verdicts))
        except CannotBeMade as error:
            say(str(error))
            left_out.append(str(error))
    KEPT.unlink(missing_ok=True)
    return {
        "day": date.today().isoformat(),
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "architecture": platform.machine()},
        "reports": len(verdicts),
        "topics": len(topics),
        "others_busy": round(run.steps["others_busy"], 2),
        "left_out": left_out,
        "programs": programs,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and keep as data and in README."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of judged data (default: INSPECTION_DATA)")
    parser.add_argument("--again", action="store_true", help="measure anew what a run that was stopped has kept")
    options = parser.parse_args(arguments)
    try:
        found = measured(data_folder(options.data), options.again)
    except KeyboardInterrupt:
        say("Stopped; the same command goes on where it was.")
        return 130
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    README.write_text(table.written_into(README.read_text(encoding="utf-8"), found), encoding="utf-8")
    print(table.text(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
