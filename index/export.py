"""An answer in, a file to take away out. One row a quotation; bodies without one have a row too, so nobody is lost.

Each file carries the record of the search: the question, what was understood and expanded, the filters, the
generation, how much was searched. Text that a spreadsheet would take for a formula is kept as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import UnknownFormat
from index.results import Answer, BodyHit, Evidence
from index.sheets import csv_text as table_csv

COLUMNS = (
    "question", "understood", "expansions", "generation", "body", "family", "verdict", "listed", "score", "area", "grade",
    "cycle", "report", "published", "file", "page", "page_label", "section", "finding", "kind", "stance", "speaker",
    "resolved", "quote", "quote_score", "note",
)  # fmt: skip


def rows(answer: Answer) -> Iterator[dict[str, object]]:
    """One row a quotation, in the order of the answer; bodies with none, and those without a report, follow suit."""
    for hit in answer.bodies:
        if hit.evidence:
            for evidence in hit.evidence:
                yield _row(answer, hit, evidence, "")
        elif hit.near:
            yield _row(answer, hit, hit.near, "nothing found; the quotation is the closest miss")
        else:
            yield _row(answer, hit, None, "nothing found")
    for name in answer.no_report:
        yield {**_search(answer), "body": name, "note": "no report indexed"}


def _search(answer: Answer) -> dict[str, object]:
    return {
        "question": answer.question,
        "understood": answer.understood.sentence,
        "expansions": "; ".join(answer.understood.expansions),
        "generation": answer.searched.generation,
    }


def _row(answer: Answer, hit: BodyHit, evidence: Evidence | None, note: str) -> dict[str, object]:
    row = {
        **_search(answer),
        "body": hit.body,
        "family": hit.family,
        "verdict": hit.verdict,
        "listed": "yes" if hit.listed else "no",
        "score": round(hit.score, 4),
        "area": hit.grade.label if hit.grade else "",
        "grade": hit.grade.grade if hit.grade else "",
        "cycle": hit.cycle or "",
        "report": hit.title or "",
        "published": hit.published or "",
        "file": hit.file,
        "note": note,
    }
    if evidence:
        row |= {
            "page": evidence.page,
            "page_label": evidence.page_label or "",
            "section": evidence.section,
            "finding": evidence.title or "",
            "kind": evidence.kind,
            "stance": evidence.stance,
            "speaker": evidence.speaker or "",
            "resolved": {True: "yes", False: "no", None: ""}[evidence.resolved],
            "quote": evidence.quote,
            "quote_score": round(evidence.score, 4),
        }
    return row


def csv_text(answer: Answer) -> str:
    """The answer as CSV, with a heading."""
    return table_csv(COLUMNS, ([row.get(column) for column in COLUMNS] for row in rows(answer)))


def json_text(answer: Answer) -> str:
    """The answer as JSON, as `--format json` prints it."""
    return json.dumps(answer.to_json(), ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Answer], str]] = {".csv": csv_text, ".json": json_text}


def save(answer: Answer, path: Path) -> None:
    """The answer to a file, in the format of its ending. Raises `UnknownFormat`."""
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise UnknownFormat(f"“{path.name}” has no known ending; use one of {', '.join(FORMATS)}.")
    bom = "\ufeff" if path.suffix.lower() == ".csv" else ""  # spreadsheets read UTF-8 by it
    path.write_text(bom + writer(answer), encoding="utf-8", newline="")
