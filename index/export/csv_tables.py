"""An answer as plain tables in columns, a CSV file each, in one ZIP: for statistics programs, databases and scripts.

Columns have the names that the single CSV has. Rows are written as they come, none is kept.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from index.answers.tables import Row
from index.export import rows
from index.export.content import Content
from index.export.spreadsheets import safe

RECORD = ("what", "value")


def zipped(content: Content) -> bytes:
    """`list.csv` (a row a body), `evidence.csv` (a row a quotation), `passages.csv` and `record.csv` in a ZIP."""
    answer, review, links = content.answer, content.review, content.links
    entries = (*content.record.entries(), ("passages in this file", content.limits))
    tables: Mapping[str, tuple[Sequence[str], Iterable[Row]]] = {
        "list.csv": (rows.BODIES, rows.bodies(answer, review, links)),
        "evidence.csv": (rows.EVIDENCE, rows.evidence(answer, review, links)),
        "passages.csv": (rows.PASSAGES, rows.passages(content.passages, links) if content.passages else ()),
        "record.csv": (RECORD, (dict(zip(RECORD, entry, strict=True)) for entry in entries)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (columns, found) in tables.items():
            # Spreadsheets read UTF-8 by its mark.
            with archive.open(name, "w") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
                writer = csv.writer(text, lineterminator="\r\n")
                writer.writerow(columns)
                writer.writerows([_cell(row.get(column)) for column in columns] for row in found)
    return out.getvalue()


def _cell(value: object) -> object:
    return "" if value is None else safe(value)
