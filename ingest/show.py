"""A report in, what was read off it out: as JSON for programs, as text for people."""

from __future__ import annotations

from typing import Any

from corpus.records import Finding, Report
from ingest.sentences.ends import sentence_spans
from ingest.sentences.speaker import resolved_in, speaker_of


def as_json(report: Report) -> dict[str, Any]:
    """Everything read off a report, in the form that README documents."""
    return {
        "file": report.file,
        "family": report.family,
        "edition": report.edition,
        "cycle": report.cycle,
        "body": report.body_name,
        "body_key": report.body,
        "title": report.title,
        "inspected": [
            {"start": s.start.isoformat() if s.start else None, "end": s.end.isoformat() if s.end else None}
            for s in report.inspected
        ],
        "published": report.published.isoformat() if report.published else None,
        "pages": len(report.pages),
        "grades": [
            {
                "area": g.area,
                "label": g.label,
                "grade": g.grade,
                "page": g.place[0].page if g.place else None,
                "quote": report.text(g.place) if g.place else None,
                "source": g.source,
            }
            for g in report.grades
        ],
        "not_judged": list(report.not_judged),
        "findings": [_finding(report, finding) for finding in report.findings],
        "sections": [
            {
                "heading": s.heading,
                "number": s.number,
                "area": s.area,
                "parent": s.parent,
                "page": s.place[0].page if s.place else None,
                "stance": s.stance,
            }
            for s in report.sections
        ],
        "bodies_also": list(report.bodies_also),
        "theme": report.theme,
        "outcome": report.outcome,
        "problems": list(report.problems),
    }


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    place = finding.title_place or finding.paragraphs[0].place
    texts = [report.text(paragraph.place) for paragraph in finding.paragraphs]
    sentences = [text[a:b] for text in [finding.title or "", *texts] for a, b in sentence_spans(text)]
    return {
        "kind": finding.kind,
        "title": finding.title,
        "text": "\n".join(texts),
        "number": finding.number,
        "area": finding.area,
        "page": place[0].page,
        "speaker": speaker_of(sentences),
        "resolved": resolved_in(sentences),
    }


def as_text(report: Report) -> str:
    """A summary on a page: facts, grades, how many findings of each kind, problems."""
    kinds: dict[str, int] = {}
    for finding in report.findings:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    lines = [
        f"{report.title or report.file}",
        f"  body: {report.body_name or 'unknown'}   cycle: {report.cycle or 'unknown'}   pages: {len(report.pages)}",
        f"  published: {report.published or 'unknown'}",
        *(f"  inspected: {s.start or 'unknown'} to {s.end or 'unknown'}" for s in report.inspected),
        *(f"  {g.grade:<22}{g.label} ({f'page {g.place[0].page}' if g.place else g.source})" for g in report.grades),
        *(f"  not judged            {label}" for label in report.not_judged),
        "  findings: " + ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in kinds.items()),
        *(f"  problem: {problem}" for problem in report.problems),
    ]
    return "\n".join(lines)
