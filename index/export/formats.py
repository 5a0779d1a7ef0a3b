"""An answer in, a file to download out, by the file's ending: for people (Excel, Word), programs (CSV, tables in a ZIP, JSON),
reference managers (RIS, BibTeX) and programs for qualitative analysis (QDPX).

Each file carries how its list was made. Every quotation is compared with its stored page as it is written; one that
differs stops the export. Text that a spreadsheet would take for a formula is kept as text. What is limited or cut says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from index.answers import outside
from index.answers.hits import CLOSEST, NO_REPORT, NOTHING
from index.answers.results import Answer
from index.answers.tables import Row
from index.answers.verdict_words import FACTS
from index.errors import UnknownFormat
from index.export import coded_project, csv_tables, references, rows, sheets
from index.export.content import HERE, Content
from index.export.spreadsheets import csv_text
from index.links import Links
from index.review.decisions import Decision, Decisions

_SEARCH = ("question", "understood", "expansions", "generation")
COLUMNS = (*_SEARCH, "row", *rows.EVIDENCE, "record", "value")


def _csv(content: Content) -> bytes:
    """One row a quotation, then the record of the search, told apart by the column `row`."""
    search = _search(content.answer)
    found = (search | row | {"row": _kind(row)} for row in rows.evidence(content.answer, content.review, content.links))
    record = (
        search | {"row": "search record", "record": name, "value": value} for name, value in content.record.entries()
    )
    return (
        b"\xef\xbb\xbf" + csv_text(COLUMNS, _cells(COLUMNS, chain(found, record))).encode()
    )  # spreadsheets read UTF-8 by the mark


def _search(answer: Answer) -> Row:
    made = answer.understood
    return dict(
        zip(
            _SEARCH,
            (answer.question, made.sentence, "; ".join(made.expansions), answer.searched.generation),
            strict=True,
        )
    )


def _kind(row: Row) -> str:
    kinds = {
        CLOSEST: "closest miss",
        NOTHING: "nothing found",
        NO_REPORT: "no report",
        **dict.fromkeys(outside.NOTES.values(), "outside"),
    }
    if row["note"]:
        return kinds.get(str(row["note"])) or FACTS[str(row["verdict"])]
    return "grade" if row["kind"] == "grade" else "finding"


def _cells(columns: Sequence[str], found: Iterable[Row]) -> Iterator[list[object]]:
    return ([row.get(column) for column in columns] for row in found)


def _json(content: Content) -> bytes:
    """The answer as `--format json` prints it, with its record and the review."""
    whole = content.answer.to_json() | {"record": content.record.to_json()}
    for shown, hit in zip(whole["bodies"], content.answer.bodies, strict=True):
        shown["decision"] = _decided(content.review.body(hit.key))
        for line, quoted in zip(shown["evidence"], hit.evidence, strict=True):
            line["decision"] = _decided(content.review.quote(hit.key, quoted.file, quoted.quote))
            line["open"] = content.links.quote(quoted.origin.address, quoted.file, quoted.place, quoted.quote)
    if content.passages:
        whole["passages"] = [hit.to_json() for hit in content.passages.passages]
        whole["record"]["passages in this file"] = content.limits
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _decided(each: Decision) -> dict[str, object] | None:
    if not each.word and not each.note:
        return None
    known = {"by": each.by, "on": each.on, "each": [_decided(one) for one in each.each]}
    return {"decision": each.word, "note": each.note} | {name: value for name, value in known.items() if value}


def _document(content: Content) -> bytes:
    from index.export.documents import document  # its library is read when a document is asked for

    return document(content)


FORMATS: Mapping[str, Callable[[Content], bytes]] = {
    ".xlsx": sheets.book,
    ".docx": _document,
    ".csv": _csv,
    ".zip": csv_tables.zipped,
    ".json": _json,
    ".qdpx": coded_project.project,
    ".ris": lambda content: references.ris(content.record, content.review, content.links).encode(),
    ".bib": lambda content: references.bibtex(content.record, content.review, content.links).encode(),
}


def write(content: Content, ending: str) -> bytes:
    """The file of this ending. Raises `UnknownFormat`, and `IndexUnusable` where a quotation does not stand on its page."""
    known(f"file{ending}")
    content = content.reviewed()
    content.verify()
    return FORMATS[ending](content)


def known(name: str, endings: Iterable[str] = tuple(FORMATS)) -> str:
    """The ending of a file's name. Raises `UnknownFormat` with the known ones where it is none of them."""
    endings = tuple(endings)
    ending = Path(name).suffix.lower()
    if ending not in endings:
        raise UnknownFormat(f"“{name}” has no known ending; use one of {', '.join(endings)}.")
    return ending


# Printing: the same rows and facts without a file around them ----------------------------------------------------------


def csv_printed(answer: Answer) -> str:
    """The answer as CSV with a heading, one row a quotation."""
    columns = (
        *_SEARCH,
        *(c for c in rows.EVIDENCE if c not in ("open", *rows.REVIEW)),
    )
    search = _search(answer)
    links = Links(HERE, answer.searched.generation)
    return csv_text(columns, _cells(columns, ({**search, **row} for row in rows.evidence(answer, Decisions(), links))))


def json_printed(answer: Answer) -> str:
    """The answer as JSON."""
    return json.dumps(answer.to_json(), ensure_ascii=False, indent=1) + "\n"


PRINTED: Mapping[str, Callable[[Answer], str]] = {"csv": csv_printed, "json": json_printed}
