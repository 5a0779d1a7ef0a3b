"""An answer as the rows of tables: one a body, one a quotation, one a passage. No format, no file."""

from __future__ import annotations

from collections.abc import Iterator

from index.links import Links
from index.results import Answer, BodyHit, Evidence, PassageAnswer
from index.review.decisions import Decisions

Row = dict[str, object]
BODIES = (
    "body", "verdict", "listed", "decision", "decision_note", "score", "grade", "area", "cycle", "region", "family",
    "sentences found", "best quotation", "page", "page_label", "file", "report", "published", "open", "note",
)  # fmt: skip
EVIDENCE = (
    "body", "family", "region", "verdict", "listed", "score", "area", "grade", "cycle", "report", "published", "file", "page",
    "page_label", "section", "finding", "kind", "stance", "speaker", "resolved", "quote", "quote_score", "decision",
    "decision_note", "quote_decision", "quote_note", "open", "note",
)  # fmt: skip
PASSAGES = ("body", "family", "cycle", "file", "page", "section", "kind", "stance", "score", "text", "open")
CLOSEST = "nothing found; the quotation is the closest miss"
NOTHING = "nothing found"
NO_REPORT = "no report indexed"


def bodies(answer: Answer, review: Decisions, links: Links) -> Iterator[Row]:
    """One row a body in scope, in the order of the answer; those without a report last."""
    for hit in answer.bodies:
        best = hit.evidence[0] if hit.evidence else hit.near
        row = _body(hit, review) | {
            "sentences found": hit.found,
            "note": "" if hit.evidence else CLOSEST if hit.near else NOTHING,
        }
        if best:
            row |= {"best quotation": best.quote, "page": best.page, "page_label": best.page_label or ""}
            row["open"] = links.quote(hit.address, hit.file, best.place, best.quote)
        yield row
    for name in answer.no_report:
        yield {"body": name, "note": NO_REPORT}


def evidence(answer: Answer, review: Decisions, links: Links) -> Iterator[Row]:
    """One row a quotation, in the order of the answer; bodies with none, and those without a report, follow suit."""
    for hit in answer.bodies:
        for each in hit.evidence:
            yield _quoted(hit, each, review, links, "")
        if not hit.evidence and hit.near:
            yield _quoted(hit, hit.near, review, links, CLOSEST)
        elif not hit.evidence:
            yield _body(hit, review) | {"note": NOTHING}
    for name in answer.no_report:
        yield {"body": name, "note": NO_REPORT}


def passages(found: PassageAnswer, links: Links) -> Iterator[Row]:
    """One row a passage, best first."""
    for hit in found.passages:
        shown = hit.to_json()
        yield {name: shown.get(name) for name in PASSAGES} | {"open": links.here(hit.file, hit.place, hit.text)}


def _body(hit: BodyHit, review: Decisions) -> Row:
    decided = review.body(hit.key)
    return {
        "body": hit.body,
        "family": hit.family,
        "region": hit.region or "",
        "verdict": hit.verdict,
        "listed": "yes" if hit.listed else "no",
        "score": round(hit.score, 4),
        "area": hit.grade.label if hit.grade else "",
        "grade": hit.grade.grade if hit.grade else "",
        "cycle": hit.cycle or "",
        "report": hit.title or "",
        "published": hit.published or "",
        "file": hit.file,
        "decision": decided.decision,
        "decision_note": decided.note,
    }


def _quoted(hit: BodyHit, quoted: Evidence, review: Decisions, links: Links, note: str) -> Row:
    decided = review.quote(hit.key, hit.file, quoted.quote)
    return _body(hit, review) | {
        "page": quoted.page,
        "page_label": quoted.page_label or "",
        "section": quoted.section,
        "finding": quoted.title or "",
        "kind": quoted.kind,
        "stance": quoted.stance,
        "speaker": quoted.speaker or "",
        "resolved": {True: "yes", False: "no", None: ""}[quoted.resolved],
        "quote": quoted.quote,
        "quote_score": round(quoted.score, 4),
        "quote_decision": decided.decision,
        "quote_note": decided.note,
        "open": links.quote(hit.address, hit.file, quoted.place, quoted.quote),
        "note": note,
    }
