"""How many facts are read right: 24 judged Ofsted reports field by field, and what is unread in the whole folder.

    python -m benchmarks.facts --data DIR [--json] [--save]

DIR (or INSPECTION_DATA) holds `reports/ilacs`, `reports/peel` and `eval/report_facts.jsonl`. What is gained and lost by
field since the run in `facts.json` is told; `--save` puts this run in its place. Always exits 0: it measures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import runs
from corpus import bodies
from corpus.bodies import Bodies
from corpus.names import fold
from corpus.paths import MEASURED
from corpus.records import Report
from ingest.read.files import SUFFIXES, Unreadable
from ingest.read.report import parse_file

RESULTS = MEASURED / "facts.json"
BOARD = "safeguarding_board"
LIST_KINDS = ("area_for_improvement", "priority_action", "recommendation")
FIELDS = ("grades", "not judged", "inspection start", "inspection end", "published", "list", "board's list", "body")


@dataclass
class Score:
    """Right answers out of all, per field, and a line for each that is wrong."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    total: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    invented: int = 0
    misses: list[str] = field(default_factory=list)

    def compare(self, file: str, name: str, expected: object, found: object) -> None:
        """Count one comparison, and note it where it is a miss."""
        self.total[name] += 1
        if expected == found:
            self.right[name] += 1
        else:
            self.misses.append(f"{file}: {name}: expected {expected}, found {found}")


def judge(report: Report, row: dict[str, Any], bodies_: Bodies, score: Score) -> None:
    """Set what was read off one report beside its judged row."""
    file = row["file"]
    found = {_label(grade.area, grade.label): grade.grade for grade in report.grades}
    for label, grade in row["grades"].items():
        score.compare(file, "grades", (label, grade), (label, found.pop(fold(label), None)))
    score.invented += len(found)
    score.misses.extend(f"{file}: grades: invented {label}: {grade}" for label, grade in found.items())
    score.compare(file, "not judged", _folded(row.get("not_judged") or ()), _folded(report.not_judged))
    spans = report.inspected
    score.compare(file, "inspection start", row["inspection_start"], str(spans[0].start) if spans else None)
    score.compare(file, "inspection end", row["inspection_end"], str(spans[-1].end) if spans else None)
    score.compare(file, "published", row["published"], str(report.published) if report.published else None)
    own, board = list_lengths(report)
    score.compare(file, "list", row["recommendations_count"] or 0, own)
    score.compare(file, "board's list", row.get("lscb_recommendations_count") or 0, board)
    names = (row["authority"], row["authority_as_printed"])
    expected = next((body for name in names if (body := bodies_.named(name, report.family))), None)
    score.compare(file, "body", expected.key if expected else row["authority"], report.body)


def list_lengths(report: Report) -> tuple[int, int]:
    """Items of the authority's own lists, and of the safeguarding board's."""
    items = [finding.area == BOARD for finding in report.findings if finding.kind in LIST_KINDS]
    return items.count(False), items.count(True)


def _label(area: str, label: str) -> str:
    return "overall" if area == "overall" else fold(label)


def _folded(labels: Iterable[str]) -> list[str]:
    return sorted(map(fold, labels))


def read_all(folder: Path, bodies_: Bodies) -> dict[str, Report | str]:
    """The report in every file of a folder, or why there is none, by the file's name in the folder."""
    found: dict[str, Report | str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
        file = path.relative_to(folder).as_posix()
        try:
            found[file] = parse_file(path, bodies_, file)
        except Unreadable as error:
            found[file] = str(error)
    return found


def summary(reports: Mapping[str, Report | str]) -> dict[str, Any]:
    """What is unread over all files of Ofsted's reports."""
    counts = dict.fromkeys(("files", "read", "overall", "dates", "body", "list"), 0)
    unread: list[str] = []
    for file, report in reports.items():
        if not file.startswith("ilacs/"):
            continue
        counts["files"] += 1
        if isinstance(report, str):
            unread.append(f"{file}: {report}")
            continue
        counts["read"] += 1
        dated = bool(report.inspected) and all(span.start and span.end for span in report.inspected)
        listed = any(list_lengths(report))
        has = {"overall": report.grade("overall"), "dates": dated, "body": report.body, "list": listed}
        for name, value in has.items():
            counts[name] += bool(value)
            if not value:
                unread.append(f"{file}: no {name}; {'; '.join(report.problems) or 'no problem noted'}")
    return {"counts": counts, "unread": unread}


def measure(data: Path) -> tuple[Score, dict[str, Any], runs.Run, dict[str, str]]:
    """The score of the judged reports, the summary of all, and this run with the names of its files."""
    register, score = bodies.load(), Score()
    reports = read_all(data / "reports", register)
    right: dict[str, dict[str, int]] = {}
    for line in (data / "eval" / "report_facts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = reports[row["file"]]
        before = dict(score.right)
        if isinstance(report, str):
            score.misses.append(f"{row['file']}: {report}")
            continue
        judge(report, row, register, score)
        right[row["file"]] = {name: score.right[name] - before[name] for name in FIELDS}
    hashes = {file: hashlib.sha256((data / "reports" / file).read_bytes()).hexdigest()[:16] for file in reports}
    run = {hashes[file]: runs.row(report, right.get(file)) for file, report in reports.items()}
    return score, summary(reports), run, {digest: file for file, digest in hashes.items()}


def main() -> int:
    """Read every report, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.facts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("INSPECTION_DATA"), help="default: INSPECTION_DATA")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", action="store_true", help="make this the run that later ones are set beside")
    options = parser.parse_args()
    if options.data is None:
        parser.error("say where the judged data are: --data DIR, or INSPECTION_DATA")
    score, whole, run, names = measure(Path(options.data))
    last: runs.Run = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    against = list(runs.told(last, run, names))
    if options.save:
        RESULTS.write_text(json.dumps(run, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.json:
        fields = {name: {"right": score.right[name], "total": score.total[name]} for name in FIELDS}
        shown = {"fields": fields, "invented": score.invented, "misses": score.misses, **whole, "against": against}
        print(json.dumps(shown, indent=1))
        return 0
    for name in FIELDS:
        print(f"{name:18}{score.right[name]:4} of {score.total[name]}")
    print(f"{'invented grades':18}{score.invented:4}", *score.misses, sep="\n")
    counts = ", ".join(f"{name} {count}" for name, count in whole["counts"].items())
    print(f"\nall files: {counts}", *whole["unread"], "", *against, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
