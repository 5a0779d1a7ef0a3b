"""An answer as the rows that files have: its plain rows with the review and with links beside them. No format, no file."""

from __future__ import annotations

from collections.abc import Iterator

from index.answers.hits import COLUMNS, BodyHit
from index.answers.quotation import Evidence
from index.answers.results import Answer, PassageAnswer
from index.answers.tables import Row
from index.links import Links
from index.review.decisions import Decisions

BODIES = (
    "body", "verdict", "listed", "listed by the program", "decision", "decision_note", "decided by", "decided on", "score", "grade", "area", "grade file", "cycle", "region", "family",
    "sentences found", "best quotation", "page", "page_label", "file", "report", "inspected", "published", "date", "dated by", "open", "note",
)  # fmt: skip
EVIDENCE = (
    "body", "family", "region", "verdict", "listed", "listed by the program", "score", "area", "grade", "grade file", "cycle", "report", "inspected", "published", "date",
    "dated by", "file", "page", "page_label", "section", "finding", "kind", "stance", "speaker", "resolved", "quote", "quote_score", "decision",
    "decision_note", "decided by", "decided on", "quote_decision", "quote_note", "open", "note",
)  # fmt: skip
REVIEW = (
    "listed by the program", "decision", "decision_note", "decided by", "decided on", "quote_decision", "quote_note",
)  # fmt: skip
PASSAGES = (*COLUMNS["passages"], "open")
HEADINGS = {
    "dated_by": "dated by",
    "grade_file": "grade file",
    "sentences_found": "sentences found",
    "best_quotation": "best quotation",
}


def bodies(answer: Answer, review: Decisions, links: Links) -> Iterator[Row]:
    """One row a body in scope, in the order of the answer; those that are outside, or without a report, last."""
    for hit in answer.bodies:
        yield _written(hit.row()) | _decided(hit, review) | _opened(hit, hit.best, links)
    yield from map(_written, answer.unanswered())


def evidence(answer: Answer, review: Decisions, links: Links) -> Iterator[Row]:
    """One row a quotation, in the order of the answer; bodies with none, and those that are not in scope, follow suit."""
    for hit in answer.bodies:
        for row, each in zip(hit.evidence_rows(), hit.quotations, strict=True):
            decided = _decided(hit, review) | (_decided_of(hit, each, review) if each else {})
            yield _written(row) | decided | _opened(hit, each, links)
    yield from map(_written, answer.unanswered())


def passages(found: PassageAnswer, links: Links) -> Iterator[Row]:
    """One row a passage, best first."""
    for row, hit in zip(found.rows(), found.passages, strict=True):
        yield row | {"open": links.here(hit.file, hit.place, hit.text)}


def _written(row: Row) -> Row:
    """A row with the headings of a file, yes and no in words."""
    return {
        HEADINGS.get(name, name): ("yes" if value else "no") if isinstance(value, bool) else value
        for name, value in row.items()
    }


def _decided(hit: BodyHit, review: Decisions) -> Row:
    decided = review.body(hit.key)
    return {
        "listed by the program": "yes" if hit.found_listed else "no",
        "decision": decided.word,
        "decision_note": decided.note,
        "decided by": decided.by,
        "decided on": decided.on,
    }


def _decided_of(hit: BodyHit, quoted: Evidence, review: Decisions) -> Row:
    decided = review.quote(hit.key, quoted.file, quoted.quote)
    return {"quote_decision": decided.word, "quote_note": decided.note}


def _opened(hit: BodyHit, quoted: Evidence | None, links: Links) -> Row:
    return {"open": links.quote(quoted.origin.address, quoted.file, quoted.place, quoted.quote)} if quoted else {}
