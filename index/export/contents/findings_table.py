"""Findings out to a file, row by row: CSV, JSON, and lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from corpus.families.registry import PROFILES
from index.answers.tables import Row
from index.contents.records import FindingMade, Findings
from index.export.spreadsheets import csv_lines
from index.links import Links

COLUMNS = (
    "body", "family", "region", "inspected", "published", "dated by", "cycle", "kind", "area", "grade", "title", "text", "number",
    "section", "page", "file", "report", "address", "open",
)  # fmt: skip
LONGEST = 300  # characters of a finding in the terminal


def row(found: FindingMade, links: Links) -> Row:
    """A finding as a row with all of `COLUMNS`: the kind in words, the family by its name, and where it is opened."""
    profile = PROFILES.get(found.family)
    given = {name.replace("_", " "): getattr(found, name) for name in FindingMade.__dataclass_fields__}
    given |= {
        "family": profile.label if profile else found.family,
        "kind": found.kind.replace("_", " "),
        "open": links.stored(found.opens) if found.opens else None,
    }
    return {column: given[column] for column in COLUMNS}


def csv_rows(findings: Iterable[FindingMade], links: Links) -> Iterator[str]:
    """The lines of a CSV file, as they are made."""
    return csv_lines(COLUMNS, (tuple(row(found, links).values()) for found in findings))


def csv_file(findings: Iterable[FindingMade], links: Links) -> bytes:
    """A CSV file that spreadsheets open."""
    return b"\xef\xbb\xbf" + b"".join(line.encode() for line in csv_rows(findings, links))


def printed_json(findings: Findings, links: Links) -> str:
    """How many there are, and those asked for."""
    rows = [row(found, links) for found in findings]
    return json.dumps({"total": findings.total, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def terminal(findings: Findings, after: int) -> str:
    """Two lines a finding, and how many more there are."""
    lines = [f"{findings.total:,} findings" if findings.total != 1 else "1 finding", ""]
    for found in findings:
        where = f"{found.file}, page {found.page}" if found.page else f"{found.file}, page unknown"
        dated = found.inspected or (found.published and f"published {found.published}") or "days unknown"
        facts = (found.body, dated, found.kind.replace("_", " "), found.area, where)
        words = " ".join(" – ".join(filter(None, (found.title, found.text))).split())
        lines += [
            " · ".join(filter(None, facts)),
            f"    {words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}",
        ]
    hidden = findings.total - after - len(findings)
    lines += [f"… and {hidden:,} more (--after {after + len(findings)} shows them)"] if hidden > 0 else []
    return "\n".join(lines) + "\n"
