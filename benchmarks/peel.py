"""How well PEEL reports are read: grades, boxes, and whether judged quotes are whole sentences, over a folder of judged reports.

    python -m benchmarks.peel --data DIR [--json]

DIR (or INSPECTION_DATA) holds `truth.jsonl` with its reports beside it, or has them in `eval/peel`. A report's web twin is
read alone as well, as a source of its own. A row of the truth has `file`, `html`, `cycle`, `body`, `grades` (and
`html_grades`), `findings` (kind, title, area) and `verdicts` with `quotes` ([words, page, sign]). Always exits 0: it
measures.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import bodies
from corpus.bodies import Bodies
from corpus.families.registry import PROFILES
from corpus.names import fold
from corpus.records import Finding, Report, Sentence
from ingest.read.files import Unreadable
from ingest.read.report import parse_file
from ingest.sentences.ends import sentence_spans
from ingest.sentences.passages import passages

FIELDS = ("cycle", "body", "grades", "boxes", "quotes")


@dataclass
class Score:
    """Right answers out of all by field for one source, what was invented, and a line for each miss."""

    file: str
    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, right: bool, miss: str) -> None:
        """Count one answer, and note it where it is wrong."""
        self.total[name] += 1
        self.right[name] += right
        if not right:
            self.misses.append(f"{name}: {miss}")

    def invent(self, name: str, what: object) -> None:
        """Count something that the report does not have."""
        self.invented[name] += 1
        self.misses.append(f"{name}: invented {what}")


def judge(report: Report, row: dict[str, Any], html: bool) -> Score:
    """Set what was read off one source beside its judged row. The pages of a quote are those of the PDF."""
    score = Score(report.file)
    score.count("cycle", report.cycle == row["cycle"], f"expected {row['cycle']}, found {report.cycle}")
    score.count("body", fold(report.body_name or "") == fold(row["body"]), f"found {report.body_name}")
    _judge_grades(report, row["html_grades"] if html and row.get("html_grades") else row["grades"], score)
    _judge_boxes(report, row["findings"], score)
    sentences = [s for p in passages(report, PROFILES[report.family], _words) for s in p.sentences]
    for verdict in row["verdicts"].values():
        for quote, page, _ in verdict["quotes"]:
            _judge_quote(sentences, quote, None if html else page, score)
    return score


def _judge_grades(report: Report, expected: dict[str, str], score: Score) -> None:
    found = {grade.area: grade.grade for grade in report.grades}
    for label, grade in expected.items():
        got = found.pop(_key(report, label), None)
        score.count("grades", got == grade.lower(), f"{label}: expected {grade}, found {got}")
    for area, grade in found.items():
        score.invent("grades", f"{area}: {grade}")


def _judge_boxes(report: Report, expected: list[dict[str, str]], score: Score) -> None:
    kinds = set(PROFILES[report.family].box_labels.values())
    found = Counter((f.kind, _folded(_headline(report, f)), f.area) for f in report.findings if f.kind in kinds)
    for box in expected:
        key = (box["kind"], _folded(box["title"]), _key(report, box["area"]))
        there = found[key] > 0
        found[key] -= there
        score.count("boxes", there, f"{box['kind']} in {box['area']}: {box['title']}")
    for kind, headline, area in found.elements():
        score.invent("boxes", f"{kind} in {area}: {headline}")


def _headline(report: Report, finding: Finding) -> str:
    return finding.title or report.text(finding.paragraphs[0].place)


def _judge_quote(sentences: list[Sentence], quote: str, page: int | None, score: Score) -> None:
    """A quote is whole where it is a sentence, or several in a row; judges also quote a clause of one."""
    wanted = [_spaced(quote[start:end]) for start, end in sentence_spans(quote)]
    texts = [_spaced(s.text) for s in sentences if page is None or page in {part.page for part in s.place}]
    whole = all(any(part in (text, text.rstrip(".")) for text in texts) for part in wanted)
    clause = len(wanted) == 1 and any(_is_clause(wanted[0], text) for text in texts)
    near = next((text for text in texts if wanted[0][:30] in text), "no such sentence")
    score.count("quotes", whole or clause, f"page {page}: {quote}\n        found in: {near}")


def _is_clause(quote: str, sentence: str) -> bool:
    """Whether a quote is one clause of a longer sentence: what is before and after it are other clauses of it."""
    before, found, after = sentence.partition(quote)
    if not found or re.match(r"^[A-Z].*\.$", quote):
        return False
    opens = re.search(r"(?:^|[,;:–(]|\b(?:and|but|that|yet))\s*$", before, re.I) or re.match(r"(?:and|but)\b", quote)
    return bool(opens) and bool(re.match(r"\.?$|\s*[,;:–()]|\s+(?:and|but|by|that|which|who)\b", after))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return fold(text).rstrip(" .;,")


def _key(report: Report, label: str) -> str:
    """The key of an area by its printed label, in any edition; the folded label where none has it."""
    editions = PROFILES[report.family].editions
    own = [e for e in editions if e.name == report.edition] or list(editions)
    area = next((area for edition in (*own, *editions) for area in [edition.area_named(label)] if area), None)
    return area.key if area else fold(label)


def _words(text: str) -> int:
    return len(text.split())


def measure(folder: Path, register: Bodies) -> Iterator[Score]:
    """The score of every source in a folder with a `truth.jsonl`."""
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for file, html in ((row["file"], False), (row.get("html"), True)):
            if file is None:
                continue
            try:
                yield judge(parse_file(folder / file, register, file), row, html)
            except Unreadable as error:
                score = Score(file)
                score.count("grades", False, str(error))
                yield score


def folder_of(data: Path) -> Path:
    """Where the judged reports lie in the data."""
    return data if (data / "truth.jsonl").is_file() else data / "eval" / "peel"


def main() -> int:
    """Read every source, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peel", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("INSPECTION_DATA"), help="default: INSPECTION_DATA")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.data is None:
        parser.error("say where the judged reports are: --data DIR, or INSPECTION_DATA")
    scores = list(measure(folder_of(Path(options.data)), bodies.load()))
    if options.json:
        shown = [
            {"file": s.file, "right": s.right, "total": s.total, "invented": s.invented, "misses": s.misses}
            for s in scores
        ]
        print(json.dumps(shown, indent=1, ensure_ascii=False))
        return 0
    for score in scores:
        told = "  ".join(f"{name} {score.right[name]}/{score.total[name]}" for name in FIELDS)
        invented = ", ".join(f"{count} {name}" for name, count in score.invented.items())
        print(f"{score.file:36}{told}  invented {invented or 'nothing'}", *score.misses, sep="\n    ")
    right, total = (sum((getattr(s, name) for s in scores), Counter[str]()) for name in ("right", "total"))
    print("all: " + "  ".join(f"{name} {right[name] / max(total[name], 1):.3f}" for name in FIELDS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
