"""One report set beside its judged row: which facts are right, which wrong, which invented.

Two forms of rows: `report_facts.jsonl` (Ofsted's inspections of children's services until 2025) and `report_facts_new.jsonl`
(every family). Names and sentences are compared as words, without case, quotation marks and the blanks of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from corpus.bodies import Bodies
from corpus.families.registry import PROFILES
from corpus.names import fold
from corpus.records import Report

BOARD = "safeguarding_board"
LISTS = {
    "improve": "area_for_improvement",
    "priority_actions": "priority_action",
    "recommendations": "recommendation",
    "strengths": "strength",
}  # what rows call the lists: the kind of their items
OWN_LISTS = ("area_for_improvement", "priority_action", "recommendation")
FIRST_WORDS = 8  # of a list's first item that are compared: rows give the item's first dozen
ALIKE = 0.85  # from this share of the same letters on, two printed names or themes are the same
AREAS_OF = "local_authority"  # what rows on a local area name it after
FIELDS = ("grades", "not judged", "inspection start", "inspection end", "published", "list", "board's list", "body")
NEW_FIELDS = (
    "read", "body", "other bodies", "inspection start", "inspection end", "published", "grades", "not judged", "list sizes",
    "first items", "outcome", "theme",
)  # fmt: skip


@dataclass
class Score:
    """Right answers out of all, per field, and a line for each that is wrong."""

    fields: Sequence[str] = FIELDS
    right: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    invented: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.right |= dict.fromkeys(self.fields, 0)
        self.total |= dict.fromkeys(self.fields, 0)

    def compare(self, file: str, name: str, expected: object, found: object) -> None:
        """Count one comparison, and note it where it is a miss."""
        self.count(file, name, expected == found, expected, found)

    def count(self, file: str, name: str, right: bool, expected: object, found: object) -> None:
        """Count one comparison whose outcome is known, and note it where it is a miss."""
        self.total[name] += 1
        self.right[name] += right
        if not right:
            self.misses.append(f"{file}: {name}: expected {expected}, found {found}")

    def extra(self, file: str, name: str, found: Iterable[object]) -> None:
        """Note what was found and is not there."""
        for value in found:
            self.invented[name] = self.invented.get(name, 0) + 1
            self.misses.append(f"{file}: {name}: invented {value}")

    def add(self, other: Score) -> None:
        """Add the counts and misses of another score of the same fields."""
        for name in self.fields:
            self.right[name] += other.right[name]
            self.total[name] += other.total[name]
        for name, count in other.invented.items():
            self.invented[name] = self.invented.get(name, 0) + count
        self.misses += other.misses

    def as_dict(self) -> dict[str, Any]:
        """The score as plain values, for JSON."""
        counts = {name: {"right": self.right[name], "total": self.total[name]} for name in self.fields}
        return {"fields": counts, "invented": self.invented, "misses": self.misses}


def judge(report: Report, row: dict[str, Any], bodies: Bodies, score: Score) -> None:
    """Count what was read off one report of children's services against its row."""
    file = row["file"]
    _judge_grades(report, row, score)
    _judge_days(report, row["inspection_start"], row["inspection_end"], row["published"], file, score)
    own, board = list_lengths(report)
    score.compare(file, "list", row["recommendations_count"] or 0, own)
    score.compare(file, "board's list", row.get("lscb_recommendations_count") or 0, board)
    _judge_body(report, (row["authority"], row["authority_as_printed"]), bodies, file, score)


def judge_any(report: Report | str, row: dict[str, Any], bodies: Bodies, score: Score) -> None:
    """Count what was read off one report of any family against its row. A refused report has nothing right."""
    file = row["file"]
    score.count(file, "read", not isinstance(report, str), "a report", report)
    if isinstance(report, str):
        return _judge_refused(row, score)
    _judge_grades(report, row, score)
    spans = row["inspected"]
    start, end = (spans[0]["start"], spans[-1]["end"]) if spans else (None, None)
    _judge_days(report, start, end, row["published"], file, score)
    _judge_body(report, (row["body"],), bodies, file, score)
    _judge_others(report, row["bodies_also"], bodies, file, score)
    _judge_lists(report, row, score)
    for name, found in (("outcome", report.outcome), ("theme", report.theme)):
        if row[name] or found:
            score.count(file, name, _alike(row[name] or "", found or ""), row[name], found)
    return None


def _judge_refused(row: dict[str, Any], score: Score) -> None:
    once = ("body", "inspection start", "inspection end", "published", "not judged")
    several = {
        "grades": len(row["grades"]),
        "other bodies": len(row["bodies_also"]),
        "list sizes": sum(map(bool, row["lists"].values())),
        "first items": sum(map(bool, row["list_items_first"].values())),
    }
    told = {name: int(bool(row[name])) for name in ("outcome", "theme")}
    for name, count in (dict.fromkeys(once, 1) | several | told).items():
        score.total[name] += count


def _judge_grades(report: Report, row: dict[str, Any], score: Score) -> None:
    file = row["file"]
    found = {_label(grade.area, grade.label): grade.grade for grade in report.grades}
    for label, grade in row["grades"].items():
        wanted = "overall" if fold(label) == "overall effectiveness" else fold(label)
        score.compare(file, "grades", (label, _short(grade)), (label, found.pop(wanted, None)))
    score.extra(file, "grades", found.items())
    score.compare(file, "not judged", _folded(row.get("not_judged") or ()), _folded(report.not_judged))


def _judge_days(
    report: Report, start: str | None, end: str | None, published: str | None, file: str, score: Score
) -> None:
    spans = report.inspected
    found = (spans[0].start, spans[-1].end) if spans else (None, None)
    score.compare(file, "inspection start", start, str(found[0]) if found[0] else None)
    score.compare(file, "inspection end", end, str(found[1]) if found[1] else None)
    score.compare(file, "published", published, str(report.published) if report.published else None)


def _judge_body(report: Report, names: Iterable[str], bodies: Bodies, file: str, score: Score) -> None:
    kind = PROFILES[report.family].inspects or AREAS_OF
    expected = next((body.key for name in names if (body := bodies.named(name, kind))), None)
    score.compare(file, "body", expected or next(iter(names)), report.body)


def _judge_others(report: Report, names: Sequence[str], bodies: Bodies, file: str, score: Score) -> None:
    rest = list(report.bodies_also)
    for name in names:
        keys = {body.key for kind in ("police_force", AREAS_OF) if (body := bodies.named(name, kind))}
        same = next((other for other in rest if other in keys or _alike(name, other)), None)
        score.count(file, "other bodies", same is not None, name, rest)
        if same is not None:
            rest.remove(same)
    score.extra(file, "other bodies", rest)


def _judge_lists(report: Report, row: dict[str, Any], score: Score) -> None:
    for name, kind in LISTS.items():
        items = [finding for finding in report.findings if finding.kind == kind]
        if row["lists"][name] or items:
            score.compare(row["file"], "list sizes", (name, row["lists"][name]), (name, len(items)))
        if first := row["list_items_first"][name]:
            wanted = _words(first)[:FIRST_WORDS]
            text = (items[0].title or report.text(items[0].paragraphs[0].place)) if items else ""
            score.compare(row["file"], "first items", wanted, _words(text)[: len(wanted)])


def list_lengths(report: Report) -> tuple[int, int]:
    """Items of the body's own lists, and of the safeguarding board's."""
    items = [finding.area == BOARD for finding in report.findings if finding.kind in OWN_LISTS]
    return items.count(False), items.count(True)


def _label(area: str, label: str) -> str:
    return "overall" if area == "overall" else fold(label)


def _short(grade: str) -> str:
    return "requires improvement" if grade.startswith("requires improvement") else grade


def _folded(labels: Iterable[str]) -> list[str]:
    return sorted(map(fold, labels))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).replace("'", ""))


def _alike(one: str, other: str) -> bool:
    """Whether two printed texts are the same but for small words of their own; nothing is like nothing."""
    a, b = " ".join(_words(one)), " ".join(_words(other))
    return bool(a and b) and SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE
