"""What was read off each report in a run, without its words, and what the next run gains and loses by field.

A run is a dict by the hash of a report's file. For each field it has a hash of the value read ("" where nothing was),
and for the fields of a judged report how many values are right. Files that only one run has are counted and left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.records import Report

Row = dict[str, str]
Run = dict[str, Row]
RIGHT = "right: "  # before the names of judged fields; their values are counts


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one report that is read otherwise than before: gained, lost or only changed."""

    file: str
    field: str
    kind: str


def row(report: Report | str, right: Mapping[str, int] | None = None) -> Row:
    """The fields of one report, or of a file that was refused."""
    if isinstance(report, str):
        return {"refused": _digest(report)}
    values: dict[str, object] = {
        "family": report.family,
        "edition": report.edition,
        "body": report.body,
        "title": report.title,
        "published": report.published,
        "inspected": report.inspected,
        "grades": sorted((g.area, g.grade) for g in report.grades),
        "places of grades": [g.place for g in report.grades],
        "not judged": report.not_judged,
        "pages": [page.text for page in report.pages],
        "sections": report.sections,
        "findings": [
            (f.kind, f.area, f.number, f.title_place, [p.place for p in f.paragraphs]) for f in report.findings
        ],
        "problems": report.problems,
        "other bodies": report.bodies_also,
        "theme": report.theme,
        "outcome": report.outcome,
    }
    kinds = {f.kind for f in report.findings}
    values |= {kind: [f.number or f.title_place for f in report.findings if f.kind == kind] for kind in kinds}
    hashed = {name: _digest(value) if value else "" for name, value in values.items()}
    return hashed | {RIGHT + name: str(count) for name, count in (right or {}).items()}


def changes(before: Run, now: Run) -> Iterator[Change]:
    """Every field of every report in both runs that differs."""
    for file in sorted(before.keys() & now.keys()):
        for field in sorted(before[file].keys() | now[file].keys()):
            old, new = before[file].get(field, ""), now[file].get(field, "")
            if old != new:
                yield Change(file, field, _kind(field, old, new))


def _kind(field: str, old: str, new: str) -> str:
    if field.startswith(RIGHT) and old and new:
        return "gained" if int(new) > int(old) else "lost"
    if field in ("problems", "refused"):  # fewer of these is better
        old, new = new, old
    return "gained" if not old else "lost" if not new else "changed"


def told(before: Run, now: Run, names: Mapping[str, str]) -> Iterator[str]:
    """Lines that say by field what the run gained, lost and reads otherwise. `names` are the files of the hashes."""
    found = list(changes(before, now))
    new, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys())
    yield f"against the last run: {len(before.keys() & now.keys())} files in both, {new} new, {gone} no longer here"
    for field in sorted({change.field for change in found}):
        own = [change for change in found if change.field == field]
        counts = {kind: sum(1 for c in own if c.kind == kind) for kind in ("gained", "lost", "changed")}
        yield f"{field:32}" + "  ".join(f"{kind} {count}" for kind, count in counts.items() if count)
        yield from (f"    {c.kind}: {names.get(c.file, c.file)}" for c in own if c.kind != "changed")
    if not found and before.keys() & now.keys():
        yield "every field of every file in both is read as before"


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, default=str, ensure_ascii=False).encode()).hexdigest()[:10]
