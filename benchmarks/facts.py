"""How many facts are read right: judged reports field by field, and what is unread in the whole folder.

    python -m benchmarks.facts --data DIR [--only FOLDER ...] [--json] [--save]

DIR (or INSPECTION_DATA) holds `reports/`, a folder a family, and `eval/report_facts.jsonl` and `report_facts_new.jsonl`.
What is gained and lost by field since the run in `facts.json` is told; `--save` puts this run in its place, `--only` reads
some of the folders. Always exits 0: it measures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import runs
from benchmarks.judged_facts import FIELDS, NEW_FIELDS, Score, judge, judge_any, list_lengths
from corpus import bodies
from corpus.bodies import Bodies
from corpus.paths import MEASURED
from corpus.records import Report
from ingest.read.files import SUFFIXES
from ingest.read.report import attempt

RESULTS = MEASURED / "facts.json"
QUOTED = re.compile(r"“[^”]*”|\d+")  # what tells one problem from another of the same kind
COUNTS = ("files", "read", "body", "dates", "published", "grades", "list", "outcome", "theme", "problems")


@dataclass
class Measure:
    """What one run found: scores of both sets of judged reports, and every report that was read."""

    judged: Score = field(default_factory=lambda: Score(FIELDS))
    judged_new: Score = field(default_factory=lambda: Score(NEW_FIELDS))
    by_folder: dict[str, Score] = field(default_factory=lambda: defaultdict(lambda: Score(NEW_FIELDS)))
    reports: dict[str, Report | str] = field(default_factory=dict)
    right: dict[str, dict[str, int]] = field(default_factory=dict)


def read_all(folder: Path, register: Bodies, only: tuple[str, ...] = ()) -> dict[str, Report | str]:
    """The report in every file of a folder, or why there is none, by the file's name in the folder."""
    found: dict[str, Report | str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
        file = path.relative_to(folder)
        if not only or file.parts[0] in only:
            found[file.as_posix()] = attempt(path, register, file.as_posix())
    return found


def summary(reports: Mapping[str, Report | str]) -> dict[str, Any]:
    """By folder: counts of what was read, the families and editions recognised, what is unread, and the problems told."""
    folders: dict[str, Any] = {}
    for file, report in reports.items():
        folder = folders.setdefault(
            file.split("/")[0],
            {"counts": dict.fromkeys(COUNTS, 0), "editions": Counter(), "unread": [], "problems": Counter()},
        )
        folder["counts"]["files"] += 1
        if isinstance(report, str):
            folder["unread"].append(f"{file}: {report}")
            continue
        has = _has(report)
        for name, value in has.items():
            folder["counts"][name] += value
        folder["editions"][f"{report.family}: {report.edition or 'edition unknown'}"] += 1
        folder["problems"].update(QUOTED.sub("…", problem) for problem in report.problems)
        lacking = [name for name in ("body", "dates", "list") if not has[name]]
        if lacking or report.problems:
            told = "; ".join((*(f"no {name}" for name in lacking), *report.problems))
            folder["unread"].append(f"{file}: {told}")
    return folders


def _has(report: Report) -> dict[str, bool]:
    """Which facts were read off one report."""
    return {
        "read": True,
        "body": report.body is not None,
        "dates": bool(report.inspected) and all(span.start and span.end for span in report.inspected),
        "published": report.published is not None,
        "grades": bool(report.grades),
        "list": any(list_lengths(report)),
        "outcome": bool(report.outcome),
        "theme": bool(report.theme),
        "problems": bool(report.problems),
    }


def measure(data: Path, only: tuple[str, ...] = ()) -> Measure:
    """Read every report and set the judged ones beside their rows."""
    register = bodies.load()
    found = Measure(reports=read_all(data / "reports", register, only))
    for row in _rows(data / "eval" / "report_facts.jsonl", found.reports):
        report = found.reports[row["file"]]
        before = dict(found.judged.right)
        if isinstance(report, str):
            found.judged.misses.append(f"{row['file']}: {report}")
            continue
        judge(report, row, register, found.judged)
        found.right[row["file"]] = {name: found.judged.right[name] - before[name] for name in FIELDS}
    for row in _rows(data / "eval" / "report_facts_new.jsonl", found.reports):
        report, own = found.reports[row["file"]], Score(NEW_FIELDS)
        judge_any(report, row, register, own)
        found.judged_new.add(own)
        found.by_folder[row["file"].split("/")[0]].add(own)
        found.right[row["file"]] = dict(own.right)
    return found


def _rows(file: Path, reports: Mapping[str, Report | str]) -> Iterator[dict[str, Any]]:
    """The judged rows of reports that were read or refused in this run."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines()) if file.is_file() else ()
    yield from (row for row in rows if row["file"] in reports)


def _told(title: str, score: Score) -> Iterator[str]:
    """A score in lines: fields with anything to compare, then what was invented and every miss."""
    if not any(score.total.values()):
        return
    yield title
    yield from (f"  {name:18}{score.right[name]:4} of {n}" for name, n in score.total.items() if n)
    yield from (f"  invented {name:9}{count:4}" for name, count in score.invented.items())


def _told_folder(name: str, whole: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n{name}/: " + ", ".join(f"{key} {count}" for key, count in whole["counts"].items())
    yield "  " + ", ".join(f"{edition} {count}" for edition, count in sorted(whole["editions"].items()))
    yield from (f"  {count:4} x {problem}" for problem, count in whole["problems"].most_common())
    yield from (f"  - {line}" for line in whole["unread"])


def main() -> int:
    """Read every report, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.facts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("INSPECTION_DATA"), help="default: INSPECTION_DATA")
    parser.add_argument("--only", nargs="+", default=(), metavar="FOLDER", help="read these folders of reports alone")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", action="store_true", help="make this the run that later ones are set beside")
    options = parser.parse_args()
    if options.data is None:
        parser.error("say where the judged data are: --data DIR, or INSPECTION_DATA")
    if options.save and options.only:
        parser.error("--save keeps a run of all folders; leave --only out")
    found = measure(Path(options.data), tuple(options.only))
    reports = Path(options.data) / "reports"
    hashes = {file: hashlib.sha256((reports / file).read_bytes()).hexdigest()[:16] for file in found.reports}
    run = {hashes[file]: runs.row(report, found.right.get(file)) for file, report in found.reports.items()}
    last: runs.Run = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    against = list(runs.told(last, run, {digest: file for file, digest in hashes.items()}))
    if options.save:
        RESULTS.write_text(json.dumps(run, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.json:
        scores = {"judged": found.judged, "judged_new": found.judged_new, **found.by_folder}
        shown = {"scores": {name: score.as_dict() for name, score in scores.items()}}
        print(json.dumps({**shown, "folders": summary(found.reports), "against": against}, indent=1))
        return 0
    print(*_told("judged inspections of children’s services until 2025", found.judged), *found.judged.misses, sep="\n")
    print(*_told("\njudged documents of all families", found.judged_new), *found.judged_new.misses, sep="\n")
    for name, score in found.by_folder.items():
        print(*_told(f"\nof these {name}/", score), sep="\n")
    for name, whole in summary(found.reports).items():
        print(*_told_folder(name, whole), sep="\n")
    print("", *against, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
